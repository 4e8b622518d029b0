namespace SocialAssistance.Cases.Process;

/// <summary>
/// Scans that came in time but that the scanner has not judged yet. A scanner that is down is no default of the
/// applicant's: nothing lapses while a verdict is owed, and nothing is accepted without one.
/// </summary>
internal static class Inspections
{
    /// <summary>Whether each of the materials came from <paramref name="from"/> to <paramref name="until"/> and is accepted or being inspected.</summary>
    public static bool Await(Case @case, IEnumerable<string> materials, DateTimeOffset from, DateTimeOffset until) =>
        materials.All(material => @case.Materials.Any(scan =>
            scan.Material == material && scan.ReceivedAt >= from && scan.ReceivedAt <= until
            && (scan.Status == MaterialStatus.Accepted || IsOwed(@case, scan))));

    /// <summary>Whether all that the case still misses is being inspected.</summary>
    public static bool AwaitMissing(Case @case) =>
        Await(@case, @case.Missing().Select(m => m.Material), @case.SubmittedAt, @case.MaterialsDueAt);

    /// <summary>Whether all that a supplement request asked for is being inspected.</summary>
    public static bool AwaitAnswer(Case @case, Supplement supplement) =>
        Await(@case, supplement.Materials, supplement.RequestedAt, supplement.AnswerBy);

    /// <summary>An inspection given up leaves nothing to wait for.</summary>
    private static bool IsOwed(Case @case, CaseMaterial scan) =>
        scan.Status == MaterialStatus.Undetermined
        && @case.Tasks.Any(t => t.Kind == TaskKind.InspectMaterial && t.Subject == scan.MaterialId);
}
