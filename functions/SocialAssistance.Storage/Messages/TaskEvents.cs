using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using SocialAssistance.Departments;

namespace SocialAssistance.Storage.Messages;

/// <summary>
/// What departments are told, as CloudEvents 1.0 in structured JSON. The event's <c>id</c> is the task's id, by which a
/// receiver knows a message it has had before. It carries ids only, nothing of any person.
/// </summary>
public static class TaskEvents
{
    /// <summary>What an event's type begins with, before <see cref="DepartmentMessage.Type"/>.</summary>
    public const string TypePrefix = "cn.gov.nx.social-assistance.";

    /// <summary>Media type of what <see cref="Write"/> gives.</summary>
    public const string MediaType = "application/cloudevents+json";

    private static readonly Uri Source = new("/social-assistance", UriKind.Relative);
    private static readonly JsonEventFormatter Formatter = new(new JsonSerializerOptions(JsonSerializerDefaults.Web), default);

    /// <summary>Longest message id that message brokers take.</summary>
    public const int MaxMessageId = 128;

    /// <summary>The id under which a broker knows a message it has had before: the task's id, or its digest when that is too long.</summary>
    public static string MessageId(string taskId)
    {
        ArgumentNullException.ThrowIfNull(taskId);
        return taskId.Length <= MaxMessageId ? taskId : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(taskId)));
    }

    /// <summary>Writes one message, UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write(DepartmentMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Formatter.EncodeStructuredModeMessage(
            new CloudEvent(CloudEventsSpecVersion.V1_0)
            {
                Id = message.TaskId,
                Type = TypePrefix + message.Type,
                Source = Source,
                Subject = $"{message.CaseId}/{message.Item}",
                Time = message.Time,
                DataContentType = "application/json",
                Data = new EventData(message.Department, message.CaseId, message.Item, message.Division),
            },
            out _);
    }

    private sealed record EventData(string Department, string CaseId, string Item, string Division);
}
