using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SocialAssistance.Cases;
using SocialAssistance.Privacy.Retention;

namespace SocialAssistance.Storage.Blobs;

/// <summary>Deletes scans from Blob Storage for good, with their snapshots. Where the account keeps deleted blobs for a while
/// (soft delete), they are gone when that while is over.</summary>
public sealed class BlobErasure : IScanErasure
{
    /// <summary>What a refused incoming file begins with in the quarantine, before its version and its name.</summary>
    private const string RefusedIncoming = "incoming/";

    private readonly BlobContainerClient _incoming;
    private readonly BlobContainerClient _materials;
    private readonly BlobContainerClient _quarantine;

    /// <summary>Deletes from an account.</summary>
    public BlobErasure(BlobServiceClient account)
    {
        ArgumentNullException.ThrowIfNull(account);
        _incoming = account.GetBlobContainerClient(BlobMaterialStore.IncomingContainer);
        _materials = account.GetBlobContainerClient(BlobMaterialStore.MaterialsContainer);
        _quarantine = account.GetBlobContainerClient(BlobMaterialStore.QuarantineContainer);
    }

    /// <summary>Deletes from the account of a connection string. Nothing is asked of the account yet.</summary>
    public static BlobErasure Connect(string connectionString) =>
        new(new BlobServiceClient(connectionString, StorageTransport.Tune(new BlobClientOptions())));

    /// <summary>Deletes from the account at an address, as somebody that it knows. Nothing is asked of the account yet.</summary>
    public static BlobErasure Connect(Uri account, TokenCredential identity) =>
        new(new BlobServiceClient(account, identity, StorageTransport.Tune(new BlobClientOptions())));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">It is no number of a case: as a prefix it might fit others' scans.</exception>
    public async Task EraseCaseAsync(string caseId, CancellationToken cancellationToken)
    {
        if (!CaseIds.IsWellFormed(caseId))
        {
            throw new ArgumentException("This is no number of a case.", nameof(caseId));
        }

        foreach (var container in new[] { _materials, _quarantine })
        {
            await foreach (var scan in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, caseId + "/", cancellationToken).ConfigureAwait(false))
            {
                await container.DeleteBlobIfExistsAsync(scan.Name, DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<OldFile> ListOldAsync(
        FileArea area, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var file in ContainerOf(area).GetBlobsAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (file.Properties.LastModified < before && file.Properties.ETag is { } version)
            {
                yield return new OldFile(area, file.Name, CaseIdOf(area, file.Name), version.ToString("H"));
            }
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(OldFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            await ContainerOf(file.Area).DeleteBlobIfExistsAsync(
                file.Name,
                DeleteSnapshotsOption.IncludeSnapshots,
                new BlobRequestConditions { IfMatch = new ETag(file.Version) },
                cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException changed) when (changed.ErrorCode == BlobErrorCode.ConditionNotMet)
        {
            // Written anew since it was listed: it is not old.
        }
    }

    private BlobContainerClient ContainerOf(FileArea area) => area == FileArea.Quarantine ? _quarantine : _incoming;

    private static string? CaseIdOf(FileArea area, string name)
    {
        var parts = name.Split('/');
        var first = area == FileArea.Quarantine && name.StartsWith(RefusedIncoming, StringComparison.Ordinal) ? parts.ElementAtOrDefault(2) : parts[0];
        return first is not null && CaseIds.IsWellFormed(first) ? first : null;
    }
}
