using System.Diagnostics;
using System.Globalization;
using SocialAssistance.Benchmarks.Load;
using SocialAssistance.Benchmarks.Servers;

namespace SocialAssistance.Benchmarks.Commands;

/// <summary>How long it takes until the host is ready: on a second start, after a kill under load, and by <c>./dev run</c>.</summary>
internal static class StartCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static int Run(Options options)
    {
        var (runs, cases, environment) = (options.Number("runs", 10, 1), options.Number("cases", 500), options.Text("host-env"));
        options.RefuseOthers();
        using (var installation = Installation.Create(scans: false, environment))
        {
            Print("first start, empty folder", [Started(installation)]);
            Load(installation, cases);
            Print("second start, host alone", [.. Enumerable.Range(0, runs).Select(_ => Restarted(installation))]);
            Print("start after SIGKILL under load, host alone", [.. Enumerable.Range(0, runs).Select(_ => Killed(installation))]);
        }

        DevRun(runs);
        return 0;
    }

    private static void Load(Installation installation, int cases)
    {
        using var load = new LoadRun(PlanFor(installation));
        load.Run(cases);
    }

    private static Start Restarted(Installation installation)
    {
        installation.Host.Stop();
        return Started(installation);
    }

    private static Start Killed(Installation installation)
    {
        const int Underway = 30;
        using (var load = new LoadRun(PlanFor(installation)))
        {
            var running = Task.Run(() => load.Run(int.MaxValue / 2));
            SpinWait.SpinUntil(() => load.Done >= Underway || running.IsCompleted, Patience);
            load.Stop();
            installation.Host.Kill();
            running.GetAwaiter().GetResult();
        }

        return Started(installation);
    }

    private static Start Started(Installation installation)
    {
        var took = installation.StartHost();
        return new Start(took, installation.Host.Usage().Processor);
    }

    /// <summary>The script as somebody uses it: Azurite and the host, on data that is there already.</summary>
    private static void DevRun(int runs)
    {
        var script = Path.Combine(Repository.Root, "dev");
        if (!File.Exists(script))
        {
            Console.WriteLine("  ./dev run: there is no such script");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("social-assistance-bench-dev-");
        try
        {
            Print("./dev run, first start, set-up included", [DevRunOnce(script, folder.FullName)]);
            Print("./dev run, second start", [.. Enumerable.Range(0, runs).Select(_ => DevRunOnce(script, folder.FullName))]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Start DevRunOnce(string script, string data)
    {
        var port = Installation.FreePort();
        using var dev = ServerProcess.Start(
            script, ["run", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", data, "--rehearsal", Installation.Moment]);
        return new Start(Stopwatch.GetElapsedTime(dev.StartedAt, Readiness.Await(port, dev, Patience)), null);
    }

    private static LoadPlan PlanFor(Installation installation) =>
        new("127.0.0.1", installation.Port, Callers.Read(installation.KeysFile));

    private static void Print(string what, Start[] starts)
    {
        Console.WriteLine(FormattableString.Invariant($"  {what,-44} {starts.Length,3} times: {Spread(starts.Select(s => s.Took))}"));
        if (starts[0].Processor is not null)
        {
            Console.WriteLine(FormattableString.Invariant($"  {"",-44}   of processor: {Spread(starts.Select(s => s.Processor!.Value))}"));
        }
    }

    private static string Spread(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(t => t.TotalMilliseconds).Order().ToArray();
        return FormattableString.Invariant($"min {sorted[0],6:0} ms, median {sorted[sorted.Length / 2],6:0} ms, max {sorted[^1],6:0} ms");
    }

    /// <summary>A start: how long until ready, and what processor time the host had used by then.</summary>
    private readonly record struct Start(TimeSpan Took, TimeSpan? Processor);
}
