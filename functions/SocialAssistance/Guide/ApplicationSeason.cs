namespace SocialAssistance.Guide;

/// <summary>The days of every year on which an item can be applied for, both included (annex 2, 一(七)).</summary>
/// <param name="FromMonth">Month of the first day.</param>
/// <param name="FromDay">First day.</param>
/// <param name="ToMonth">Month of the last day; the season never crosses a new year.</param>
/// <param name="ToDay">Last day.</param>
public sealed record ApplicationSeason(int FromMonth, int FromDay, int ToMonth, int ToDay)
{
    /// <summary>Whether <paramref name="day"/> (Asia/Shanghai) lies in the season.</summary>
    public bool IsOpen(DateOnly day) => day >= OpensOn(day.Year) && day <= ClosesOn(day.Year);

    /// <summary>The first day of the season that is open on <paramref name="day"/> or opens next after it.</summary>
    public DateOnly NextOpening(DateOnly day) => day <= ClosesOn(day.Year) ? OpensOn(day.Year) : OpensOn(day.Year + 1);

    /// <summary>The last day of the season that <see cref="NextOpening"/> gives the first day of.</summary>
    public DateOnly NextClosing(DateOnly day) => ClosesOn(NextOpening(day).Year);

    private DateOnly OpensOn(int year) => new(year, FromMonth, FromDay);

    private DateOnly ClosesOn(int year) => new(year, ToMonth, ToDay);
}
