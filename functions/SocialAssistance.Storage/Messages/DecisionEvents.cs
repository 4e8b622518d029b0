using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using SocialAssistance.Departments;
using SocialAssistance.Guide;
using SocialAssistance.Input;

namespace SocialAssistance.Storage.Messages;

/// <summary>
/// What departments say by message, as CloudEvents 1.0 in structured JSON: the type is <see cref="Type"/>, the source
/// <c>/departments/{code}</c>, the data the same document as one entry of the HTTP batch.
/// </summary>
public static class DecisionEvents
{
    /// <summary>The event's type.</summary>
    public const string Type = "cn.gov.nx.social-assistance.department-event";

    /// <summary>What the event's source begins with, before the department's code.</summary>
    public const string SourcePrefix = "/departments/";

    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = InputReader.MaxDepth };
    private static readonly JsonEventFormatter Formatter = new(new JsonSerializerOptions(JsonSerializerDefaults.Web), Depth);

    /// <summary>Reads one message.</summary>
    /// <param name="message">The message, UTF-8.</param>
    /// <param name="guide">Knows the departments.</param>
    /// <returns>What was said, or every fault; the pointers are those of the whole message.</returns>
    public static Reading<AddressedEvent> Read(ReadOnlyMemory<byte> message, ServiceGuide guide)
    {
        ArgumentNullException.ThrowIfNull(guide);
        if (Decode(message) is not { } envelope)
        {
            return Failed(new Fault("", "invalid-cloud-event", "消息不是有效的 CloudEvents 1.0 事件"));
        }

        var faults = new Faults();
        var department = Department(envelope.Source, guide);
        if (department is null)
        {
            faults.Add("/source", InputFault.UnknownCode, "消息来源应当是 /departments/ 加部门代码");
        }

        if (envelope.Type != Type)
        {
            faults.Add("/type", InputFault.UnknownCode, $"消息类型应当是 {Type}");
        }

        if (envelope.Data is not JsonElement data)
        {
            faults.Add("/data", InputFault.Required, "消息没有内容");
            return Failed([.. faults.ToImmutable()]);
        }

        // As bytes: a text that is no UTF-8 is the reader's to refuse.
        var reading = DepartmentEventReader.ReadAddressed(JsonMarshal.GetRawUtf8Value(data).ToArray(), department ?? "");
        return faults.None && reading.Ok
            ? reading
            : Failed([.. faults.ToImmutable(), .. reading.Faults.Select(f => f with { Pointer = "/data" + f.Pointer })]);
    }

    /// <summary>Code of the department that a message says it is from; null when it names none, or is no event at all.</summary>
    public static string? SourceOf(ReadOnlyMemory<byte> message, ServiceGuide guide)
    {
        ArgumentNullException.ThrowIfNull(guide);
        return Department(Decode(message)?.Source, guide);
    }

    private static CloudEvent? Decode(ReadOnlyMemory<byte> message)
    {
        try
        {
            return Formatter.DecodeStructuredModeMessage(message, null, null);
        }
        catch (Exception error) when (error is ArgumentException or JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string? Department(Uri? source, ServiceGuide guide)
    {
        var text = source?.OriginalString ?? "";
        return text.StartsWith(SourcePrefix, StringComparison.Ordinal)
            && guide.FindDepartment(text[SourcePrefix.Length..]) is { } department
                ? department.Code
                : null;
    }

    private static Reading<AddressedEvent> Failed(params ImmutableArray<Fault> faults) => new(null, faults);
}
