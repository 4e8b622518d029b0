using System.Globalization;
using Shouldly;
using SocialAssistance.Cases;
using Xunit;

namespace SocialAssistance.Tests.Cases;

/// <summary>
/// Clocks against the calendar of 2026: 25-27 September Mid-Autumn, 1-7 October National Day, work on Sunday 20 September
/// and Saturday 10 October. The days were counted by hand.
/// </summary>
public sealed class ClockTests
{
    [Theory]
    // Five working days: 28, 29, 30 September, 8, 9 October. The holiday of acceptance itself is not counted.
    [InlineData("2026-09-25", Items.Employment, "2026-10-09", "2026-10-09")]
    // 29, 30 September, 8, 9 October and Saturday the 10th, on which people work.
    [InlineData("2026-09-28", Items.Employment, "2026-10-10", "2026-10-10")]
    // 15, 16, 17, 18 September and Sunday the 20th.
    [InlineData("2026-09-14", Items.Employment, "2026-09-20", "2026-09-20")]
    [InlineData("2026-08-03", Items.Employment, "2026-08-10", "2026-08-10")]
    // At 23:59 it is still the same day, at 00:00 the next.
    [InlineData("2026-08-03 23:59", Items.Employment, "2026-08-10", "2026-08-10")]
    [InlineData("2026-08-04 00:00", Items.Employment, "2026-08-11", "2026-08-11")]
    [InlineData("2026-08-03", Items.Temporary, "2026-09-07", "2026-09-01")]
    [InlineData("2026-08-03", Items.Allowance, "2026-09-14", "2026-09-07")]
    [InlineData("2026-08-03", Items.Housing, "2026-09-20", "2026-09-11")]
    // Fifteen days: the last is 1 October, which rolls off the holiday to the 8th.
    [InlineData("2026-09-16", Items.Monitoring, "2026-10-08", "2026-09-29")]
    // The last is Saturday 10 October, on which people work: it does not roll.
    [InlineData("2026-09-25", Items.Monitoring, "2026-10-10", "2026-10-08")]
    // The last is Saturday 22 August and rolls to Monday.
    [InlineData("2026-08-07", Items.Monitoring, "2026-08-24", "2026-08-20")]
    [InlineData("2026-08-03", Items.Monitoring, "2026-08-18", "2026-08-16")]
    public void A_limit_counts_from_the_day_after_acceptance(string accepted, string item, string due, string yellow)
    {
        var clock = CaseWalk.Accepted(accepted, item).Clock(item);

        (clock.StartedOn, clock.DueOn, clock.YellowFrom, clock.Provisional)
            .ShouldBe((Day(accepted[..10]), Day(due), Day(yellow), false));
    }

