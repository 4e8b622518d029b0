using SocialAssistance.Guide;

namespace SocialAssistance.Cases.Process;

/// <summary>
/// What happens because time has passed. Nothing is ever decided by silence: an overdue item stays open, it only shows.
/// </summary>
internal static class DueTimes
{
    public static Case CatchUp(Case @case, ServiceGuide guide, DateTimeOffset now)
    {
        if (@case.WakeAt is not { } wake || wake > now || @case.IsClosed)
        {
            return @case;
        }

        if (@case.Status == CaseStatus.AwaitingMaterials)
        {
            return now > @case.MaterialsDueAt && !Inspections.AwaitMissing(@case) ? LapseAll(@case, now) : @case;
        }

        var next = @case;
        foreach (var item in @case.Items.Where(i => i.IsOpenAtDepartment))
        {
            next = Supplements.LapseWhenUnanswered(next, item, now);
            if (next.FindItem(item.Item)!.IsOpenAtDepartment)
            {
                next = Sharing.DropExpired(next, item.Item, now);
                next = SettleDueDay(next, item.Item, guide, now);
                next = Alert(next, item.Item, guide, now);
            }
        }

        return next;
    }

    private static Case LapseAll(Case @case, DateTimeOffset now) => @case.Items
        .Where(i => !i.IsClosed)
        .Aggregate(@case, (c, i) => c.With(i.Closed(ItemStatus.Lapsed, now)).Log(TimelineKind.ItemLapsed, now, item: i.Item));

    /// <summary>A due day counted through an unpublished year is counted anew with the calendar as it is now.</summary>
    private static Case SettleDueDay(Case @case, string code, ServiceGuide guide, DateTimeOffset now)
    {
        var item = @case.FindItem(code)!;
        if (item.Clock is not { Provisional: true } before)
        {
            return @case;
        }

        var counted = Clocks.Recount(item, @case, guide);
        return counted.Clock == before ? @case : @case.With(counted).Log(TimelineKind.DueDateSettled, now, item: code);
    }

    private static Case Alert(Case @case, string code, ServiceGuide guide, DateTimeOffset now)
    {
        var item = @case.FindItem(code)!;
        return item.Clock?.LightOn(ChinaTime.DayOf(now)) switch
        {
            Light.Yellow when item.Clock.YellowAlertedAt is null => @case
                .With(item with { Clock = item.Clock with { YellowAlertedAt = now } })
                .Log(TimelineKind.DueSoon, now, item: code)
                .Owe(TaskKind.AlertDueSoon, code, item.Department, now),
            Light.Red when item.Clock.RedAlertedAt is null => @case
                .With(item with { Clock = item.Clock with { RedAlertedAt = now } })
                .Log(TimelineKind.Overdue, now, item: code)
                .Owe(TaskKind.AlertOverdue, code, item.Department, now, item.Department)
                .Owe(TaskKind.AlertOverdue, code, guide.LeadDepartment.Code, now, guide.LeadDepartment.Code),
            _ => @case,
        };
    }
}
