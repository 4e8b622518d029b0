using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using SocialAssistance.Cases;
using SocialAssistance.Privacy.Keys;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>A data key as it is stored. All of them are one partition: there are few, and they are read together.</summary>
internal sealed record DataKeyDocument(string Id, string Ring, string Suite, DateTimeOffset CreatedAt, DateTimeOffset ActiveFrom, string WrappedBy, byte[] Wrapped, string? Seal)
{
    /// <summary>The one partition.</summary>
    public const string OnlyRing = "data-keys";

    public static DataKeyDocument Of(DataKeyRecord key) => new(
        key.Id, OnlyRing, key.Suite, key.CreatedAt, key.ActiveFrom, key.Wrapped.KeyId, key.Wrapped.Bytes.ToArray(), key.Seal);

    public DataKeyRecord ToRecord() => new(Id, Suite, CreatedAt, ActiveFrom, new WrappedSecret(WrappedBy, Wrapped)) { Seal = Seal ?? "" };
}

/// <summary>By what the installation's secret is known again: one document in a partition of its own.</summary>
internal sealed record SecretMarkDocument(string Id, string Ring, string Mark)
{
    /// <summary>Id and partition.</summary>
    public const string OnlyOne = "secret-mark";
}

/// <summary>Data keys in Cosmos DB, for several hosts at once: each write is conditional.</summary>
/// <remarks>Every call throws <see cref="StoreUnavailableException"/> when the database is too busy or does not answer.</remarks>
public sealed class CosmosDataKeys(CosmosDatabase database) : IDataKeyStore
{
    private const int PageSize = 100;

    private static readonly QueryDefinition All = new QueryDefinition("SELECT * FROM c WHERE c.ring = @ring").WithParameter("@ring", DataKeyDocument.OnlyRing);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DataKeyRecord>> ListAsync(CancellationToken cancellationToken)
    {
        using var documents = new CosmosQuery<DataKeyDocument>(
            database.Calls, "list-data-keys", database.DataKeys, All, PageSize, CosmosJson.Default.QueryPageDataKeyDocument);
        var found = await documents.AllAsync(cancellationToken).ConfigureAwait(false);
        return [.. found.Select(d => d.ToRecord())];
    }

    /// <inheritdoc/>
    public async Task<bool> AddAsync(DataKeyRecord key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var created = await database.Calls.CreateAsync(
            "add-data-key", database.DataKeys, DataKeyDocument.OnlyRing, Write(DataKeyDocument.Of(key)), cancellationToken).ConfigureAwait(false);
        return created.Status == HttpStatusCode.Created;
    }

    /// <inheritdoc/>
    public async Task<bool> RewrapAsync(DataKeyRecord previous, DataKeyRecord rewrapped, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(rewrapped);
        var found = await database.Calls.ReadAsync(
            "read-data-key",
            database.DataKeys,
            previous.Id,
            DataKeyDocument.OnlyRing,
            (content, etag) => Tuple.Create(JsonSerializer.Deserialize(content, CosmosJson.Default.DataKeyDocument)!, etag),
            cancellationToken).ConfigureAwait(false);
        if (found is not var (document, etag) || document.WrappedBy != previous.Wrapped.KeyId)
        {
            return false;
        }

        var replaced = await database.Calls.ReplaceAsync(
            "rewrap-data-key", database.DataKeys, previous.Id, DataKeyDocument.OnlyRing, Write(DataKeyDocument.Of(previous with { Wrapped = rewrapped.Wrapped, Seal = rewrapped.Seal })), etag, cancellationToken)
            .ConfigureAwait(false);
        return replaced.Status == HttpStatusCode.OK;
    }

    /// <inheritdoc/>
    public async Task<string> MarkAsync(string mark, CancellationToken cancellationToken)
    {
        if (await FindMarkAsync(cancellationToken).ConfigureAwait(false) is { } kept)
        {
            return kept.Mark;
        }

        var document = new SecretMarkDocument(SecretMarkDocument.OnlyOne, SecretMarkDocument.OnlyOne, mark);
        var created = await database.Calls.CreateAsync(
            "keep-secret-mark",
            database.DataKeys,
            SecretMarkDocument.OnlyOne,
            JsonSerializer.SerializeToUtf8Bytes(document, CosmosJson.Default.SecretMarkDocument),
            cancellationToken).ConfigureAwait(false);
        return created.Status == HttpStatusCode.Created
            ? mark
            : (await FindMarkAsync(cancellationToken).ConfigureAwait(false))?.Mark
                ?? throw new StoreUnavailableException("The mark of the secret cannot be read at present.", TimeSpan.FromSeconds(1));
    }

    private Task<SecretMarkDocument?> FindMarkAsync(CancellationToken cancellationToken) => database.Calls.ReadAsync(
        "read-secret-mark",
        database.DataKeys,
        SecretMarkDocument.OnlyOne,
        SecretMarkDocument.OnlyOne,
        (content, _) => JsonSerializer.Deserialize(content, CosmosJson.Default.SecretMarkDocument) ?? throw new JsonException("A stored mark is null."),
        cancellationToken);

    private static byte[] Write(DataKeyDocument document) => JsonSerializer.SerializeToUtf8Bytes(document, CosmosJson.Default.DataKeyDocument);
}
