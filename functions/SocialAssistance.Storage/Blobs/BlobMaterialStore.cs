using System.Net;
using Azure;
using Azure.Core;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SocialAssistance.Materials;

namespace SocialAssistance.Storage.Blobs;

/// <summary>Scans in Azure Blob Storage, or in Azurite on one machine.</summary>
/// <remarks>
/// Three containers: <c>incoming</c>, which window scanners write to; <c>materials</c> and <c>quarantine</c>, where a scan
/// is <c>{caseId}/{materialId}</c>. An incoming file that is moved to the quarantine unread becomes
/// <c>incoming/{version}/{caseId or no-case}/{id}.{extension}</c> there: names and properties hold ids only. What the port says nothing of throws <see cref="RequestFailedException"/>, or
/// <see cref="AggregateException"/> of several, when the store does not do what it is asked.
/// A file whose name would lead out of its container is not there, to all that this does.
/// Azurite must be started with <c>--skipApiVersionCheck</c>: it lags behind the newest service version that the client asks for.
/// </remarks>
public sealed class BlobMaterialStore : IMaterialStore
{
    /// <summary>Container that window scanners write to.</summary>
    public const string IncomingContainer = "incoming";

    /// <summary>Container of accepted scans.</summary>
    public const string MaterialsContainer = "materials";

    /// <summary>Container of scans that were not accepted.</summary>
    public const string QuarantineContainer = "quarantine";

    private const int BlockBytes = 4 * 1024 * 1024;

    private static readonly StorageTransferOptions BlockByBlock =
        new() { InitialTransferSize = BlockBytes, MaximumTransferSize = BlockBytes, MaximumConcurrency = 1 };

    private readonly BlobContainerClient incoming;
    private readonly BlobContainerClient materials;
    private readonly BlobContainerClient quarantine;

    /// <summary>Keeps scans in an account; <see cref="Connect(string)"/> is the usual way in.</summary>
    public BlobMaterialStore(BlobServiceClient account)
    {
        ArgumentNullException.ThrowIfNull(account);
        incoming = account.GetBlobContainerClient(IncomingContainer);
        materials = account.GetBlobContainerClient(MaterialsContainer);
        quarantine = account.GetBlobContainerClient(QuarantineContainer);
    }

    /// <summary>Keeps scans in the account of a connection string. Nothing is asked of the account yet.</summary>
    public static BlobMaterialStore Connect(string connectionString) =>
        new(new BlobServiceClient(connectionString, StorageTransport.Tune(new BlobClientOptions())));

    /// <summary>Keeps scans in the account at an address, as somebody that it knows. Nothing is asked of the account yet.</summary>
    public static BlobMaterialStore Connect(Uri account, TokenCredential identity) =>
        new(new BlobServiceClient(account, identity, StorageTransport.Tune(new BlobClientOptions())));

    /// <inheritdoc />
    public Task InitializeAsync(CancellationToken cancellationToken) => Task.WhenAll(
        incoming.CreateIfNotExistsAsync(cancellationToken: cancellationToken),
        materials.CreateIfNotExistsAsync(cancellationToken: cancellationToken),
        quarantine.CreateIfNotExistsAsync(cancellationToken: cancellationToken));

