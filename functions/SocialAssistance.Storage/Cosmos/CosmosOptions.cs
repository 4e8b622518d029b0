using Azure.Core;
using Microsoft.Azure.Cosmos;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>Which Cosmos DB account and database, and how patiently it is talked to.</summary>
/// <remarks>
/// The account's default consistency must be Strong, or at least bounded staleness within the one region that is written
/// and read: several hosts serve the same case, and what one of them has answered the next must not contradict. Writes are
/// conditional and never depend on it.
/// </remarks>
public sealed record CosmosOptions
{
    private CosmosOptions()
    {
    }

    /// <summary>Address of the account; null when a connection string names it.</summary>
    public Uri? Endpoint { get; private init; }

    /// <summary>Who this host is to the account; null with a connection string.</summary>
    public TokenCredential? Credential { get; private init; }

    /// <summary>Connection string with a key, for emulators and test accounts.</summary>
    public string? ConnectionString { get; private init; }

    /// <summary>Straight to the replicas, or through the gateway: emulators have only that.</summary>
    public ConnectionMode Mode { get; init; }

    /// <summary>Name of the database.</summary>
    public string Database { get; init; } = CosmosSchema.DatabaseName;

    /// <summary>How this host calls itself in the account's diagnostics.</summary>
    public string ApplicationName { get; init; } = "social-assistance";

    /// <summary>How often the client tries again by itself when the account is too busy (429).</summary>
    public int MaxRetries { get; init; } = 9;

    /// <summary>How long all those tries may wait together.</summary>
    public TimeSpan MaxRetryWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one operation may take with all its tries; then the store counts as unavailable.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long another submission under the same key is waited for before it counts as given up.</summary>
    public TimeSpan SubmissionPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Of how many cases, those used last, the ETag is kept, so that a write needs no read before it.</summary>
    public int KnownCases { get; init; } = 10_000;

    /// <summary>Handlers that see every request, the first one first.</summary>
    public IReadOnlyList<RequestHandler> Handlers { get; init; } = [];

    /// <summary>An account to which this host has an identity, straight to its replicas.</summary>
    public static CosmosOptions ForAccount(Uri endpoint, TokenCredential credential) => new()
    {
        Endpoint = endpoint ?? throw new ArgumentNullException(nameof(endpoint)),
        Credential = credential ?? throw new ArgumentNullException(nameof(credential)),
        Mode = ConnectionMode.Direct,
    };

    /// <summary>An emulator or a test account, by connection string, through its gateway.</summary>
    public static CosmosOptions ForConnectionString(string connectionString) => new()
    {
        ConnectionString = connectionString ?? throw new ArgumentNullException(nameof(connectionString)),
        Mode = ConnectionMode.Gateway,
    };
}
