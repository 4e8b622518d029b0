namespace SocialAssistance.Benchmarks.Commands;

/// <summary>From a decision until the applicant's side sees it, at half the load that the host is meant to bear.</summary>
internal static class VisibleCommand
{
    private const double HalfLoad = 40;

    public static int Run(Options options)
    {
        using var session = LoadSession.Open(options, cases: 1200, rate: HalfLoad, watched: true);
        return session.Measure().Print("visible: decision POST until it stands in GET", session.Installation);
    }
}
