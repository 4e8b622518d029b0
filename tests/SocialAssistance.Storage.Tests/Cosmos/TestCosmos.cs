using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SocialAssistance.Storage.Cosmos;
using SocialAssistance.Testing.Cosmos;
using SocialAssistance.Testing.Samples;
using Xunit;

[assembly: AssemblyFixture(typeof(CosmosFixture))]

namespace SocialAssistance.Storage.Tests.Cosmos;

/// <summary>A database of its own that goes away with the test, seen by as many hosts as the test opens.</summary>
internal sealed class TestCosmos : IAsyncDisposable
{
    private readonly string _name = "test-" + Guid.NewGuid().ToString("N");
    private readonly List<CosmosDatabase> _hosts = [];
    private readonly string _connectionString;

    private TestCosmos(string connectionString) => _connectionString = connectionString;

    /// <summary>The database as the first host sees it.</summary>
    public CosmosDatabase Database => _hosts[0];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TestCosmos> CreateAsync(CosmosFixture cosmos)
    {
        var test = new TestCosmos(await cosmos.ConnectAsync());
        await CosmosSchema.CreateMissingAsync(test.Open(), Cancellation);
        return test;
    }

    /// <summary>Opens the database as a further host would.</summary>
    public CosmosDatabase Open(Func<CosmosOptions, CosmosOptions>? change = null, ILogger<CosmosDatabase>? logger = null)
    {
        var options = CosmosOptions.ForConnectionString(_connectionString) with { Database = _name };
        var host = CosmosDatabase.Open(change is null ? options : change(options), logger ?? NullLogger<CosmosDatabase>.Instance);
        _hosts.Add(host);
        return host;
    }

    /// <summary>A case store as a further host has it; what it asks for its trail is not seen by that host's handlers and log.</summary>
    public CosmosCaseStore OpenCases(Func<CosmosOptions, CosmosOptions>? change = null, ILogger<CosmosDatabase>? logger = null) =>
        new(Open(change, logger), SampleGuide.Guide, TrailOf(Database), TimeProvider.System);

    public static CosmosCaseStore CasesOf(CosmosDatabase database) => new(
        database, SampleGuide.Guide, TrailOf(database), TimeProvider.System);

    /// <summary>The trail as a host has it.</summary>
    public static CosmosAuditTrail TrailOf(CosmosDatabase database) => new(database, SampleAudit.Chain, TimeProvider.System);

    /// <summary>A container, past the stores.</summary>
    public Container Container(string id) => Database.Client.GetContainer(_name, id);

    public async ValueTask DisposeAsync()
    {
        await Database.Client.GetDatabase(_name).DeleteAsync(cancellationToken: CancellationToken.None);
        _hosts.ForEach(h => h.Dispose());
    }
}
