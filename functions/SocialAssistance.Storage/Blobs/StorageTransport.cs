using Azure.Core;
using Azure.Core.Pipeline;

namespace SocialAssistance.Storage.Blobs;

/// <summary>How this system talks to a storage account: few retries, short waits, connections kept and shared.</summary>
internal static class StorageTransport
{
    // Azurite closes a connection that has been idle for five seconds; one closed by us first is never found closed by it.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(4);

    // Two connections a core and then some: more would only queue inside the store.
    private const int MaxConnections = 64;

    private static readonly HttpPipelineTransport Shared = new HttpClientTransport(new HttpClient(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = MaxConnections,
        PooledConnectionIdleTimeout = IdleTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        UseCookies = false,
        AllowAutoRedirect = false,
    })
    {
        // The client options' own timeout rules.
        Timeout = Timeout.InfiniteTimeSpan,
    });

    /// <summary>Sets what all clients share.</summary>
    /// <remarks>What fails here is tried again by the caller, later and with patience; the client itself only smooths over a hiccup.</remarks>
    public static TOptions Tune<TOptions>(TOptions options)
        where TOptions : ClientOptions
    {
        options.Transport = Shared;
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(100);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(1);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(20);
        options.Diagnostics.IsTelemetryEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.IsLoggingEnabled = false;
        return options;
    }
}
