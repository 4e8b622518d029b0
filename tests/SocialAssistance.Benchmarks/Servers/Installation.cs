using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SocialAssistance.Benchmarks.Servers;

/// <summary>A host and an Azurite of the benchmark's own, with a temporary folder that goes when they go.</summary>
internal sealed class Installation : IDisposable
{
    /// <summary>Where the host's clock begins: in the season of the student loan, on the day of the sample forms.</summary>
    public const string Moment = "2026-08-03T09:00:00+08:00";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("social-assistance-bench-");
    private readonly Dictionary<string, string> _environment;
    private ServerProcess? _host;

    private Installation(Dictionary<string, string> environment)
    {
        _environment = environment;
        Azurite = Servers.Azurite.Start(Path.Combine(_folder.FullName, "azurite"), out var connectionString);
        _environment["Storage__ConnectionString"] = connectionString;
    }

    public ServerProcess Azurite { get; }

    /// <exception cref="InvalidOperationException">It is not started.</exception>
    public ServerProcess Host => _host ?? throw new InvalidOperationException("The host is not started.");

    public int Port { get; private set; }

    public string KeysFile => Path.Combine(Data, "api-keys.json");

    /// <summary>Size of the database with what stands beside it, in bytes.</summary>
    public long DatabaseBytes => new DirectoryInfo(Data).EnumerateFiles("cases.db*").Sum(f => f.Length);

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>Makes an installation; Azurite is started, the host is not.</summary>
    /// <param name="scans">Whether cases need scans.</param>
    /// <param name="hostEnvironment">More environment for the host, <c>A=1,B=2</c>.</param>
    public static Installation Create(bool scans, string? hostEnvironment)
    {
        var environment = (hostEnvironment ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(e => e.Split('=', 2))
            .ToDictionary(e => e[0], e => e.Length == 2 ? e[1] : throw new BenchmarkException("--host-env is A=1,B=2."), StringComparer.Ordinal);
        var installation = new Installation(environment);
        if (!scans)
        {
            var guide = Path.Combine(installation._folder.FullName, "guide");
            ScanlessGuide.Write(guide);
            environment["Guide__Folder"] = guide;
        }

        return installation;
    }

    /// <summary>A port that nothing listens on at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts the host, or starts it again on the same data.</summary>
    /// <returns>How long it took from the start of the process until it was ready.</returns>
    public TimeSpan StartHost()
    {
        Port = FreePort();
        _host?.Dispose();
        _host = ServerProcess.Start(
            "dotnet",
            [Repository.HostAssembly, "--port", Port.ToString(CultureInfo.InvariantCulture), "--data", Data, "--rehearsal", Moment],
            _environment);
        return Stopwatch.GetElapsedTime(_host.StartedAt, Readiness.Await(Port, _host, Patience));
    }

    public void Dispose()
    {
        _host?.Dispose();
        Azurite.Dispose();
        _folder.Delete(recursive: true);
    }
}
