using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Fuzz.Tests.Invariants;
using SocialAssistance.Guide;
using SocialAssistance.Local;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Register;
using SocialAssistance.Testing.Samples;

namespace SocialAssistance.Fuzz.Tests.Hosting;

/// <summary>The one-process host under attack: real Kestrel, real SQLite, scans in a storage account, and witnesses in between.</summary>
internal sealed class FuzzHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly string _path;
    private readonly DataFolder _folder;
    private readonly WebApplication _app;

    private FuzzHost(string path, DataFolder folder, WebApplication app, RequestTraces traces, LogWitness logs)
    {
        (_path, _folder, _app, Traces, Logs) = (path, folder, app, traces, logs);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Address = new IPEndPoint(IPAddress.Loopback, new Uri(addresses.Addresses.Single()).Port);
        Store = (StoreWitness)app.Services.GetRequiredService<ICaseStore>();
        Channel = (HeardChannel)app.Services.GetRequiredService<IDepartmentChannel>();
        Trail = (TrailWitness)app.Services.GetRequiredService<IAuditTrail>();
        Model = new Model(Store, app.Services.GetRequiredService<ServiceGuide>());
    }

    public IPEndPoint Address { get; }

    public RequestTraces Traces { get; }

    public LogWitness Logs { get; }

    public StoreWitness Store { get; }

    public HeardChannel Channel { get; }

    public TrailWitness Trail { get; }

    /// <summary>Requests whose answer is not in the model yet.</summary>
    public UnderWay Requests { get; } = new();

    /// <summary>What the callers were told, and whose data is whose.</summary>
    public Model Model { get; }

    /// <summary>What the host says of itself, to which requests that it takes and answers that it gives are held.</summary>
    public Contract Contract { get; private set; } = null!;

    public string Database => _folder.Database;

    /// <summary>Starts a host on an empty folder.</summary>
    /// <param name="storage">Connection string of the storage account.</param>
    public static async Task<FuzzHost> StartAsync(string storage)
    {
        var path = Directory.CreateTempSubdirectory("social-assistance-fuzz-").FullName;
        var folder = DataFolder.Open(path);
        folder.WritePrivate(ApiKeysFile.Name, Keys());
        var (traces, logs) = (new RequestTraces(), new LogWitness());
        var app = LocalHost.Build(new HostArguments(0, path, null), folder, configuration =>
        {
            configuration["Storage:ConnectionString"] = storage;
            configuration["Logging:Console:LogLevel:Default"] = "None";

            // How often somebody may ask is another matter: here everybody asks as often as it takes.
            foreach (var rate in (string[])["platform", "department", "window", "supervisor", "operator", "auditor", "anonymous", "failed"])
            {
                configuration[$"Limits:Rates:{rate}:PerSecond"] = "1000000";
                configuration[$"Limits:Rates:{rate}:Burst"] = "1000000";
            }

            configuration["Limits:ComparedPeople:PerSecond"] = "1000000";
            configuration["Limits:ComparedPeople:Burst"] = "1000000";
        }, services => Watch(services, traces));
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(logs);
        await app.StartAsync();
        var host = new FuzzHost(path, folder, app, traces, logs);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{host.Address}") };
        host.Contract = new Contract(await http.GetByteArrayAsync("/api/openapi.json"));
        return host;
    }

    /// <summary>Waits until departments were told all that cases owe.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (StoreRules.StillOwing(this) > 0 && waited.Elapsed < Patience)
        {
            await Task.Delay(Pause, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
        Directory.Delete(_path, recursive: true);
    }

    private static void Watch(IServiceCollection services, RequestTraces traces)
    {
        services.AddSingleton<TimeProvider>(new ShiftedClock(SampleCases.Now));
        services.AddSingleton<IStartupFilter>(traces);
        services.AddSingleton<IDepartmentChannel>(new HeardChannel());
        Decorate<ICaseStore>(services, store => new StoreWitness(store, traces));
        Decorate<IAuditTrail>(services, trail => new TrailWitness(trail, traces));
        Decorate<IRecognitionRegister>(services, register => new RegisterWitness(register, traces));
    }

    private static void Decorate<T>(IServiceCollection services, Func<T, T> decorate)
        where T : class
    {
        var own = services.Last(s => s.ServiceType == typeof(T));
        services.Remove(own);
        services.AddSingleton(p => decorate((T)(own.ImplementationFactory?.Invoke(p)
            ?? ActivatorUtilities.CreateInstance(p, own.ImplementationType!))));
    }

    private static byte[] Keys() => JsonSerializer.SerializeToUtf8Bytes(new JsonArray(
    [
        .. Caller.All.Select(c => new JsonObject
        {
            ["name"] = c.Name,
            ["role"] = c.Role,
            ["department"] = c.Department,
            ["division"] = c.Division,
            ["key"] = c.Key,
        }),
    ]));

    /// <summary>A clock that began at a moment and goes on from there.</summary>
    private sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
    {
        private readonly TimeSpan _shift = start - System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;
    }
}
