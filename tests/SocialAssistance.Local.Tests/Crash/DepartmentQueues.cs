using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using SocialAssistance.Storage.Queues;

namespace SocialAssistance.Local.Tests.Crash;

/// <summary>A message of a department's queue, as far as a receiver tells messages apart.</summary>
internal sealed record QueuedMessage(string Department, string Id, string Type, string Subject);

/// <summary>The departments' side of their queues.</summary>
internal static class DepartmentQueues
{
    private const int MostAtOnce = 32;

    /// <summary>Takes every message out of a department's queue.</summary>
    public static async Task<List<QueuedMessage>> DrainAsync(string connectionString, string department, CancellationToken cancellationToken)
    {
        var queue = new QueueClient(connectionString, QueueDepartmentChannel.QueuePrefix + department);
        var taken = new List<QueuedMessage>();
        if (!await queue.ExistsAsync(cancellationToken))
        {
            return taken;
        }

        while ((await queue.ReceiveMessagesAsync(MostAtOnce, cancellationToken: cancellationToken)).Value is { Length: > 0 } messages)
        {
            foreach (var message in messages)
            {
                var json = JsonNode.Parse(message.MessageText)!;
                taken.Add(new QueuedMessage(department, (string)json["id"]!, (string)json["type"]!, (string)json["subject"]!));
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
            }
        }

        return taken;
    }
}
