using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using SocialAssistance.Cases;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>The Cosmos DB database that several hosts share. One for a process: it holds the client and its connections.</summary>
public sealed partial class CosmosDatabase : IDisposable
{
    /// <summary>A number that no case has.</summary>
    private const string NoCase = "none";

    private readonly ILogger _logger;
    private int _checked;

    private CosmosDatabase(CosmosOptions options, ILogger logger)
    {
        Options = options;
        _logger = logger;
        Client = Connect(options);
        Calls = new CosmosCalls(options.Patience, logger);
        Cases = Container(CosmosSchema.Cases);
        Submissions = Container(CosmosSchema.Submissions);
        Recognitions = Container(CosmosSchema.Recognitions);
        Audit = Container(CosmosSchema.Audit);
        DataKeys = Container(CosmosSchema.DataKeys);
    }

    /// <summary>What it was opened with.</summary>
    public CosmosOptions Options { get; }

    /// <summary>The client; the database disposes of it.</summary>
    public CosmosClient Client { get; }

    internal CosmosCalls Calls { get; }

    internal Container Cases { get; }

    internal Container Submissions { get; }

    internal Container Recognitions { get; }

    internal Container Audit { get; }

    internal Container DataKeys { get; }

    /// <summary>Makes ready to talk to a database; nothing is sent yet.</summary>
    /// <param name="options">Which one, and how.</param>
    /// <param name="logger">Is told what each operation cost: its name, request units and time, nothing of what was stored.</param>
    /// <exception cref="ArgumentException">The connection string is none.</exception>
    public static CosmosDatabase Open(CosmosOptions options, ILogger<CosmosDatabase> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        return new CosmosDatabase(options, logger);
    }

    /// <summary>Asks the database for a sign of life, and the first time for its containers and how consistent its account is.</summary>
    /// <exception cref="StoreUnavailableException">It does not answer.</exception>
    /// <exception cref="InvalidOperationException">It answers that there is no such database or container, or that this host may not.</exception>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        await Calls.ReadAsync("ping", Cases, NoCase, NoCase, CaseDocument.ReadHead, cancellationToken).ConfigureAwait(false);
        if (Volatile.Read(ref _checked) == 0)
        {
            // A document that is not there looks like a container that is not there.
            await Calls.CheckAsync("check-container", Cases, cancellationToken).ConfigureAwait(false);
            await Calls.CheckAsync("check-container", Submissions, cancellationToken).ConfigureAwait(false);
            await Calls.CheckAsync("check-container", Recognitions, cancellationToken).ConfigureAwait(false);
            await Calls.CheckAsync("check-container", Audit, cancellationToken).ConfigureAwait(false);
            await Calls.CheckAsync("check-container", DataKeys, cancellationToken).ConfigureAwait(false);
            var account = await Client.ReadAccountAsync().WaitAsync(Options.Patience, cancellationToken).ConfigureAwait(false);
            var level = account.Consistency.DefaultConsistencyLevel;
            if (level is not (ConsistencyLevel.Strong or ConsistencyLevel.BoundedStaleness))
            {
                LogWeak(_logger, level);
            }

            Volatile.Write(ref _checked, 1);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();

    private static CosmosClient Connect(CosmosOptions options)
    {
        var client = new CosmosClientOptions
        {
            ApplicationName = options.ApplicationName,
            ConnectionMode = options.Mode,

            // An emulator tells an address of its own that may not lead to it from here.
            LimitToEndpoint = options.ConnectionString is not null,
            MaxRetryAttemptsOnRateLimitedRequests = options.MaxRetries,
            MaxRetryWaitTimeOnRateLimitedRequests = options.MaxRetryWait,
            EnableContentResponseOnWrite = false,
            UseSystemTextJsonSerializerWithOptions = JsonSerializerOptions.Web,
            CosmosClientTelemetryOptions = new CosmosClientTelemetryOptions { DisableSendingMetricsToService = true },
        };
        foreach (var handler in options.Handlers)
        {
            client.CustomHandlers.Add(handler);
        }

        return options.ConnectionString is { } connectionString
            ? new CosmosClient(connectionString, client)
            : new CosmosClient(options.Endpoint!.AbsoluteUri, options.Credential, client);
    }

    private Container Container(string id) => Client.GetContainer(Options.Database, id);

    [LoggerMessage(LogLevel.Warning, "The Cosmos DB account's default consistency is {Level}: another host may see a case as it was before. It should be Strong.")]
    private static partial void LogWeak(ILogger logger, ConsistencyLevel level);
}
