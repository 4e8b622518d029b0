using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SocialAssistance.Functions.Orchestration;
using SocialAssistance.Materials;
using SocialAssistance.Storage.Blobs;

namespace SocialAssistance.Functions.Incoming;

/// <summary>
/// Takes up scans that window scanners write straight to the incoming area as <c>{caseId}/{material}/{fileName}</c>. Of the two triggers an installation uses one and
/// disables the other: events on Azure, where they come at once, polling where there is no Event Grid.
/// </summary>
/// <remarks>
/// A file that cannot be taken up stays where it is. The sweep tries it again and has its case say so, which is all there is to
/// a poison message: it holds nothing that the file itself does not.
/// </remarks>
public sealed class IncomingScans(IncomingFiles incoming, DurableClientSource durable)
{
    // Whatever lies there: a file that is not named {caseId}/{material}/{fileName} must not stay unseen either.
    private const string Path = BlobMaterialStore.IncomingContainer + "/{name}";
    private const string Account = "Materials";

    /// <summary>A file came, as Event Grid tells.</summary>
    [Function(nameof(IncomingByEvents))]
    public Task IncomingByEvents(
        [BlobTrigger(Path, Connection = Account, Source = BlobTriggerSource.EventGrid)] BlobClient file,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => TakeUpAsync(file, client, cancellationToken);

    /// <summary>A file came, as looking into the container tells.</summary>
    [Function(nameof(IncomingByPolling))]
    public Task IncomingByPolling(
        [BlobTrigger(Path, Connection = Account, Source = BlobTriggerSource.LogsAndContainerScan)] BlobClient file,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => TakeUpAsync(file, client, cancellationToken);

    private Task TakeUpAsync(BlobClient file, DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        durable.Take(client);
        return incoming.TakeUpAsync(file.Name, cancellationToken);
    }
}
