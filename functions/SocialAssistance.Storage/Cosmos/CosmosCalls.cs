using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using SocialAssistance.Cases;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>What a write came to.</summary>
/// <param name="Status">The status; only those that the caller of the operation has to tell apart.</param>
/// <param name="ETag">ETag of what was written, if it was.</param>
internal readonly record struct CosmosWrite(HttpStatusCode Status, string? ETag);

/// <summary>
/// Every operation goes through here: it is given a time, its request units are logged, and a store that is too busy or
/// does not answer is one kind of error, whatever the client calls it.
/// </summary>
internal sealed partial class CosmosCalls(TimeSpan patience, ILogger logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly ItemRequestOptions None = new();

    /// <summary>Reads a document; null when there is none.</summary>
    public async Task<T?> ReadAsync<T>(
        string operation, Container container, string id, string partition, Func<Stream, string, T> parse, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await CallAsync(
            operation, token => container.ReadItemStreamAsync(id, new PartitionKey(partition), None, token), cancellationToken).ConfigureAwait(false);
        ThrowWhenContainerIsMissing(response, operation);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        Demand(response, operation, HttpStatusCode.OK);
        return parse(response.Content, response.Headers.ETag);
    }

    /// <summary>Writes a new document: Created, or Conflict when there is one.</summary>
    public async Task<CosmosWrite> CreateAsync(
        string operation, Container container, string partition, byte[] document, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(document, writable: false);
        using var response = await CallAsync(
            operation, token => container.CreateItemStreamAsync(content, new PartitionKey(partition), None, token), cancellationToken).ConfigureAwait(false);
        Demand(response, operation, HttpStatusCode.Created, HttpStatusCode.Conflict);
        return new CosmosWrite(response.StatusCode, response.Headers.ETag);
    }

    /// <summary>Writes over the document of that ETag: OK; PreconditionFailed when it has another; NotFound when there is none.</summary>
    public async Task<CosmosWrite> ReplaceAsync(
        string operation, Container container, string id, string partition, byte[] document, string etag, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(document, writable: false);
        using var response = await CallAsync(
            operation,
            token => container.ReplaceItemStreamAsync(content, id, new PartitionKey(partition), new ItemRequestOptions { IfMatchEtag = etag }, token),
            cancellationToken).ConfigureAwait(false);
        ThrowWhenContainerIsMissing(response, operation);
        Demand(response, operation, HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.NotFound);
        return new CosmosWrite(response.StatusCode, response.Headers.ETag);
    }

    /// <summary>Writes a document, whether there is one or not.</summary>
    public async Task UpsertAsync(string operation, Container container, string partition, byte[] document, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(document, writable: false);
        using var response = await CallAsync(
            operation, token => container.UpsertItemStreamAsync(content, new PartitionKey(partition), None, token), cancellationToken).ConfigureAwait(false);
        Demand(response, operation, HttpStatusCode.OK, HttpStatusCode.Created);
    }

    /// <summary>Takes a document away; it may be gone already.</summary>
    public async Task DeleteAsync(string operation, Container container, string id, string partition, CancellationToken cancellationToken)
    {
        using var response = await CallAsync(
            operation, token => container.DeleteItemStreamAsync(id, new PartitionKey(partition), None, token), cancellationToken).ConfigureAwait(false);
        Demand(response, operation, HttpStatusCode.NoContent, HttpStatusCode.NotFound);
    }

    /// <summary>Asks whether a container is there.</summary>
    public async Task CheckAsync(string operation, Container container, CancellationToken cancellationToken)
    {
        using var response = await CallAsync(
            operation, token => container.ReadContainerStreamAsync(null, token), cancellationToken).ConfigureAwait(false);
        Demand(response, operation, HttpStatusCode.OK);
    }

    /// <summary>Reads the next page of a query.</summary>
    public async Task<T> NextAsync<T>(string operation, FeedIterator pages, Func<Stream, T> parse, CancellationToken cancellationToken)
    {
        using var response = await CallAsync(operation, pages.ReadNextAsync, cancellationToken).ConfigureAwait(false);
        Demand(response, operation, HttpStatusCode.OK);
        return parse(response.Content);
    }

    private async Task<ResponseMessage> CallAsync(
        string operation, Func<CancellationToken, Task<ResponseMessage>> call, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(patience);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var response = await call(deadline.Token).ConfigureAwait(false);
            LogCharge(logger, operation, (int)response.StatusCode, response.Headers.RequestCharge, Milliseconds(started));
            if (!IsUnavailable(response.StatusCode))
            {
                return response;
            }

            using (response)
            {
                throw Unavailable(operation, response.StatusCode, response.Headers["x-ms-retry-after-ms"]);
            }
        }
        catch (CosmosException error) when (IsUnavailable(error.StatusCode))
        {
            LogCharge(logger, operation, (int)error.StatusCode, error.RequestCharge, Milliseconds(started));
            throw Unavailable(operation, error.StatusCode, null);
        }
        catch (HttpRequestException error)
        {
            throw new StoreUnavailableException($"Cosmos DB cannot be reached: {operation} ({error.HttpRequestError}).", RetryAfter);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"Cosmos DB took too long: {operation}.", RetryAfter);
        }
    }

    /// <summary>A document that is not there says no more than that; a container that is not there must not pass for it.</summary>
    private static void ThrowWhenContainerIsMissing(ResponseMessage response, string operation)
    {
        if (response.StatusCode == HttpStatusCode.NotFound
            && int.TryParse(response.Headers["x-ms-substatus"], CultureInfo.InvariantCulture, out var more) && more != 0)
        {
            throw new InvalidOperationException($"Cosmos DB has no such container: {operation}.");
        }
    }

    /// <summary>Too busy, timed out, moving or failing: the same again may well succeed later.</summary>
    private static bool IsUnavailable(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.Gone || (int)status is 449 or >= 500;

    private static StoreUnavailableException Unavailable(string operation, HttpStatusCode status, string? retryAfter) => new(
        FormattableString.Invariant($"Cosmos DB answered {(int)status} to {operation}."),
        double.TryParse(retryAfter, CultureInfo.InvariantCulture, out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : RetryAfter);

    /// <summary>The text of an error may quote a document: only its status is passed on.</summary>
    private static void Demand(ResponseMessage response, string operation, params ReadOnlySpan<HttpStatusCode> expected)
    {
        if (!expected.Contains(response.StatusCode))
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"Cosmos DB answered {(int)response.StatusCode} to {operation} (activity {response.Headers.ActivityId})."));
        }
    }

    private static double Milliseconds(long started) => Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1);

    [LoggerMessage(LogLevel.Information, "Cosmos DB {Operation}: {Status}, {RequestUnits} RU, {Milliseconds} ms")]
    private static partial void LogCharge(ILogger logger, string operation, int status, double requestUnits, double milliseconds);
}
