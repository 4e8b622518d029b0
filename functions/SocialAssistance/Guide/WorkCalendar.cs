using System.Collections.Immutable;

namespace SocialAssistance.Guide;

/// <summary>One year's holiday arrangement, as a State Council notice published it.</summary>
/// <param name="Year">The year.</param>
/// <param name="Edition">The edition of the calendar in which it first appeared, from 1.</param>
/// <param name="DaysOff">Days off by name; Saturdays and Sundays need no entry.</param>
/// <param name="MakeUpWorkingDays">Saturdays and Sundays on which people work.</param>
/// <param name="Notice">Address of the notice.</param>
public sealed record CalendarYear(
    int Year,
    int Edition,
    ImmutableDictionary<DateOnly, string> DaysOff,
    ImmutableHashSet<DateOnly> MakeUpWorkingDays,
    string Notice);

/// <summary>The day on which a count ends.</summary>
/// <param name="Day">The day, in Asia/Shanghai.</param>
/// <param name="Provisional">True when the count passed through a year whose calendar is not published.</param>
public readonly record struct CountedDay(DateOnly Day, bool Provisional);

/// <summary>
/// Working days by the State Council's calendar. A year that is not published yet has Mondays to Fridays for
/// working days, and every count that enters it is provisional.
/// </summary>
public sealed class WorkCalendar
{
    private readonly ImmutableArray<CalendarYear> _entries;
    private readonly Dictionary<int, CalendarYear> _years;

    /// <summary>Makes the calendar from every entry known.</summary>
    /// <param name="entries">A year amended after its publication stands twice, with two editions.</param>
    public WorkCalendar(IEnumerable<CalendarYear> entries)
        : this([.. entries], int.MaxValue)
    {
    }

    private WorkCalendar(ImmutableArray<CalendarYear> entries, int edition)
    {
        _entries = entries;
        // A year known at the edition keeps the arrangement it had then; a year published later takes its first one.
        _years = entries.GroupBy(e => e.Year).ToDictionary(
            g => g.Key,
            g => g.Where(e => e.Edition <= edition).MaxBy(e => e.Edition) ?? g.MinBy(e => e.Edition)!);
        Edition = entries.IsEmpty ? 0 : Math.Min(edition, entries.Max(e => e.Edition));
    }

    /// <summary>The edition, which a case freezes at its acceptance.</summary>
    public int Edition { get; }

    /// <summary>The calendar as a case accepted under <paramref name="edition"/> counts: later amendments of a year
    /// already published do not move its clocks, a year published since fills the gap.</summary>
    public WorkCalendar At(int edition) => edition >= Edition ? this : new WorkCalendar(_entries, edition);

    /// <summary>Whether the arrangement of <paramref name="year"/> is published.</summary>
    public bool IsPublished(int year) => _years.ContainsKey(year);

    /// <summary>Whether people work on <paramref name="day"/>.</summary>
    public bool IsWorkingDay(DateOnly day)
    {
        var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        return _years.TryGetValue(day.Year, out var year)
            ? weekend ? year.MakeUpWorkingDays.Contains(day) : !year.DaysOff.ContainsKey(day)
            : !weekend;
    }

    /// <summary><paramref name="day"/> itself when people work on it, else the next day on which they do.</summary>
    public CountedDay WorkingDayFrom(DateOnly day)
    {
        var provisional = !IsPublished(day.Year);
        while (!IsWorkingDay(day))
        {
            day = day.AddDays(1);
            provisional |= !IsPublished(day.Year);
        }

        return new CountedDay(day, provisional);
    }

    /// <summary>Number of working days after <paramref name="from"/> up to and including <paramref name="to"/>;
    /// negative when <paramref name="to"/> is earlier.</summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        if (to < from)
        {
            return -WorkingDaysBetween(to, from);
        }

        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            count += IsWorkingDay(day) ? 1 : 0;
        }

        return count;
    }
}
