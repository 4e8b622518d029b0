using SocialAssistance.Guide;
using SocialAssistance.Privacy;

namespace SocialAssistance.Cases.Process;

/// <summary>
/// The end of a case's period of retention (个人信息保护法 第十九条、第四十七条), and what stands against it. What statistics
/// need stays: division, items, outcomes, dates. Everything by which somebody could be known goes, for good.
/// </summary>
internal static class Erasure
{
    /// <summary>Takes everything personal out of a case, in the one write that also makes it owe the deletion of its scans.</summary>
    public static Step Anonymise(Case @case, ServiceGuide guide, DateTimeOffset now) => @case switch
    {
        { AnonymisedAt: not null } => @case,
        _ when !@case.IsClosed || @case.Items.Any(i => !i.IsClosed || i.Clock is { StoppedAt: null }) => CaseRefusals.StillOpen,
        { Tasks.IsEmpty: false } => CaseRefusals.StillOwes,
        { IsHeld: true } => CaseRefusals.Held,
        _ when !guide.Retention.IsOver(@case, now) => CaseRefusals.NotDue,
        _ => (Bare(@case) with { AnonymisedAt = now })
            .Log(TimelineKind.Anonymised, now)
            .Owe(TaskKind.EraseScans, "all", null, now),
    };

    /// <summary>Orders that a case be kept as it is; the same order again changes nothing.</summary>
    public static Step Place(Case @case, HoldPlaced hold, DateTimeOffset now) =>
        @case.Holds.FirstOrDefault(h => h.HoldId == hold.HoldId) is { } known
            ? known.Reason == hold.Reason && known.ReleasedAt is null ? @case : CaseRefusals.HoldIdReused
            : (@case with { Holds = @case.Holds.Add(new CaseHold(hold.HoldId, hold.Reason, now)) }).Log(TimelineKind.HoldPlaced, now);

    /// <summary>Ends an order to keep a case; doing it again changes nothing.</summary>
    public static Step Release(Case @case, HoldReleased released, DateTimeOffset now) =>
        @case.Holds.FirstOrDefault(h => h.HoldId == released.HoldId) switch
        {
            null => CaseRefusals.UnknownHold,
            { ReleasedAt: not null } => @case,
            var hold => (@case with { Holds = @case.Holds.Replace(hold, hold with { ReleasedAt = now }) }).Log(TimelineKind.HoldReleased, now),
        };

    private static Case Bare(Case @case)
    {
        var eraser = new Eraser();
        return @case with
        {
            Form = @case.Form.Map(eraser),
            People = [],
            NameKeys = [],
            Items = [.. @case.Items.Select(i => Bare(i.Map(eraser)))],
            Materials = [.. @case.Materials.Select(m => m.Map(eraser) with { Sha256 = "" })],
            Timeline = [.. @case.Timeline.Select(e => Bare(e.Map(eraser)))],

            // No department says anything of it any more, so that nothing need be known again.
            Handled = [],
            Corrections = [],
        };
    }

    /// <summary>Numbers of documents and of a department's own events lead to a person wherever those are kept.</summary>
    private static CaseItem Bare(CaseItem item) => item with
    {
        Supplements = [.. item.Supplements.Select(s => s with { EventId = "" })],
        Comparison = item.Comparison is { } comparison
            ? comparison with { Matches = [.. comparison.Matches.Select(m => m with { DocumentNumber = "" })] }
            : null,
        Decision = Bare(item.Decision),
    };

    private static TimelineEntry Bare(TimelineEntry entry) => entry with { EventId = null, Decision = Bare(entry.Decision) };

    private static Decision? Bare(Decision? decision) => decision is null ? null : decision with { DocumentNumber = "", EventId = null };

    private sealed class Eraser : IPersonalMap
    {
        public Personal<T>? Of<T>(Personal<T>? value, string field)
            where T : notnull => value is null ? null : Personal.Erased<T>();
    }
}
