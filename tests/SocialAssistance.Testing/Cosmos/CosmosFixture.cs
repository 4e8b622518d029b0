using Xunit;

namespace SocialAssistance.Testing.Cosmos;

/// <summary>
/// A Cosmos DB account for tests: the one the environment names, else the official emulator in a container, else the
/// stand-in from npm. Usable as an assembly fixture; nothing is started before a test asks for it.
/// </summary>
public sealed class CosmosFixture : IAsyncDisposable
{
    /// <summary>The environment variable with a connection string.</summary>
    public const string ConnectionVariable = "SOCIAL_ASSISTANCE_TEST_COSMOS";

    private readonly Lazy<Task<Account>> _account = new(StartAsync);

    /// <summary>What clients connect with; a test that asks for it where there is none is skipped and says why.</summary>
    public async Task<string> ConnectAsync()
    {
        var account = await _account.Value;
        Assert.SkipWhen(account.ConnectionString is null, $"No Cosmos DB to test on: {account.Origin}.");
        return account.ConnectionString!;
    }

    /// <summary>One line that says which way was taken, and why not another.</summary>
    public async Task<string> OriginAsync() => (await _account.Value).Origin;

    public async ValueTask DisposeAsync()
    {
        if (_account is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } && (await _account.Value).Running is { } running)
        {
            await running.DisposeAsync();
        }
    }

    private static async Task<Account> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 } named)
        {
            return new Account(named, $"the account that {ConnectionVariable} names", null);
        }

        var (container, noContainer) = await ContainerCosmos.TryStartAsync();
        if (container is not null)
        {
            return new Account(container.ConnectionString, "the official emulator in a container", container);
        }

        var (process, noProcess) = await ProcessCosmos.TryStartAsync();
        return process is not null
            ? new Account(process.ConnectionString, $"the stand-in from npm ({noContainer})", process)
            : new Account(null, $"{ConnectionVariable} names none, {noContainer}, and {noProcess}", null);
    }

    private sealed record Account(string? ConnectionString, string Origin, IAsyncDisposable? Running);
}
