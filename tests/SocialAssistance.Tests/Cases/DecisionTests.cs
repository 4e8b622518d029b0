using Shouldly;
using SocialAssistance.Cases;
using Xunit;

namespace SocialAssistance.Tests.Cases;

public sealed class DecisionTests
{
    [Fact]
    public void A_department_takes_an_item_up_once()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical);
        walk.At("2026-08-04").Moves(walk.TakenUp(Items.Medical));

        walk.Item(Items.Medical).ShouldSatisfyAllConditions(i => i.Status.ShouldBe(ItemStatus.Accepted), i => i.AcceptedAt.ShouldBe(walk.Now));
        walk.Logged(TimelineKind.ItemAccepted).ShouldHaveSingleItem().By.ShouldBe("medical-insurance");
        walk.Refuses(walk.TakenUp(Items.Medical)).ShouldBe(CaseRefusals.AlreadyAccepted);
        walk.Refuses(walk.NotAccepted(Items.Medical)).ShouldBe(CaseRefusals.AlreadyAccepted);
    }

    [Fact]
    public void An_item_not_taken_up_has_ended()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical, Items.Temporary);
        walk.At("2026-08-04").Moves(walk.NotAccepted(Items.Medical));

        walk.Item(Items.Medical).ShouldSatisfyAllConditions(
            i => i.Status.ShouldBe(ItemStatus.NotAccepted), i => i.ClosedAt.ShouldBe(walk.Now), i => i.Clock!.StoppedAt.ShouldBe(walk.Now));
        walk.Logged(TimelineKind.ItemNotAccepted).ShouldHaveSingleItem().Note.ShouldBe("不属于本部门");
        walk.Case.IsClosed.ShouldBeFalse();
    }

    [Fact]
    public void A_decision_may_come_without_a_separate_acceptance_and_while_a_supplement_is_out()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical, Items.Temporary);
        walk.Moves(walk.Ask(Items.Medical, "2026-08-31", "other"));
        walk.At("2026-08-04").Moves(walk.Granted(Items.Medical, new Grant("报销", 5000.50m, "元", new(2026, 8, 1), null)));

        var item = walk.Item(Items.Medical);
        item.Status.ShouldBe(ItemStatus.Granted);
        item.DecisionNumber.ShouldBe(1);
        item.Decision!.DecidedAt.ShouldBe(walk.Now);
        item.Supplements.Single().Cancelled.ShouldBeTrue();
        item.Clock!.StoppedAt.ShouldBe(walk.Now);
        walk.Logged(TimelineKind.Decided).ShouldHaveSingleItem().Decision.ShouldBe(item.Decision);
        walk.Owed(TaskKind.RegisterRecognition).ShouldBeEmpty("medical assistance recognises nobody");
    }

    [Fact]
    public void A_decision_against_keeps_reason_basis_and_remedy()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Allowance);
        walk.Moves(walk.Denied(Items.Allowance));

        walk.Item(Items.Allowance).ShouldSatisfyAllConditions(
            i => i.Status.ShouldBe(ItemStatus.Denied),
            i => i.Decision.ShouldNotBeNull().Remedy.ShouldBe("60 日内复议"));
        walk.Owed(TaskKind.RegisterRecognition).ShouldBeEmpty();
        walk.Logged(TimelineKind.RecognitionShared).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(DecisionOutcome.Granted, ItemStatus.Granted)]
    [InlineData(DecisionOutcome.Denied, ItemStatus.Denied)]
    public void A_decision_is_revised_with_a_reason_and_the_timeline_keeps_both(DecisionOutcome outcome, ItemStatus status)
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical);
        walk.Moves(walk.Denied(Items.Medical));
        var closed = walk.Item(Items.Medical);

        walk.At("2026-09-01").Moves(walk.Revised(Items.Medical, outcome));

        var item = walk.Item(Items.Medical);
        (item.Status, item.DecisionNumber).ShouldBe((status, 2));
        (item.ClosedAt, item.Clock).ShouldBe((closed.ClosedAt, closed.Clock));
        walk.Case.Status.ShouldBe(CaseStatus.Completed);
        walk.Case.Timeline.Where(e => e.Decision is not null).Select(e => e.Decision!.DocumentNumber).ShouldBe(["文e1", "文e2"]);
        walk.Logged(TimelineKind.DecisionRevised).Single().Note.ShouldBe("复核");
    }

    [Fact]
    public void Only_a_decision_can_be_revised()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical, Items.Temporary, Items.Employment);
        walk.Refuses(walk.Revised(Items.Medical, DecisionOutcome.Granted)).ShouldBe(CaseRefusals.NothingToRevise);

        walk.Moves(new WithdrawalRequested([Items.Medical], null)).Moves(walk.NotAccepted(Items.Temporary));
        walk.Refuses(walk.Revised(Items.Medical, DecisionOutcome.Granted)).ClosedWith.ShouldBe(ItemStatus.Withdrawn);
        walk.Refuses(walk.Revised(Items.Temporary, DecisionOutcome.Granted)).ClosedWith.ShouldBe(ItemStatus.NotAccepted);
    }

    [Fact]
    public void Progress_is_noted_and_moves_nothing()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical);
        var before = walk.Item(Items.Medical);
        walk.At("2026-08-04").Moves(walk.Progress(Items.Medical));

        walk.Item(Items.Medical).ShouldBe(before);
        walk.Logged(TimelineKind.Progressed).ShouldHaveSingleItem().Note.ShouldBe("入户调查");
    }
}
