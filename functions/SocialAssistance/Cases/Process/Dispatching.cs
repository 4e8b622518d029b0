using System.Collections.Immutable;
using SocialAssistance.Guide;
using SocialAssistance.Register;

namespace SocialAssistance.Cases.Process;

/// <summary>
/// Unified acceptance and dispatch (二(二); annex 2, 三(二)): once complete, all items go to their departments in one write,
/// each with its clock, and those that depend on recognised people with the comparison (附件2 三(三)).
/// </summary>
internal static class Dispatching
{
    public static Case WhenComplete(Case @case, ImmutableArray<RegisterMatch> matches, ServiceGuide guide, DateTimeOffset now)
    {
        if (@case.Status != CaseStatus.AwaitingMaterials || @case.Missing().Any() || @case.Items.All(i => i.IsClosed))
        {
            return @case;
        }

        var accepted = @case with
        {
            Status = CaseStatus.InProgress,
            AcceptedAt = now,
            GuideVersion = guide.Version,
            CalendarEdition = guide.Calendar.Edition,
            Items = [.. @case.Items.Select(i => i.IsClosed ? i : Dispatch(i, matches, guide, now))],
        };
        accepted = accepted.Log(TimelineKind.CaseAccepted, now).Log(TimelineKind.Dispatched, now);
        return accepted.Items
            .Where(i => i.IsOpenAtDepartment)
            .Aggregate(accepted, (c, i) => c.Owe(TaskKind.Dispatch, i.Item, i.Department, now));
    }

    private static CaseItem Dispatch(CaseItem item, ImmutableArray<RegisterMatch> matches, ServiceGuide guide, DateTimeOffset now)
    {
        var rule = guide.Item(item.Item);
        var today = ChinaTime.DayOf(now);
        return item with
        {
            Status = ItemStatus.Dispatched,
            DispatchedAt = now,
            Clock = Clocks.Start(rule.LimitOn(today), today, guide.Calendar, guide.Practice),
            Comparison = rule.NeedsComparison ? new Comparison([.. matches.Where(m => m.IsInForce(today))], now) : null,
        };
    }
}