    [Theory]
    // Due 10 August without a suspension. Asked on Thursday, answered on Monday: Friday and Monday do not count.
    [InlineData("2026-08-06", "2026-08-10", "2026-08-12")]
    // Asked and answered on the same day: nothing is lost.
    [InlineData("2026-08-06", "2026-08-06 17:00", "2026-08-10")]
    // Asked on Friday, answered on Sunday: only days that do not count anyway.
    [InlineData("2026-08-07", "2026-08-09", "2026-08-10")]
    // Asked on the day of acceptance.
    [InlineData("2026-08-03 15:00", "2026-08-05", "2026-08-12")]
    // Asked on the last day, which is not over: the department has the working day after the answer.
    [InlineData("2026-08-10", "2026-08-13", "2026-08-14")]
    [InlineData("2026-08-10", "2026-08-14", "2026-08-17")]
    [InlineData("2026-08-10", "2026-08-10 17:00", "2026-08-10")]
    public void Days_of_a_supplement_do_not_count(string asked, string answered, string due)
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Employment);

        walk.At(asked).Moves(walk.Ask(Items.Employment, "2026-08-31", "other"));
        walk.Clock(Items.Employment).ShouldSatisfyAllConditions(
            c => c.DueOn.ShouldBeNull(), c => c.YellowFrom.ShouldBeNull(), c => c.LightOn(new(2026, 8, 30)).ShouldBe(Light.Green));
        walk.At(answered).Moves(walk.Scan("other"));

        walk.Clock(Items.Employment).DueOn.ShouldBe(Day(due));
    }

    [Fact]
    public void Overlapping_suspensions_leave_a_day_out_once()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Employment);
        walk.At("2026-08-04").Moves(walk.Ask(Items.Employment, "2026-08-31", "other"));
        walk.At("2026-08-05").Moves(walk.Ask(Items.Employment, "2026-08-31", "marital-status-proof"));

        walk.At("2026-08-06").Moves(walk.Scan("other"));
        walk.Clock(Items.Employment).DueOn.ShouldBeNull("the second request is still out");
        walk.Item(Items.Employment).Status.ShouldBe(ItemStatus.SupplementRequested);
        walk.At("2026-08-11").Moves(walk.Scan("marital-status-proof"));

        // Counted: 4, 12, 13, 14, 17.
        walk.Clock(Items.Employment).DueOn.ShouldBe(Day("2026-08-17"));
        walk.Item(Items.Employment).Status.ShouldBe(ItemStatus.Dispatched);
    }

    [Fact]
    public void Suspensions_one_after_the_other_add_up()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Employment);
        walk.At("2026-08-04").Moves(walk.Ask(Items.Employment, "2026-08-31", "other"));
        walk.At("2026-08-05").Moves(walk.Scan("other"));
        walk.At("2026-08-06").Moves(walk.Ask(Items.Employment, "2026-08-31", "other"));
        walk.At("2026-08-07").Moves(walk.Scan("other"));

        // Counted: 4, 6, 10, 11, 12.
        walk.Clock(Items.Employment).DueOn.ShouldBe(Day("2026-08-12"));
    }

    [Fact]
    public void A_suspension_of_calendar_days_leaves_weekends_out_too()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Monitoring);
        walk.At("2026-08-06").Moves(walk.Ask(Items.Monitoring, "2026-08-31", "other"));
        walk.At("2026-08-10").Moves(walk.Scan("other"));

        // Due 18 August, and four days later: Saturday 22 August rolls to Monday.
        walk.Clock(Items.Monitoring).DueOn.ShouldBe(Day("2026-08-24"));
    }

    [Theory]
    [InlineData("2026-10-03", "2026-10-12", "2026-10-13")] // Asked in the holidays over which the last day rolls.
    [InlineData("2026-10-01", "2026-10-05", "2026-10-08")]
    public void Asked_while_the_last_day_rolls_off_a_holiday_the_clock_stands_still(string asked, string answered, string due)
    {
        var walk = CaseWalk.Accepted("2026-09-16", Items.Monitoring);
        walk.At(asked).Moves(walk.Ask(Items.Monitoring, "2026-10-31", "other"));
        walk.Clock(Items.Monitoring).DueOn.ShouldBeNull();

        walk.At(answered).Moves(walk.Scan("other"));
        walk.Clock(Items.Monitoring).DueOn.ShouldBe(Day(due));
    }

    [Fact]
    public void One_departments_supplement_does_not_stop_anothers_clock()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Employment, Items.Temporary);
        walk.Moves(walk.Ask(Items.Employment, "2026-08-31", "other"));

        walk.Clock(Items.Temporary).DueOn.ShouldBe(Day("2026-09-07"));
    }

    [Fact]
    public void A_due_day_in_a_year_not_published_is_provisional_until_it_is()
    {
        // 22 working days are left of 2026; Monday to Friday of 2027 give the other eight.
        var walk = CaseWalk.Accepted("2026-12-01", Items.Allowance).Perform();
        var clock = walk.Clock(Items.Allowance);
        (clock.DueOn, clock.Provisional).ShouldBe((Day("2027-01-12"), true));
        walk.Case.WakeAt.ShouldBe(CaseWalk.Moment("2026-12-02 00:00"), "it is looked at every morning");

        walk.Strike("2026-12-02 00:00");
        walk.Logged(TimelineKind.DueDateSettled).ShouldBeEmpty();
        walk.Case.WakeAt.ShouldBe(CaseWalk.Moment("2026-12-03 00:00"));

        walk.Guide = HandmadeGuide.Of2027;
        walk.Strike("2026-12-03 00:00");

        clock = walk.Clock(Items.Allowance);
        (clock.DueOn, clock.YellowFrom, clock.Provisional).ShouldBe((Day("2027-01-13"), Day("2027-01-06"), false));
        walk.Logged(TimelineKind.DueDateSettled).ShouldHaveSingleItem().Item.ShouldBe(Items.Allowance);
        walk.Case.WakeAt.ShouldBe(CaseWalk.Moment("2027-01-06 00:00"));
    }

    [Fact]
    public void A_day_that_rolls_into_a_year_not_published_is_provisional()
    {
        // Fifteen days end on 1 January, a Friday, of which nobody knows yet that it is off.
        var clock = CaseWalk.Accepted("2026-12-17", Items.Monitoring).Clock(Items.Monitoring);

        (clock.DueOn, clock.Provisional).ShouldBe((Day("2027-01-01"), true));
    }

    [Fact]
    public void An_amendment_of_a_year_already_published_does_not_move_a_clock()
    {
        var walk = CaseWalk.Accepted("2026-09-25", Items.Employment);
        walk.Guide = HandmadeGuide.With(HandmadeCalendar.Amended2026);
        walk.At("2026-09-28").Moves(walk.Ask(Items.Employment, "2026-10-31", "other")).At("2026-09-28 17:00").Moves(walk.Scan("other"));

        walk.Clock(Items.Employment).DueOn.ShouldBe(Day("2026-10-09"));
        CaseWalk.Accepted("2026-09-25", walk.Guide, [], Items.Employment).Clock(Items.Employment).DueOn.ShouldBe(Day("2026-10-10"));
    }

    [Fact]
    public void Asked_after_the_last_day_the_light_stays_red()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Employment).Strike("2026-08-11 00:00");
        walk.At("2026-08-12").Moves(walk.Ask(Items.Employment, "2026-08-31", "other"));

        walk.Clock(Items.Employment).DueOn.ShouldBe(Day("2026-08-10"));
        walk.Light(Items.Employment, "2026-08-12").ShouldBe(Light.Red);
        walk.At("2026-08-13").Moves(walk.Scan("other"));
        walk.Light(Items.Employment, "2026-08-13").ShouldBe(Light.Red);
    }

    [Fact]
    public void A_stopped_clock_keeps_its_light()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Employment, Items.Temporary);
        walk.At("2026-08-10").Moves(walk.Denied(Items.Employment));

        walk.Clock(Items.Employment).StoppedAt.ShouldBe(walk.Now);
        walk.Light(Items.Employment, "2026-12-31").ShouldBe(Light.Yellow);
        walk.Light(Items.Temporary, "2026-12-31").ShouldBe(Light.Red);
    }

    [Theory]
    [InlineData("2026-09-06", Light.Green)]
    [InlineData("2026-09-07", Light.Yellow)] // The 25th of 30 working days: the last fifth begins.
    [InlineData("2026-09-14", Light.Yellow)]
    [InlineData("2026-09-15", Light.Red)]
    public void Lights(string day, Light light) => CaseWalk.Accepted("2026-08-03", Items.Allowance).Light(Items.Allowance, day).ShouldBe(light);

    [Fact]
    public void The_calendar_as_it_ships_has_the_same_working_days_in_2026()
    {
        var shipped = Guide.GuideFolder.Shipped.Calendar;
        for (var day = new DateOnly(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
        {
            shipped.IsWorkingDay(day).ShouldBe(HandmadeCalendar.Of2026.IsWorkingDay(day), $"{day}");
        }
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
