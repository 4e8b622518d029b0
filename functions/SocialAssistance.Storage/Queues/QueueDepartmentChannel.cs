using Azure;
using Azure.Core;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using SocialAssistance.Departments;
using SocialAssistance.Storage.Blobs;
using SocialAssistance.Storage.Messages;

namespace SocialAssistance.Storage.Queues;

/// <summary>Tells departments through storage queues, one for each: <c>department-{code}</c>.</summary>
/// <remarks>
/// A message is the plain text (UTF-8, not base64) of one CloudEvents 1.0 event in structured JSON, so that any client in
/// any language can read it (<see cref="TaskEvents"/>); a client that expects base64 must be told otherwise. It never expires.
/// </remarks>
public sealed class QueueDepartmentChannel : IDepartmentChannel
{
    /// <summary>What a department's queue is called, before the department's code.</summary>
    public const string QueuePrefix = "department-";

    private static readonly TimeSpan Never = TimeSpan.FromSeconds(-1);

    private readonly QueueServiceClient account;

    /// <summary>Sends to an account whose client must leave messages unencoded; <see cref="Connect(string)"/> is the usual way in.</summary>
    public QueueDepartmentChannel(QueueServiceClient account)
    {
        ArgumentNullException.ThrowIfNull(account);
        this.account = account;
    }

    /// <summary>Sends to the account of a connection string. Nothing is asked of the account yet.</summary>
    public static QueueDepartmentChannel Connect(string connectionString) => new(new QueueServiceClient(
        connectionString, StorageTransport.Tune(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None })));

    /// <summary>Sends to the account at an address, as somebody that it knows. Nothing is asked of the account yet.</summary>
    public static QueueDepartmentChannel Connect(Uri account, TokenCredential identity) => new(new QueueServiceClient(
        account, identity, StorageTransport.Tune(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None })));

    /// <inheritdoc />
    /// <remarks>The queue is made when it turns out not to be there, at first use or after somebody deleted it.</remarks>
    /// <exception cref="RequestFailedException">The account did not take the message.</exception>
    public async Task SendAsync(DepartmentMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var queue = account.GetQueueClient(QueuePrefix + message.Department);
        var text = new BinaryData(TaskEvents.Write(message));
        try
        {
            await queue.SendMessageAsync(text, timeToLive: Never, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException absent) when (absent.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            await queue.SendMessageAsync(text, timeToLive: Never, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks the account for a sign of life.</summary>
    /// <exception cref="RequestFailedException">The account does not answer.</exception>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        // The cheapest question that needs no more rights than sending does, whether or not any queue is there yet.
        var pages = account.GetQueuesAsync(prefix: QueuePrefix, cancellationToken: cancellationToken).AsPages(pageSizeHint: 1);
        await foreach (var _ in pages.ConfigureAwait(false))
        {
            break;
        }
    }
}
