using SocialAssistance.Guide;

namespace SocialAssistance.Cases.Process;

/// <summary>
/// The legal clocks (annex 2, 一(七)). A limit counts from the day after unified acceptance to the end of its last day.
/// The days after a supplement request, up to and including the day of the answer, do not count; where requests overlap
/// a day is left out once. A limit in calendar days that ends on a day off rolls to the next working day.
/// </summary>
internal static class Clocks
{
    public static ItemClock Start(TimeLimit? limit, DateOnly acceptedOn, WorkCalendar calendar, GuidePractice practice) =>
        Count(new ItemClock { Limit = limit, StartedOn = acceptedOn }, [], calendar, practice);

    /// <summary>Counts the clock of an item anew; a stopped clock stays as it is.</summary>
    public static CaseItem Recount(CaseItem item, Case @case, ServiceGuide guide) =>
        item.Clock is { StoppedAt: null } clock
            ? item with { Clock = Count(clock, Suspensions(item), guide.Calendar.At(@case.CalendarEdition), guide.Practice) }
            : item;

    /// <summary>Days that do not count: after <c>From</c>, up to and including <c>To</c>; without end while unanswered.</summary>
    private static (DateOnly From, DateOnly? To)[] Suspensions(CaseItem item) =>
    [
        .. item.Supplements.Select(s => (
            ChinaTime.DayOf(s.RequestedAt),
            s.AnsweredAt is { } answered ? ChinaTime.DayOf(answered) : (DateOnly?)null)),
    ];

    private static ItemClock Count(ItemClock clock, (DateOnly From, DateOnly? To)[] suspensions, WorkCalendar calendar, GuidePractice practice)
    {
        if (clock.Limit is not { } limit)
        {
            return clock;
        }

        var yellowDays = Math.Max(1, (int)Math.Ceiling(limit.Days * (decimal)practice.YellowShare));
        var day = clock.StartedOn;
        var counted = 0;
        var provisional = false;
        DateOnly? yellowFrom = null;
        while (counted < limit.Days)
        {
            day = day.AddDays(1);
            if (Array.Exists(suspensions, s => day > s.From && s.To is null))
            {
                return Suspended(clock);
            }

            provisional |= !calendar.IsPublished(day.Year);
            if (Array.Exists(suspensions, s => day > s.From && day <= s.To)
                || (limit.Unit == DayUnit.WorkingDays && !calendar.IsWorkingDay(day)))
            {
                continue;
            }

            counted++;
            if (counted > limit.Days - yellowDays)
            {
                yellowFrom ??= day;
            }
        }

        return LastDay(calendar.WorkingDayFrom(day), suspensions, calendar) is { } due
            ? clock with { DueOn = due.Day, YellowFrom = yellowFrom, Provisional = provisional || due.Provisional }
            : Suspended(clock);
    }

    /// <summary>
    /// The last day is over at midnight, or when the day off is past off which it rolls: a request made before that
    /// suspends it too, and the department has the working day after the answer. Null while it is suspended.
    /// </summary>
    private static CountedDay? LastDay(CountedDay due, (DateOnly From, DateOnly? To)[] suspensions, WorkCalendar calendar)
    {
        foreach (var (from, to) in suspensions.Where(s => s.To != s.From).OrderBy(s => s.From))
        {
            if (from <= due.Day && to is null)
            {
                return null;
            }

            if (from <= due.Day && to >= due.Day)
            {
                due = calendar.WorkingDayFrom(to.Value.AddDays(1));
            }
        }

        return due;
    }

    private static ItemClock Suspended(ItemClock clock) => clock with { DueOn = null, YellowFrom = null, Provisional = false };
}
