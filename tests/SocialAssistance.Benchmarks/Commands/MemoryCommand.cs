using SocialAssistance.Benchmarks.Servers;

namespace SocialAssistance.Benchmarks.Commands;

/// <summary>The host's memory while many cases pass through it.</summary>
internal static class MemoryCommand
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public static int Run(Options options)
    {
        using var session = LoadSession.Open(options, cases: 5000);
        if (session.Installation is not { } installation)
        {
            throw new BenchmarkException("The memory of a host that runs elsewhere cannot be told.");
        }

        using var samples = new Timer(_ => Sample(installation, session.Run.Done), null, Every, Every);
        return session.Measure().Print("memory: the host after many cases", installation);
    }

    private static void Sample(Installation installation, int done) => Console.WriteLine(FormattableString.Invariant(
        $"  {done,6} cases: {installation.Host.Usage().Memory / (1024.0 * 1024.0):0} MB"));
}
