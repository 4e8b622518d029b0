using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Register;
using Xunit;

namespace SocialAssistance.Tests.Cases;

public sealed class DispatchingTests
{
    [Fact]
    public void All_items_go_to_their_departments_in_one_write()
    {
        var walk = CaseWalk.Accepted("2026-08-03");

        walk.Case.Items.ShouldAllBe(i => i.Status == ItemStatus.Dispatched && i.DispatchedAt == walk.Now && i.Clock != null);
        walk.Owed(TaskKind.Dispatch).ShouldBe(
        [
            "minimum-living-allowance > civil-affairs", "extreme-poverty-support > civil-affairs", "low-income-edge > civil-affairs",
            "rigid-expenditure > civil-affairs", "poverty-return-monitoring > agriculture-rural-affairs", "temporary-assistance > civil-affairs",
            "medical-assistance > medical-insurance", "veteran-assistance > veterans-affairs", "student-loan > education",
            "housing-assistance > housing-construction", "employment-assistance > human-resources",
        ]);
        walk.Case.Timeline.TakeLast(3).Select(e => e.Kind).ShouldBe([TimelineKind.MaterialAccepted, TimelineKind.CaseAccepted, TimelineKind.Dispatched]);
        walk.Case.WakeAt.ShouldBe(walk.Now, "the tasks are due at once");
    }

    [Fact]
    public void Only_items_that_need_it_carry_the_comparison_of_what_is_in_force()
    {
        RegisterMatch inForce = new(["applicant"], Items.Allowance, "文1", "640104", new(2026, 1, 1), new(2026, 12, 31));
        var expired = inForce with { DocumentNumber = "文2", ValidTo = new(2026, 8, 2) };
        var later = inForce with { DocumentNumber = "文3", ValidFrom = new(2026, 8, 4) };
        var walk = CaseWalk.Accepted("2026-08-03", HandmadeGuide.Of2026, [expired, inForce, later]);

        walk.Case.Items.Where(i => i.Comparison is not null).Select(i => i.Item)
            .ShouldBe([Items.Medical, Items.Veteran, Items.Loan, Items.Housing, Items.Employment]);
        walk.Item(Items.Medical).Comparison!.Matches.ShouldBe([inForce]);
        walk.Item(Items.Medical).Comparison!.ComparedAt.ShouldBe(walk.Now);
    }

    [Fact]
    public void An_item_withdrawn_before_is_not_dispatched()
    {
        var walk = CaseWalk.Open("2026-08-03", Items.Temporary, Items.Veteran);
        walk.Moves(walk.Scan("identity-document"));

        // With the item goes the need for its certificate: what is left is complete.
        walk.Moves(new WithdrawalRequested([Items.Veteran], null));

        walk.Case.Status.ShouldBe(CaseStatus.InProgress);
        walk.Owed(TaskKind.Dispatch).ShouldBe(["temporary-assistance > civil-affairs"]);
        walk.Item(Items.Veteran).Clock.ShouldBeNull();
        walk.Owed(TaskKind.ItemWithdrawn).ShouldBeEmpty();
    }

    [Fact]
    public void Guide_and_calendar_are_frozen_at_acceptance_and_not_before()
    {
        var walk = CaseWalk.Open("2026-08-03", Items.Temporary);
        walk.Case.GuideVersion.ShouldBe("test-1");
        walk.Guide = HandmadeGuide.With(
            HandmadeCalendar.Amended2026, i => i.Code == Items.Temporary ? i with { Limit = new TimeLimit(10, DayUnit.WorkingDays) } : i, "test-2");

        walk.At("2026-08-05").Moves(walk.Scan("identity-document"));
        walk.Case.GuideVersion.ShouldBe("test-2");
        walk.Case.CalendarEdition.ShouldBe(2);
        walk.Clock(Items.Temporary).Limit.ShouldBe(new TimeLimit(10, DayUnit.WorkingDays));

        // The guide changes again: the case keeps what it took.
        walk.Guide = HandmadeGuide.Of2027;
        walk.At("2026-08-06").Moves(walk.Ask(Items.Temporary, "2026-08-20", "other")).Moves(walk.Scan("other"));
        walk.Clock(Items.Temporary).Limit!.Days.ShouldBe(10);
        walk.Case.GuideVersion.ShouldBe("test-2");
    }

    [Fact]
    public void The_limit_of_the_student_loan_is_that_of_its_year()
    {
        CaseWalk.Accepted("2026-08-03", Items.Loan).Clock(Items.Loan).ShouldSatisfyAllConditions(
            c => c.Limit.ShouldBeNull(), c => c.DueOn.ShouldBeNull(), c => c.LightOn(new(2028, 1, 1)).ShouldBe(Light.Green));

        var limit = new TimeLimit(20, DayUnit.WorkingDays);
        var guide = HandmadeGuide.With(HandmadeCalendar.Of2026, i => i.Code == Items.Loan ? i with { LimitsByYear = i.LimitsByYear.Add(2026, limit) } : i);
        CaseWalk.Accepted("2026-08-03", guide, [], Items.Loan).Clock(Items.Loan).DueOn.ShouldBe(new DateOnly(2026, 8, 31));
    }
}
