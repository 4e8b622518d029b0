using Azure.Messaging.ServiceBus;
using SocialAssistance.Departments;
using SocialAssistance.Storage.Messages;

namespace SocialAssistance.Functions.ServiceBus;

/// <summary>
/// Tells departments through the topic <see cref="Topic"/>, of which each has a subscription filtered by the application
/// property <see cref="DepartmentProperty"/>. The message id is made of the task's id: the topic drops what it has had.
/// </summary>
public sealed class ServiceBusDepartmentChannel(ServiceBusClient client) : IDepartmentChannel, IAsyncDisposable
{
    /// <summary>Name of the topic.</summary>
    public const string Topic = "department-tasks";

    /// <summary>Application property with the code of the department.</summary>
    public const string DepartmentProperty = "department";

    private readonly ServiceBusSender _sender = client.CreateSender(Topic);

    /// <inheritdoc/>
    /// <exception cref="ServiceBusException">The topic did not take the message.</exception>
    public Task SendAsync(DepartmentMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var sent = new ServiceBusMessage(new BinaryData(TaskEvents.Write(message)))
        {
            MessageId = TaskEvents.MessageId(message.TaskId),
            ContentType = TaskEvents.MediaType,
            Subject = TaskEvents.TypePrefix + message.Type,
            CorrelationId = message.CaseId,
        };
        sent.ApplicationProperties[DepartmentProperty] = message.Department;
        return _sender.SendMessageAsync(sent, cancellationToken);
    }

    /// <summary>Asks the topic for a sign of life.</summary>
    /// <exception cref="ServiceBusException">It does not answer.</exception>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        // The batch's size limit is the topic's to tell, so this opens the link to it and sends nothing.
        using var batch = await _sender.CreateMessageBatchAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sender.DisposeAsync();
}
