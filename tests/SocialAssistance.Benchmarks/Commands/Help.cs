namespace SocialAssistance.Benchmarks.Commands;

/// <summary>What there is to run.</summary>
internal static class Help
{
    private const string Text = """
        ./dev bench COMMAND [OPTIONS]

        micro     The calendar, the process and the document, by BenchmarkDotNet: short runs, in this process.
                  --long         as many runs as BenchmarkDotNet thinks right
                  other options  go to BenchmarkDotNet, for example --filter *Calendar*
        load      Whole eleven-item cases over HTTP: submit, scans, 11 accepts, 11 decisions, completed.
        visible   Decision POST until its result stands in GET, at a given rate.  --rate 40 unless said
        memory    The host's memory after many cases.                            --cases 5000 unless said
        start     Start until ready: second starts, restarts after SIGKILL under load, and ./dev run.
                  --runs 10 --cases 500

        Options of load, visible and memory:
          --cases 2000        whole cases that are measured
          --warmup 300        whole cases before that, which are not
          --concurrency 16    cases under way at the same time
          --scans 0           scans a case, 0 or 8; at 0 the host gets a guide that asks for none
          --scan-size 200KB   size of each
          --rate R            begin R cases a second; unless said, as fast as they come
          --url URL           measure a host that runs already (its clock must stand on 3 August 2026: --rehearsal)
          --keys FILE         its api-keys.json; goes with --url
        Options of all that start a host:
          --host-env A=1,B=2  environment of the host, for example DOTNET_TieredPGO=0

        load, visible and memory exit with 1 when any answer was other than expected.
        The host is the Release build in functions/SocialAssistance.Local; it runs with a temporary folder, beside an
        Azurite of its own. Whatever else the machine does at the time is told with the figures: compare processor time
        a case before wall time.
        """;

    public static int Print()
    {
        Console.WriteLine(Text);
        return 0;
    }
}
