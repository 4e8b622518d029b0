using System.Globalization;
using SocialAssistance.Benchmarks.Load;
using SocialAssistance.Benchmarks.Servers;

namespace SocialAssistance.Benchmarks.Commands;

/// <summary>A load run with what every process used during it.</summary>
/// <param name="Noted">Times and failures.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Client">What the load client used.</param>
/// <param name="Host">What the host used; null when it is not the benchmark's own.</param>
/// <param name="Azurite">What Azurite used; null like <paramref name="Host"/>.</param>
/// <param name="Machine">What everything on the machine used.</param>
internal sealed record Measurement(
    Recorder Noted, TimeSpan Elapsed, Usage Client, Usage? Host, Usage? Azurite, MachineLoad Machine)
{
    /// <summary>Runs and measures.</summary>
    public static Measurement Take(LoadRun run, int cases, Installation? installation)
    {
        var machine = MachineLoad.Now();
        var (client, host, azurite) = (Usage.OfThis(), installation?.Host.Usage(), installation?.Azurite.Usage());
        var (noted, elapsed) = run.Run(cases);
        return new Measurement(
            noted,
            elapsed,
            Usage.OfThis().Since(client),
            installation?.Host.Usage().Since(host!.Value),
            installation?.Azurite.Usage().Since(azurite!.Value),
            new MachineLoad(MachineLoad.Now().Busy - machine.Busy));
    }

    /// <summary>Prints everything; with <paramref name="title"/> above.</summary>
    /// <returns>0, or 1 when an answer was not as expected.</returns>
    public int Print(string title, Installation? installation)
    {
        Say($"\n{title}");
        Say($"  {Noted.Cases} cases in {Elapsed.TotalSeconds:0.0} s: {Noted.Cases / Elapsed.TotalSeconds:0.0} cases/s, {Noted.Requests / Elapsed.TotalSeconds:0} requests/s");
        PrintUsage("host", Host);
        PrintUsage("client", Client);
        PrintUsage("Azurite", Azurite);
        if (Host is { } host && Azurite is { } azurite && Machine.Busy > TimeSpan.Zero)
        {
            var others = Machine.Busy - host.Processor - azurite.Processor - Client.Processor;
            Say($"  others    {others.TotalSeconds / Elapsed.TotalSeconds,7:0.00} of {Environment.ProcessorCount} cores were busy with something else meanwhile");
            Say($"  host memory {Megabytes(host.Memory):0} MB now, {Megabytes(host.PeakMemory):0} MB at most; database {Megabytes(installation!.DatabaseBytes):0} MB");
        }

        Say($"  {"milliseconds",-12} {"count",9} {"p50",9} {"p95",9} {"p99",9} {"max",9}");
        foreach (var kind in Enum.GetValues<Timed>())
        {
            PrintTimes(kind);
        }

        if (Noted.Failures > 0)
        {
            Say($"  {Noted.Failures} answers were not as expected. The first: {Noted.FirstFailure}");
        }

        return Noted.Failures == 0 ? 0 : 1;
    }

    private void PrintUsage(string who, Usage? used)
    {
        if (used is { } u)
        {
            var perCase = 1000.0 / Math.Max(1, Noted.Cases);
            Say($"  {who,-8} {u.Processor.TotalSeconds * perCase,8:0.00} ms of processor a case ({u.User.TotalSeconds * perCase:0.00} user, {u.Kernel.TotalSeconds * perCase:0.00} kernel); {u.Processor.TotalSeconds / Elapsed.TotalSeconds:0.00} cores");
        }
    }

    private void PrintTimes(Timed kind)
    {
        if (Noted.Times(kind) is { } times)
        {
            Say($"  {kind.ToString().ToLowerInvariant(),-12} {times.TotalCount,9} {At(50),9:0.00} {At(95),9:0.00} {At(99),9:0.00} {At(100),9:0.00}");
            double At(double percentile) => times.GetValueAtPercentile(percentile) / 1000.0;
        }
    }

    private static double Megabytes(long bytes) => bytes / (1024.0 * 1024.0);

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
