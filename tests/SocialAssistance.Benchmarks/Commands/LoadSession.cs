using SocialAssistance.Benchmarks.Load;
using SocialAssistance.Benchmarks.Servers;

namespace SocialAssistance.Benchmarks.Commands;

/// <summary>A host to load, the benchmark's own or another, with the clients that are connected to it.</summary>
internal sealed class LoadSession : IDisposable
{
    private readonly int _cases;
    private readonly int _warmUp;

    private LoadSession(LoadPlan plan, Installation? installation, int cases, int warmUp)
    {
        (Installation, _cases, _warmUp) = (installation, cases, warmUp);
        Run = new LoadRun(plan);
    }

    /// <summary>The benchmark's own installation, or null.</summary>
    public Installation? Installation { get; }

    public LoadRun Run { get; }

    /// <summary>Makes a session as the options say.</summary>
    /// <param name="options">The options of the command line.</param>
    /// <param name="cases">Cases unless said otherwise.</param>
    /// <param name="rate">Cases begun a second unless said otherwise.</param>
    /// <param name="watched">Whether to look after each decision until it is visible.</param>
    public static LoadSession Open(Options options, int cases, double? rate = null, bool watched = false)
    {
        var scanSize = options.Bytes("scan-size", 200 * 1024);
        var scans = options.Number("scans", 0) switch
        {
            0 => new Dictionary<string, Scan>(),
            8 => Scan.OfAllItems(scanSize),
            _ => throw new BenchmarkException("--scans is 0 or 8."),
        };
        var (measured, warmUp) = (options.Number("cases", cases, 1), options.Number("warmup", 300));
        var (url, keys, environment) = (options.Text("url"), options.Text("keys"), options.Text("host-env"));
        var (concurrency, givenRate) = (options.Number("concurrency", 16, 1), options.Rate("rate") ?? rate);
        options.RefuseOthers();
        var installation = url is null ? Installation.Create(scans.Count > 0, environment) : null;
        try
        {
            var plan = PlanFor(url, keys, installation) with { Concurrency = concurrency, Rate = givenRate, Watched = watched, Scans = scans };
            return new LoadSession(plan, installation, measured, warmUp);
        }
        catch
        {
            installation?.Dispose();
            throw;
        }
    }

    /// <summary>Warms up, then runs and measures.</summary>
    public Measurement Measure()
    {
        if (_warmUp > 0)
        {
            var (noted, _) = Run.Run(_warmUp);
            if (noted.Failures > 0)
            {
                throw new BenchmarkException($"The warm-up failed. {noted.FirstFailure}{Environment.NewLine}{Installation?.Host.LastLines}");
            }
        }

        return Measurement.Take(Run, _cases, Installation);
    }

    public void Dispose()
    {
        Run.Dispose();
        Installation?.Dispose();
    }

    private static LoadPlan PlanFor(string? url, string? keys, Installation? installation)
    {
        if (installation is not null)
        {
            var took = installation.StartHost();
            Console.WriteLine(FormattableString.Invariant(
                $"host: process {installation.Host.Id}, ready in {took.TotalMilliseconds:0} ms; Azurite: process {installation.Azurite.Id}"));
            return new LoadPlan("127.0.0.1", installation.Port, Callers.Read(installation.KeysFile));
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var address) && keys is not null
            ? new LoadPlan(address.Host, address.Port, Callers.Read(keys))
            : throw new BenchmarkException("--url is an address such as http://127.0.0.1:7071, and goes with --keys FILE.");
    }
}
