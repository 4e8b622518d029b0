namespace SocialAssistance.Guide;

/// <summary>What a time limit counts.</summary>
public enum DayUnit
{
    /// <summary>Working days of the State Council calendar, make-up days included (工作日).</summary>
    WorkingDays,

    /// <summary>Calendar days (日); a last day that is a day off rolls to the next working day.</summary>
    CalendarDays,
}

/// <summary>How long a department may take for an item, counted from the day after unified acceptance.</summary>
/// <param name="Days">Number of days, at least one.</param>
/// <param name="Unit">What is counted.</param>
public sealed record TimeLimit(int Days, DayUnit Unit);
