using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Azure.Cosmos;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>A query that is read page by page.</summary>
/// <typeparam name="T">What it gives.</typeparam>
internal sealed class CosmosQuery<T>(
    CosmosCalls calls, string operation, Container container, QueryDefinition query, int pageSize, JsonTypeInfo<QueryPage<T>> type)
    : IDisposable
{
    private readonly FeedIterator _pages = container.GetItemQueryStreamIterator(query, requestOptions: new QueryRequestOptions
    {
        MaxItemCount = pageSize,
        MaxConcurrency = -1,
    });

    /// <summary>Whether there may be more.</summary>
    public bool HasMore => _pages.HasMoreResults;

    /// <summary>The next page; it may be empty in the middle.</summary>
    public Task<IReadOnlyList<T>> NextAsync(CancellationToken cancellationToken) => calls.NextAsync(
        operation,
        _pages,
        content => JsonSerializer.Deserialize(content, type)?.Documents ?? throw new JsonException("A page of a query is null."),
        cancellationToken);

    /// <summary>All of it.</summary>
    public async Task<IReadOnlyList<T>> AllAsync(CancellationToken cancellationToken)
    {
        var all = new List<T>();
        while (HasMore)
        {
            all.AddRange(await NextAsync(cancellationToken).ConfigureAwait(false));
        }

        return all;
    }

    public void Dispose() => _pages.Dispose();
}
