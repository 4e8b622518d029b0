using System.Collections.Immutable;
using CsCheck;
using Shouldly;
using SocialAssistance.Guide;
using Xunit;

namespace SocialAssistance.Tests.Guide;

public sealed class WorkCalendarTests
{
    private static readonly WorkCalendar Calendar = GuideFolder.Shipped.Calendar;

    // From two years before the first published year to two after the last.
    private static readonly Gen<DateOnly> AnyDay = Gen.Int[0, 365 * 7].Select(n => new DateOnly(2022, 1, 1).AddDays(n));

    // All days less Saturdays and Sundays less statutory holidays: 11 of these until 2024, 13 from 2025. Days swapped
    // with weekends cancel out, so this counts the data without reading it.
    [Theory]
    [InlineData(2024, 366 - 104 - 11)]
    [InlineData(2025, 365 - 104 - 13)]
    [InlineData(2026, 365 - 104 - 13)]
    public void A_year_has_the_working_days_that_the_law_leaves(int year, int workingDays) =>
        Calendar.WorkingDaysBetween(new DateOnly(year - 1, 12, 31), new DateOnly(year, 12, 31)).ShouldBe(workingDays);

    [Theory]
    [InlineData("2024-02-04")]
    [InlineData("2024-02-18")]
    [InlineData("2024-09-29")]
    [InlineData("2025-01-26")]
    [InlineData("2025-09-28")]
    [InlineData("2025-10-11")]
    [InlineData("2026-01-04")]
    [InlineData("2026-02-14")]
    [InlineData("2026-02-28")]
    [InlineData("2026-05-09")]
    [InlineData("2026-09-20")]
    [InlineData("2026-10-10")]
    public void Make_up_days_are_weekends_on_which_people_work(string day)
    {
        Day(day).DayOfWeek.ShouldBeOneOf(DayOfWeek.Saturday, DayOfWeek.Sunday);
        Calendar.IsWorkingDay(Day(day)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("2026-02-15", "2026-02-24")] // Spring Festival 2026, nine days
    [InlineData("2026-02-23", "2026-02-24")]
    [InlineData("2026-02-14", "2026-02-14")]
    [InlineData("2025-10-01", "2025-10-09")] // National Day with Mid-Autumn 2025, eight days
    [InlineData("2024-10-01", "2024-10-08")]
    [InlineData("2026-10-01", "2026-10-08")]
    [InlineData("2026-01-01", "2026-01-04")] // a Sunday made up
    [InlineData("2026-06-27", "2026-06-29")] // an ordinary weekend
    public void Working_day_from_skips_what_is_off(string from, string to) =>
        Calendar.WorkingDayFrom(Day(from)).ShouldBe(new CountedDay(Day(to), Provisional: false));

    [Fact]
    public void A_fortnight_round_Spring_Festival_2026_has_six_working_days() =>
        Calendar.WorkingDaysBetween(Day("2026-02-13"), Day("2026-02-28")).ShouldBe(6);

    [Fact]
    public void Working_day_from_gives_the_first_working_day_not_before() =>
        AnyDay.Sample(day =>
        {
            var found = Calendar.WorkingDayFrom(day).Day;
            return found >= day && Calendar.IsWorkingDay(found)
                && Enumerable.Range(0, found.DayNumber - day.DayNumber).All(n => !Calendar.IsWorkingDay(day.AddDays(n)));
        });

    [Fact]
    public void A_count_is_provisional_exactly_when_it_touches_an_unpublished_year() =>
        AnyDay.Sample(day =>
        {
            var found = Calendar.WorkingDayFrom(day);
            var touched = Enumerable.Range(day.Year, found.Day.Year - day.Year + 1);
            return found.Provisional == touched.Any(y => y is < 2024 or > 2026);
        });

    [Fact]
    public void A_count_that_runs_over_the_new_year_into_an_unpublished_one_is_provisional()
    {
        var last = GuideFolder.Shipped.Calendar.WorkingDayFrom(Day("2026-12-31"));
        last.ShouldBe(new CountedDay(Day("2026-12-31"), Provisional: false));
        var off = new WorkCalendar([Year(2026, 1, Day("2026-12-31"))]).WorkingDayFrom(Day("2026-12-31"));
        off.ShouldBe(new CountedDay(Day("2027-01-01"), Provisional: true));
    }

    [Fact]
    public void Working_days_between_add_up() =>
        Gen.Select(AnyDay, AnyDay, AnyDay).Sample((a, b, c) =>
            Calendar.WorkingDaysBetween(a, b) + Calendar.WorkingDaysBetween(b, c) == Calendar.WorkingDaysBetween(a, c)
            && Calendar.WorkingDaysBetween(a, b) == -Calendar.WorkingDaysBetween(b, a)
            && Calendar.WorkingDaysBetween(a.AddDays(-1), a) == (Calendar.IsWorkingDay(a) ? 1 : 0));

    [Fact]
    public void Shipped_editions_are_one_a_year()
    {
        Calendar.Edition.ShouldBe(3);
        Enumerable.Range(2020, 10).Where(Calendar.IsPublished).ShouldBe([2024, 2025, 2026]);
    }

    [Fact]
    public void An_edition_keeps_its_year_through_amendments_and_gains_years_published_since()
    {
        var amended = Day("2026-08-03"); // a Monday, off by the amendment
        var gained = Day("2027-01-04"); // a Monday, off when 2027 is published, at work again when it is amended
        var calendar = new WorkCalendar([Year(2026, 3), Year(2026, 4, amended), Year(2027, 5, gained), Year(2027, 6)]);

        calendar.Edition.ShouldBe(6);
        calendar.IsWorkingDay(amended).ShouldBeFalse();
        calendar.IsWorkingDay(gained).ShouldBeTrue();

        var frozen = calendar.At(3);
        frozen.Edition.ShouldBe(3);
        frozen.IsWorkingDay(amended).ShouldBeTrue("an amendment does not move the days of a case that froze the year");
        frozen.IsWorkingDay(gained).ShouldBeFalse("a year published since fills the gap as it was first published");
        frozen.WorkingDayFrom(Day("2027-01-01")).Provisional.ShouldBeFalse();

        calendar.At(4).IsWorkingDay(amended).ShouldBeFalse();
        calendar.At(5).IsWorkingDay(gained).ShouldBeFalse();
        calendar.At(6).IsWorkingDay(gained).ShouldBeTrue();
        calendar.At(99).Edition.ShouldBe(6);
    }

    [Fact]
    public void What_an_edition_knew_never_changes_whatever_is_published_later()
    {
        var years = Gen.Select(Gen.Int[2025, 2028], Gen.Int[0, 364], (year, off) => (year, off)).List[1, 8];
        Gen.Select(years, Gen.Int[1, 8], Gen.Int[0, 365 * 4]).Sample((published, edition, offset) =>
        {
            var entries = published.Select((y, i) => Year(y.year, i + 1, new DateOnly(y.year, 1, 1).AddDays(y.off))).ToList();
            var then = new WorkCalendar(entries.Take(edition));
            var day = new DateOnly(2025, 1, 1).AddDays(offset);
            var now = new WorkCalendar(entries).At(edition);
            return now.Edition == then.Edition && (!then.IsPublished(day.Year) || now.IsWorkingDay(day) == then.IsWorkingDay(day));
        });
    }

    private static CalendarYear Year(int year, int edition, params DateOnly[] off) =>
        new(year, edition, off.ToImmutableDictionary(d => d, _ => "节"), [], "https://example.org/notice");

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");
}
