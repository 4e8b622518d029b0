namespace SocialAssistance.Benchmarks.Commands;

/// <summary>Whole cases over HTTP.</summary>
internal static class LoadCommand
{
    public static int Run(Options options)
    {
        using var session = LoadSession.Open(options, cases: 2000);
        return session.Measure().Print("load: whole eleven-item cases", session.Installation);
    }
}
