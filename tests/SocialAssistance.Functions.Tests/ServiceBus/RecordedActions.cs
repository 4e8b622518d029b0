using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace SocialAssistance.Functions.Tests.ServiceBus;

/// <summary>What a function does with the message it was given.</summary>
internal sealed class RecordedActions : ServiceBusMessageActions
{
    /// <summary>The messages that are done.</summary>
    public List<string> Completed { get; } = [];

    /// <summary>The messages that never can be done, with reason and description.</summary>
    public List<(string MessageId, string? Reason, string? Description)> DeadLettered { get; } = [];

    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        Completed.Add(message.MessageId);
        return Task.CompletedTask;
    }

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = null,
        string? deadLetterReason = null,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default)
    {
        DeadLettered.Add((message.MessageId, deadLetterReason, deadLetterErrorDescription));
        return Task.CompletedTask;
    }
}
