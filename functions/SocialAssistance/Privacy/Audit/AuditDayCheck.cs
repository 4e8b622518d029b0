using System.Globalization;

namespace SocialAssistance.Privacy.Audit;

/// <summary>Checks one day: takes its records one by one, however many they are, and remembers the first fault.</summary>
/// <param name="chain">Knows the keys.</param>
/// <param name="day">The day.</param>
/// <param name="before">Hash of the last record of the last day before that had any; empty when there was none.</param>
/// <param name="published">Heads of this day that were published elsewhere: what they name must still be there.</param>
public sealed class AuditDayCheck(AuditChain chain, DateOnly day, string before, IReadOnlyList<AuditHead> published)
{
    private AuditFault? _fault;
    private string _previous = before;
    private long _count;
    private string _last = "";

    /// <summary>Takes the next record as it stands in the store.</summary>
    public void Take(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        _count++;
        _last = record.Hash;
        _fault ??= FaultOf(record);
        _previous = record.Hash;
    }

    /// <summary>There are no more records.</summary>
    /// <param name="head">The store's own head of the day.</param>
    /// <param name="mayBeGone">Whether the day is so old that its records may be gone, all of them together.</param>
    public AuditDayReport End(AuditHead? head, bool mayBeGone)
    {
        if (_count == 0 && mayBeGone)
        {
            return new AuditDayReport(day, 0, head?.Hash ?? "", FaultOfGone(head)) { Published = Published };
        }

        return new AuditDayReport(day, _count, _last, _fault ?? FaultOfEnd(head)) { Published = Published };
    }

    private long? Published => published.Count == 0 ? null : published.Max(p => p.Count);

    private AuditFault? FaultOf(AuditRecord record) => record switch
    {
        _ when record.Number < _count => Fault(record.Number, AuditFaultKind.Reordered, $"stands at place {_count}"),
        _ when record.Number > _count => Fault(_count, AuditFaultKind.Missing, $"the next that is there is {record.Number}"),
        _ => chain.IsGenuine(record) switch
        {
            null => Fault(record.Number, AuditFaultKind.Unreadable, "its hash is damaged, or of a key or an algorithm that is not known here"),
            false => Fault(record.Number, AuditFaultKind.Changed, "its hash does not fit what it says"),
            _ when record.Previous != _previous =>
                Fault(record.Number, AuditFaultKind.Missing, "what it follows is not what stands before it"),
            _ when published.Any(p => p.Count == record.Number && p.Hash != record.Hash) =>
                Fault(record.Number, AuditFaultKind.Changed, "another record was published under its number"),
            _ => null,
        },
    };

    /// <summary>Of a day that was deleted its head is left, and it says no less than what was published.</summary>
    private AuditFault? FaultOfGone(AuditHead? head) =>
        head is null ? published.Count == 0 ? null : Fault(0, AuditFaultKind.CutOff, "the day was published, but the store has no head of it")
        : chain.IsGenuine(head) is not true ? Fault(0, AuditFaultKind.Changed, "the seal of the day's head does not fit")
        : head.Count < Published ? Fault(0, AuditFaultKind.CutOff, $"the day had {Published} records at least")
        : published.Any(p => p.Count == head.Count && p.Hash != head.Hash) ? Fault(0, AuditFaultKind.Changed, "another head of the day was published")
        : null;

    private AuditFault? FaultOfEnd(AuditHead? head)
    {
        if (head is null)
        {
            return Fault(_count, AuditFaultKind.CutOff, "the day was published, but the store has no head of it");
        }

        if (chain.IsGenuine(head) is not true)
        {
            return Fault(0, AuditFaultKind.Changed, "the seal of the day's head does not fit");
        }

        if (published.Any(p => chain.IsGenuine(p) is not true))
        {
            return Fault(0, AuditFaultKind.Unreadable, "a published head of the day is damaged, or of a key that is not known here");
        }

        var most = published.Select(p => p.Count).Append(head.Count).Max();
        return _count < most ? Fault(_count + 1, AuditFaultKind.CutOff, $"the day had {most} records at least")
            : head.Count != _count || head.Hash != _last ? Fault(0, AuditFaultKind.Changed, "the day's head is not that of its last record")
            : null;
    }

    private static AuditFault Fault(long number, AuditFaultKind kind, FormattableString detail) =>
        new(number, kind, detail.ToString(CultureInfo.InvariantCulture));

    private static AuditFault Fault(long number, AuditFaultKind kind, string detail) => new(number, kind, detail);
}
