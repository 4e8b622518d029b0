using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Local;

namespace SocialAssistance.Api.Tests.Hosting;

/// <summary>The one-process host in this process: real Kestrel, SQLite in a folder, scans in a storage account.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly WebApplication _app;

    private TestHost(DataFolder folder, WebApplication app, Uri address)
    {
        _folder = folder;
        _app = app;
        Api = new Target(address, ApiKeys.Read(folder.File(ApiKeysFile.Name)));
    }

    /// <summary>What it serves.</summary>
    public Target Api { get; }

    /// <summary>Its database.</summary>
    public string Database => _folder.Database;

    /// <summary>What it is made of.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a host.</summary>
    /// <param name="path">Its data folder.</param>
    /// <param name="storage">Connection string of the storage account.</param>
    /// <param name="rehearsal">Where its clock begins; null starts it without rehearsal.</param>
    /// <param name="logs">Takes what it logs, however small.</param>
    /// <param name="replace">Replaces services of the host.</param>
    /// <param name="settings">Further settings of the host.</param>
    public static async Task<TestHost> StartAsync(
        string path,
        string storage,
        DateTimeOffset? rehearsal,
        ILoggerProvider? logs = null,
        Action<IServiceCollection>? replace = null,
        IEnumerable<(string Name, string Value)>? settings = null)
    {
        var folder = DataFolder.Open(path);
        try
        {
            var app = LocalHost.Build(new HostArguments(0, path, rehearsal), folder, configuration =>
            {
                configuration["Storage:ConnectionString"] = storage;
                configuration["Logging:LogLevel:Default"] = "Trace";
                configuration["Logging:Console:LogLevel:Default"] = "Error";
                foreach (var (name, value) in settings ?? [])
                {
                    configuration[name] = value;
                }
            }, replace);
            if (logs is not null)
            {
                app.Services.GetRequiredService<ILoggerFactory>().AddProvider(logs);
            }

            await app.StartAsync();
            var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
            return new TestHost(folder, app, new Uri(addresses.Addresses.Single()));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Stops the host and leaves its folder as it is.</summary>
    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
