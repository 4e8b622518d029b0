namespace SocialAssistance.Cases.Process;

/// <summary>
/// Scans that came in time but that the scanner has not judged yet. A scanner that is down is no default of the
/// applicant's: nothing lapses while a verdict is owed, and nothing is accepted without one.
/// </summary>
internal static class Inspections
{
    /// <summary>Whether all that the case still misses is being inspected.</summary>
    public static bool AwaitMissing(Case @case) =>
        Await(@case, @case.Missing().Select(m => m.Material), @case.SubmittedAt, @case.MaterialsDueAt);

    /// <summary>Whether all that a supplement request asked for is being inspected.</summary>
    public static bool AwaitAnswer(Case @case, Supplement supplement) =>
        Await(@case, supplement.Materials, supplement.RequestedAt, supplement.AnswerBy);

    /// <summary>Whether each of the materials came from <paramref name="from"/> to <paramref name="until"/>, and only verdicts are missing.</summary>
    private static bool Await(Case @case, IEnumerable<string> materials, DateTimeOffset from, DateTimeOffset until)
    {
        var owed = false;
        foreach (var material in materials)
        {
            var inTime = @case.Materials.Where(s => s.Material == material && s.ReceivedAt >= from && s.ReceivedAt <= until).ToArray();
            var inspected = Array.Exists(inTime, s => IsOwed(@case, s));
            if (!inspected && !Array.Exists(inTime, s => s.Status == MaterialStatus.Accepted))
            {
                return false;
            }

            owed |= inspected;
        }

        return owed;
    }

    /// <summary>An inspection given up leaves nothing to wait for.</summary>
    private static bool IsOwed(Case @case, CaseMaterial scan) =>
        scan.Status == MaterialStatus.Received
        || (scan.Status == MaterialStatus.Undetermined
        && @case.Tasks.Any(t => t.Kind == TaskKind.InspectMaterial && t.Subject == scan.MaterialId));
}
