using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SocialAssistance.Departments;
using SocialAssistance.Functions.Orchestration;
using SocialAssistance.Storage.Messages;
using SocialAssistance.Storage.Webhooks;

namespace SocialAssistance.Functions.ServiceBus;

/// <summary>
/// Takes what departments say from the queue <see cref="Queue"/>: the same events as over HTTP, each signed by its department.
/// What never can be taken goes to the dead letters with the reason; what fails for the moment is delivered again.
/// </summary>
public sealed class DepartmentDecisions(MessageIntake intake, SignedDecisions decisions, DurableClientSource durable, TimeProvider clock)
{
    /// <summary>Name of the queue.</summary>
    public const string Queue = "department-decisions";

    // Service Bus takes no longer description.
    private const int MaxDescription = 4096;

    /// <summary>How long a message is held that fails for the moment: deliveries are counted, and must outlast an outage.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>Takes one message.</summary>
    [Function(nameof(DepartmentDecisions))]
    public async Task RunAsync(
        [ServiceBusTrigger(Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(actions);
        durable.Take(client);
        var rejection = await TakeAsync(message, cancellationToken).ConfigureAwait(false);
        await (rejection is null
            ? actions.CompleteMessageAsync(message, cancellationToken)
            : actions.DeadLetterMessageAsync(
                message, null, rejection.Code, rejection.Detail[..Math.Min(rejection.Detail.Length, MaxDescription)], cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Senders may also put a value or a sequence into a message: that is nothing that could be signed.</summary>
    private static ReadOnlyMemory<byte> Body(ServiceBusReceivedMessage message) =>
        message.GetRawAmqpMessage().Body.BodyType == AmqpMessageBodyType.Data ? message.Body.ToMemory() : default;

    private async Task<MessageRejection?> TakeAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var headers = WebhookHeaders.From(name => message.ApplicationProperties.GetValueOrDefault(name) as string);
            return decisions.Read(Body(message), headers, out var said) is { } unbelieved
                ? await intake.RefuseAsync(unbelieved, cancellationToken).ConfigureAwait(false)
                : await intake.TakeAsync(said, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }
}