    /// <inheritdoc />
    public Task KeepAsync(
        string caseId, string materialId, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        WriteAsync(materials, NameOf(caseId, materialId), contentType, content, cancellationToken);

    /// <inheritdoc />
    public Task QuarantineAsync(
        string caseId, string materialId, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        WriteAsync(quarantine, NameOf(caseId, materialId), contentType, content, cancellationToken);

    /// <inheritdoc />
    public async Task<Stream?> OpenAsync(string caseId, string materialId, CancellationToken cancellationToken)
    {
        try
        {
            var download = await materials.GetBlobClient(NameOf(caseId, materialId))
                .DownloadStreamingAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return download.Value.Content;
        }
        catch (RequestFailedException absent) when (IsAbsent(absent))
        {
            return null;
        }
        catch (Exception failure) when (IsFailure(failure))
        {
            throw new MaterialStoreUnavailableException(failure);
        }
    }

    /// <inheritdoc />
    public Task<ReadOnlyMemory<byte>?> ReadQuarantinedAsync(string caseId, string materialId, CancellationToken cancellationToken) =>
        ReadAsync(quarantine, NameOf(caseId, materialId), ScanInspector.MaxBytes, cancellationToken);

    /// <inheritdoc />
    public Task DeleteQuarantinedAsync(string caseId, string materialId, CancellationToken cancellationToken) =>
        quarantine.GetBlobClient(NameOf(caseId, materialId)).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<IncomingFile>> ListIncomingAsync(int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        var files = new List<IncomingFile>();
        var pages = incoming.GetBlobsAsync(cancellationToken: cancellationToken).AsPages(pageSizeHint: max);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            files.AddRange(page.Values.Where(file => IncomingBlobs.IsAddressable(file.Name)).Take(max - files.Count).Select(file => new IncomingFile(
                file.Name,
                file.Properties.ContentLength ?? 0,
                (file.Properties.LastModified ?? default).ToUniversalTime(),
                file.Properties.ETag?.ToString("H") ?? "")));
            if (files.Count == max)
            {
                break;
            }
        }

        return files;
    }

    /// <inheritdoc />
    public async Task<IncomingFile?> FindIncomingAsync(string name, CancellationToken cancellationToken)
    {
        if (!IncomingBlobs.IsAddressable(name))
        {
            return null;
        }

        try
        {
            var file = (await IncomingBlobs.Address(incoming, name).GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
            return new IncomingFile(name, file.ContentLength, file.LastModified.ToUniversalTime(), file.ETag.ToString("H"));
        }
        catch (RequestFailedException absent) when (IsAbsent(absent))
        {
            return null;
        }
    }

    /// <inheritdoc />
    public Task<ReadOnlyMemory<byte>?> ReadIncomingAsync(string name, long maxBytes, CancellationToken cancellationToken) =>
        !IncomingBlobs.IsAddressable(name) ? Task.FromResult<ReadOnlyMemory<byte>?>(null) : ReadAsync(incoming, name, maxBytes, cancellationToken);

    /// <inheritdoc />
    public async Task DeleteIncomingAsync(IncomingFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            await IncomingBlobs.Address(incoming, file.Name).DeleteIfExistsAsync(
                conditions: new BlobRequestConditions { IfMatch = new ETag(file.Version) },
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException changed) when (changed.ErrorCode == BlobErrorCode.ConditionNotMet)
        {
            // Written anew since it was listed: the next listing shows it.
        }
    }

    /// <inheritdoc />
    /// <remarks>
    /// The bytes pass through here block by block, so size does not matter. A copy that the store makes by itself would keep the
    /// address that it was made from, and with it the name. The file is deleted only when its copy is whole and only if it is
    /// still the one that was copied. Killed in between, doing it again comes to the same end.
    /// </remarks>
    public async Task QuarantineIncomingAsync(string name, CancellationToken cancellationToken)
    {
        var file = IncomingBlobs.Address(incoming, name);
        try
        {
            var version = (await file.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Value.ETag;
            var copy = quarantine.GetBlobClient(IncomingBlobs.Quarantined(name, version));
            using var read = (await file.DownloadStreamingAsync(
                new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = version } }, cancellationToken).ConfigureAwait(false)).Value;
            await copy.UploadAsync(read.Content, new BlobUploadOptions { TransferOptions = BlockByBlock }, cancellationToken).ConfigureAwait(false);
            var copied = await copy.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            if (copied.Value.ContentLength != read.Details.ContentLength)
            {
                throw new RequestFailedException("The copy is not whole.");
            }

            await file.DeleteIfExistsAsync(
                conditions: new BlobRequestConditions { IfMatch = version }, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException changed)
            when (changed.ErrorCode == BlobErrorCode.BlobNotFound || changed.ErrorCode == BlobErrorCode.ConditionNotMet)
        {
            // Somebody else has dealt with it, or has written it anew, which is another file to deal with.
        }
    }

    /// <inheritdoc />
    public Task PingAsync(CancellationToken cancellationToken) =>
        materials.GetPropertiesAsync(cancellationToken: cancellationToken);

    private static async Task WriteAsync(
        BlobContainerClient container, string name, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        // Without a condition the write is one request, and writing the same bytes again leaves the same bytes.
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType } };
        var blob = container.GetBlobClient(name);
        try
        {
            try
            {
                await blob.UploadAsync(BinaryData.FromBytes(content), options, cancellationToken).ConfigureAwait(false);
            }
            catch (RequestFailedException absent) when (absent.ErrorCode == BlobErrorCode.ContainerNotFound)
            {
                await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                await blob.UploadAsync(BinaryData.FromBytes(content), options, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (IsFailure(failure))
        {
            throw new MaterialStoreUnavailableException(failure);
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(
        BlobContainerClient container, string name, long maxBytes, CancellationToken cancellationToken)
    {
        try
        {
            var download = await container.GetBlobClient(name)
                .DownloadStreamingAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            using var file = download.Value;
            if (file.Details.ContentLength > maxBytes)
            {
                return null;
            }

            var bytes = new byte[file.Details.ContentLength];
            await file.Content.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            return bytes;
        }
        catch (RequestFailedException absent) when (IsAbsent(absent))
        {
            return null;
        }
    }

    // A missing container holds nothing.
    private static bool IsAbsent(RequestFailedException failure) => failure.Status == (int)HttpStatusCode.NotFound;

    // The client tells of several failed tries at once by an aggregate.
    private static bool IsFailure(Exception failure) => failure is RequestFailedException or AggregateException;

    private static string NameOf(string caseId, string materialId)
    {
        RequirePart(caseId, nameof(caseId));
        RequirePart(materialId, nameof(materialId));
        return $"{caseId}/{materialId}";
    }

    private static void RequirePart(string part, string argument)
    {
        if (part.Length is 0 or > 128 || !part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new ArgumentException("It must be letters, digits, '-' and '_' only.", argument);
        }
    }
}
