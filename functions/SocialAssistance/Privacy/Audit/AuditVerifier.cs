namespace SocialAssistance.Privacy.Audit;

/// <summary>What there is to judge chains by.</summary>
public sealed record AuditEvidence
{
    /// <summary>The records of the days that are checked, as they stand in the store.</summary>
    public required IEnumerable<AuditRecord> Records { get; init; }

    /// <summary>The store's own heads, of all days, the oldest first; the first may be of what stood before the chain.</summary>
    public required IReadOnlyList<AuditHead> Heads { get; init; }

    /// <summary>Heads as they were published elsewhere at some time: what they name must still be there.</summary>
    public IReadOnlyList<AuditHead> Published { get; init; } = [];

    /// <summary>The first day whose records must still be there by the policy of retention; older days may be gone whole.</summary>
    public DateOnly KeptFrom { get; init; } = DateOnly.MinValue;
}

/// <summary>
/// Checks chains: a pure function over what the store holds. Of every day it names the first record that is wrong; the next
/// day is checked from the day's head on, so that one fault does not hide another.
/// </summary>
/// <param name="chain">Knows the keys.</param>
public sealed class AuditVerifier(AuditChain chain)
{
    /// <summary>How long records are kept at least, in months (网络安全法 第二十三条(三)).</summary>
    public const int KeptMonths = 6;

    /// <summary>The first day that must still be kept on a day.</summary>
    public static DateOnly KeptFrom(DateOnly today) => today.AddMonths(-KeptMonths);

    /// <summary>Checks the days of a range.</summary>
    /// <param name="evidence">What the store holds, and what is known from elsewhere.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <returns>A report for each day that has records, or ought to have.</returns>
    public IEnumerable<AuditDayReport> Verify(AuditEvidence evidence, DateOnly from, DateOnly to)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return VerifyDays(evidence, from, to);
    }

    private IEnumerable<AuditDayReport> VerifyDays(AuditEvidence evidence, DateOnly from, DateOnly to)
    {
        var heads = evidence.Heads.ToLookup(h => h.Day);
        var published = evidence.Published.ToLookup(h => h.Day);
        var days = heads.Concat(published).Select(d => d.Key).Where(d => d >= from && d <= to && d != DateOnly.MinValue).Distinct().Order();
        using var records = evidence.Records.GetEnumerator();
        var more = records.MoveNext();
        foreach (var day in days)
        {
            while (more && records.Current.Day < day)
            {
                yield return TakeStray(records, ref more);
            }

            var check = new AuditDayCheck(chain, day, PreviousOf(evidence.Heads, day), [.. published[day]]);
            while (more && records.Current.Day == day)
            {
                check.Take(records.Current);
                more = records.MoveNext();
            }

            yield return check.End(heads[day].SingleOrDefault(), mayBeGone: day < evidence.KeptFrom);
        }

        while (more)
        {
            yield return TakeStray(records, ref more);
        }
    }

    /// <summary>Records of a day that has no head, or that stand after a later day.</summary>
    private static AuditDayReport TakeStray(IEnumerator<AuditRecord> records, ref bool more)
    {
        var first = records.Current;
        var (count, last) = (0L, first);
        while (more && records.Current.Day == first.Day)
        {
            (count, last) = (count + 1, records.Current);
            more = records.MoveNext();
        }

        return new AuditDayReport(first.Day, count, last.Hash, new AuditFault(
            first.Number, AuditFaultKind.Reordered, "These records stand in no day that the store has a head of, or after a later day."));
    }

    /// <summary>What the first record of a day must follow.</summary>
    private static string PreviousOf(IReadOnlyList<AuditHead> heads, DateOnly day) => heads.LastOrDefault(h => h.Day < day)?.Hash ?? "";
}
