using System.Globalization;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using SocialAssistance.Cases;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Storage.Blobs;

/// <summary>
/// Published heads in Blob Storage: an append blob for each day, a line for each head. On Azure the container has an
/// immutability policy, under which lines are added and nothing is changed or deleted, and the host's role can add and read.
/// </summary>
public sealed class BlobHeadArchive : IHeadArchive
{
    /// <summary>The container.</summary>
    public const string ContainerName = "audit-heads";

    private const string Extension = ".txt";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly BlobContainerClient _container;

    /// <summary>Publishes in an account.</summary>
    public BlobHeadArchive(BlobServiceClient account)
    {
        ArgumentNullException.ThrowIfNull(account);
        _container = account.GetBlobContainerClient(ContainerName);
    }

    /// <summary>Publishes in the account of a connection string. Nothing is asked of the account yet.</summary>
    public static BlobHeadArchive Connect(string connectionString) =>
        new(new BlobServiceClient(connectionString, StorageTransport.Tune(new BlobClientOptions())));

    /// <summary>Publishes in the account at an address, as somebody that it knows. Nothing is asked of the account yet.</summary>
    public static BlobHeadArchive Connect(Uri account, TokenCredential identity) =>
        new(new BlobServiceClient(account, identity, StorageTransport.Tune(new BlobClientOptions())));

    /// <summary>Makes the container where no infrastructure has made it: on emulators and for tests.</summary>
    public Task InitializeAsync(CancellationToken cancellationToken) => CallAsync(
        () => _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken));

    /// <inheritdoc/>
    public Task<DateOnly?> FindLastDayAsync(CancellationToken cancellationToken) => CallAsync(async () =>
    {
        DateOnly? last = null;
        await foreach (var blob in _container.GetBlobsAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            last = DayOf(blob.Name) is { } day && !(day < last) ? day : last;
        }

        return last;
    });

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditHead>> ReadAsync(DateOnly day, CancellationToken cancellationToken) => CallAsync<IReadOnlyList<AuditHead>>(async () =>
    {
        try
        {
            var content = (await BlobOf(day).DownloadContentAsync(cancellationToken).ConfigureAwait(false)).Value.Content.ToString();
            return [.. content.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Parse(line, day))];
        }
        catch (RequestFailedException absent) when (absent.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return [];
        }
    });

    /// <inheritdoc/>
    public Task PublishAsync(AuditHead head, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(head);
        return CallAsync(async () =>
        {
            var blob = BlobOf(head.Day);
            await blob.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            using var line = new MemoryStream(Encoding.UTF8.GetBytes(AuditHeadText.Of(head) + "\n"));
            return await blob.AppendBlockAsync(line, cancellationToken: cancellationToken).ConfigureAwait(false);
        });
    }

    private static AuditHead Parse(string line, DateOnly day) =>
        AuditHeadText.Find(line) is { } head && head.Day == day ? head : AuditHeadText.Damaged(day);

    private static DateOnly? DayOf(string name) =>
        name.EndsWith(Extension, StringComparison.Ordinal)
        && DateOnly.TryParseExact(name[..^Extension.Length], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>What is not there, where it must be, is no empty archive: a container that is gone is an archive that does not answer.</summary>
    private static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException)
        {
            throw new StoreUnavailableException(
                $"The published heads cannot be reached ({(failure as RequestFailedException)?.ErrorCode ?? failure.GetType().Name}).", RetryAfter);
        }
    }

    private AppendBlobClient BlobOf(DateOnly day) => _container.GetAppendBlobClient(AuditForm.Text(day) + Extension);
}
