using Shouldly;
using SocialAssistance.Cases;
using Xunit;

namespace SocialAssistance.Tests.Cases;

public sealed class DueTimesTests
{
    [Fact]
    public void Yellow_alerts_the_department_and_red_the_department_and_civil_affairs_once_each()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical).Perform();
        walk.Case.WakeAt.ShouldBe(CaseWalk.Moment("2026-09-07 00:00"));

        walk.Strike("2026-09-06 23:59").Case.Tasks.ShouldBeEmpty();
        walk.Strike("2026-09-07 00:00");
        walk.Owed(TaskKind.AlertDueSoon).ShouldBe(["medical-assistance > medical-insurance"]);
        walk.Clock(Items.Medical).YellowAlertedAt.ShouldBe(walk.Now);
        walk.Perform().Case.WakeAt.ShouldBe(CaseWalk.Moment("2026-09-15 00:00"));

        walk.Strike("2026-09-14 23:59").Case.Tasks.ShouldBeEmpty();
        walk.Strike("2026-09-15 00:00");
        walk.Owed(TaskKind.AlertOverdue).ShouldBe(
            ["medical-assistance.medical-insurance > medical-insurance", "medical-assistance.civil-affairs > civil-affairs"]);
        walk.Clock(Items.Medical).RedAlertedAt.ShouldBe(walk.Now);

        walk.Perform().Strike("2027-09-15").Case.Tasks.ShouldBeEmpty();
        walk.Case.WakeAt.ShouldBeNull();
        walk.Item(Items.Medical).Status.ShouldBe(ItemStatus.Dispatched, "nothing is decided by silence");
        walk.Case.Timeline.Count(e => e.Kind is TimelineKind.DueSoon or TimelineKind.Overdue).ShouldBe(2);
    }

    [Fact]
    public void Civil_affairs_is_told_once_of_its_own_items()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Temporary).Perform().Strike("2026-09-08");

        walk.Owed(TaskKind.AlertOverdue).ShouldBe(["temporary-assistance.civil-affairs > civil-affairs"]);
        walk.Owed(TaskKind.AlertDueSoon).ShouldBeEmpty("nobody was awake while it was yellow");
    }

    [Fact]
    public void A_suspended_clock_alerts_nobody_even_when_asked_on_the_last_day()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Employment).Perform();
        walk.At("2026-08-07").Moves(walk.Ask(Items.Employment, "2026-09-30", "other"));
        walk.Strike("2026-09-01").Case.Tasks.ShouldBeEmpty();

        var last = CaseWalk.Accepted("2026-08-03", Items.Medical).Perform().Strike("2026-09-14").Perform();
        last.Moves(last.Ask(Items.Medical, "2026-09-30", "other")).Strike("2026-09-16");
        last.Owed(TaskKind.AlertOverdue).ShouldBeEmpty();
        last.Light(Items.Medical, "2026-09-16").ShouldBe(Light.Green);
    }

    [Fact]
    public void After_an_answer_a_light_that_is_due_already_is_shown_at_once()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Employment).Perform();
        walk.At("2026-08-07").Moves(walk.Ask(Items.Employment, "2026-09-30", "other"));
        walk.At("2026-08-12").Moves(walk.Scan("other")).Perform();
        walk.Case.WakeAt.ShouldBe(CaseWalk.Moment("2026-08-13 00:00"));

        walk.Strike("2026-08-13 00:00");
        walk.Owed(TaskKind.AlertDueSoon).ShouldHaveSingleItem();
    }

    [Fact]
    public void The_yellow_alert_is_not_repeated_when_a_suspension_moves_the_last_day()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical).Strike("2026-09-07").Perform();
        walk.Moves(walk.Ask(Items.Medical, "2026-12-31", "other")).At("2026-09-20").Moves(walk.Scan("other")).Perform();

        walk.Strike("2026-09-23").Case.Tasks.ShouldBeEmpty();
        walk.Case.Timeline.Count(e => e.Kind == TimelineKind.DueSoon).ShouldBe(1);
    }

    [Fact]
    public void What_fell_due_is_noted_with_the_event_that_finds_it()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Employment).Perform();
        walk.At("2026-08-20").Moves(walk.Granted(Items.Employment));

        walk.Case.Timeline.TakeLast(3).Select(e => e.Kind).ShouldBe([TimelineKind.Overdue, TimelineKind.Decided, TimelineKind.CaseClosed]);
        walk.Light(Items.Employment, "2026-08-20").ShouldBe(Light.Red);
    }
}
