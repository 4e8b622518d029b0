using Xunit;

namespace SocialAssistance.Testing.Azurite;

/// <summary>A storage account for tests: the one the environment names, else Azurite in a container, else Azurite from npm.</summary>
/// <remarks>
/// Usable as a class, collection or assembly fixture. Nothing is shared between fixtures unless the environment names an
/// account, so tests that count on an empty one must use names of their own.
/// </remarks>
public sealed class AzuriteFixture : IAsyncLifetime
{
    /// <summary>The environment variable with a connection string.</summary>
    public const string ConnectionVariable = "SOCIAL_ASSISTANCE_TEST_STORAGE";

    private IAsyncDisposable? running;

    /// <summary>What storage clients connect with.</summary>
    public string ConnectionString { get; private set; } = string.Empty;

    /// <summary>One line that says which way was taken, and why not another.</summary>
    public string Origin { get; private set; } = string.Empty;

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 } named)
        {
            (ConnectionString, Origin) = (named, $"the account that {ConnectionVariable} names");
            return;
        }

        var (container, reason) = await ContainerAzurite.TryStartAsync();
        if (container is not null)
        {
            (running, ConnectionString, Origin) = (container, container.ConnectionString, "Azurite in a container");
            return;
        }

        var process = await ProcessAzurite.StartAsync();
        (running, ConnectionString, Origin) = (process, process.ConnectionString, $"Azurite from npm ({reason})");
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
        {
            await running.DisposeAsync();
        }
    }

    // The account and key are Azurite's own, known to everybody and good for nothing else.
    internal static string ConnectionTo(string blobs, string queues) =>
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
        + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
        + $"BlobEndpoint={blobs}/devstoreaccount1;QueueEndpoint={queues}/devstoreaccount1;";
}
