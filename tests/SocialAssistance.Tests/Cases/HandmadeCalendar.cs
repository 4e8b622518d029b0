using System.Collections.Immutable;
using SocialAssistance.Guide;

namespace SocialAssistance.Tests.Cases;

/// <summary>The State Council's arrangement of 2026, and one for 2027 that tests publish when they need it.</summary>
internal static class HandmadeCalendar
{
    public static readonly WorkCalendar Of2026 = new([Year2026]);

    public static readonly WorkCalendar Of2027 = new([Year2026, Year2027]);

    /// <summary>2026 was amended after its publication: 29 September is off.</summary>
    public static readonly WorkCalendar Amended2026 = new(
        [Year2026, Year2026 with { Edition = 2, DaysOff = Year2026.DaysOff.Add(new DateOnly(2026, 9, 29), "调休") }]);

    private static CalendarYear Year2026 => new(
        2026,
        1,
        Days(
            (new(2026, 1, 1), 3), (new(2026, 2, 15), 9), (new(2026, 4, 4), 3), (new(2026, 5, 1), 5),
            (new(2026, 6, 19), 3), (new(2026, 9, 25), 3), (new(2026, 10, 1), 7)),
        [new(2026, 1, 4), new(2026, 2, 14), new(2026, 2, 28), new(2026, 5, 9), new(2026, 9, 20), new(2026, 10, 10)],
        "https://www.gov.cn/");

    private static CalendarYear Year2027 => new(2027, 2, Days((new(2027, 1, 1), 3)), [], "https://www.gov.cn/");

    private static ImmutableDictionary<DateOnly, string> Days(params (DateOnly First, int Count)[] holidays) =>
        holidays.SelectMany(h => Enumerable.Range(0, h.Count).Select(h.First.AddDays)).ToImmutableDictionary(d => d, _ => "节假日");
}
