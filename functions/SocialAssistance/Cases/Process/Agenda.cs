using SocialAssistance.Guide;

namespace SocialAssistance.Cases.Process;

/// <summary>When the case must be looked at next.</summary>
internal static class Agenda
{
    public static Case Plan(Case @case, DateTimeOffset now)
    {
        var wake = Times(@case, now).Min();
        return wake == @case.WakeAt ? @case : @case with { WakeAt = wake };
    }

    private static IEnumerable<DateTimeOffset?> Times(Case @case, DateTimeOffset now)
    {
        foreach (var task in @case.Tasks)
        {
            yield return task.NextAttemptAt;
        }

        if (@case.Status == CaseStatus.AwaitingMaterials && !Inspections.AwaitMissing(@case))
        {
            yield return JustAfter(@case.MaterialsDueAt);
        }

        foreach (var item in @case.Items.Where(i => i.IsOpenAtDepartment))
        {
            foreach (var supplement in item.OpenSupplements().Where(s => !Inspections.AwaitAnswer(@case, s)))
            {
                yield return JustAfter(supplement.AnswerBy);
            }

            foreach (var match in item.Comparison?.Matches ?? [])
            {
                yield return match.ValidTo is { } to && to < DateOnly.MaxValue ? ChinaTime.StartOf(to.AddDays(1)) : null;
            }

            yield return NextOf(item.Clock!, now);
        }
    }

    private static DateTimeOffset? NextOf(ItemClock clock, DateTimeOffset now)
    {
        DateTimeOffset? next = clock switch
        {
            { YellowFrom: { } yellow, YellowAlertedAt: null, RedAlertedAt: null } => ChinaTime.StartOf(yellow),
            { DueOn: { } due, RedAlertedAt: null } => ChinaTime.StartOf(due.AddDays(1)),
            _ => null,
        };

        // The calendar may be published any day: a provisional due day is looked at every morning.
        var tomorrow = ChinaTime.StartOf(ChinaTime.DayOf(now).AddDays(1));
        return clock.Provisional && !(next < tomorrow) ? tomorrow : next;
    }

    private static DateTimeOffset JustAfter(DateTimeOffset moment) => moment.AddMilliseconds(1);
}
