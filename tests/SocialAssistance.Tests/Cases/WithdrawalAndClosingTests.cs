using Shouldly;
using SocialAssistance.Cases;
using Xunit;

namespace SocialAssistance.Tests.Cases;

public sealed class WithdrawalAndClosingTests
{
    private static readonly WithdrawalRequested Everything = new([], "不需要了");

    [Fact]
    public void A_case_withdrawn_before_dispatch_has_nobody_to_tell()
    {
        var walk = CaseWalk.Open("2026-08-03").Moves(Everything);

        walk.Case.Status.ShouldBe(CaseStatus.Withdrawn);
        walk.Case.ClosedAt.ShouldBe(walk.Now);
        walk.Case.Tasks.ShouldBeEmpty();
        walk.Case.WakeAt.ShouldBeNull();
        walk.Logged(TimelineKind.ItemWithdrawn).Select(e => e.Note).Distinct().ShouldBe(["不需要了"]);
        walk.Logged(TimelineKind.CaseAccepted).ShouldBeEmpty();
    }

    [Fact]
    public void Each_department_is_told_of_the_items_it_had()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical, Items.Temporary, Items.Employment).Perform();
        walk.Moves(walk.Ask(Items.Employment, "2026-08-31", "other")).Moves(walk.Denied(Items.Medical));

        walk.At("2026-08-04").Moves(Everything);

        walk.Owed(TaskKind.ItemWithdrawn).ShouldBe(["temporary-assistance > civil-affairs", "employment-assistance > human-resources"]);
        walk.Item(Items.Employment).ShouldSatisfyAllConditions(
            i => i.Status.ShouldBe(ItemStatus.Withdrawn), i => i.Clock!.StoppedAt.ShouldBe(walk.Now), i => i.OpenSupplements().ShouldBeEmpty());
        walk.Item(Items.Medical).Status.ShouldBe(ItemStatus.Denied);
        walk.Case.Status.ShouldBe(CaseStatus.Completed, "something was decided");
    }

    [Fact]
    public void Asking_again_for_what_is_withdrawn_changes_nothing()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical, Items.Temporary);

        walk.Moves(new WithdrawalRequested([Items.Medical, Items.Medical], null)).Ignores(new WithdrawalRequested([Items.Medical], "noch einmal"));
        walk.Moves(new WithdrawalRequested([Items.Medical, Items.Temporary], null)).Ignores(Everything);
        walk.Case.Status.ShouldBe(CaseStatus.Withdrawn);
        walk.Logged(TimelineKind.ItemWithdrawn).Count().ShouldBe(2);
    }

    [Fact]
    public void What_has_ended_otherwise_or_was_not_ticked_cannot_be_withdrawn()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical, Items.Temporary);
        walk.Moves(walk.Granted(Items.Medical));

        walk.Refuses(new WithdrawalRequested([Items.Temporary, Items.Housing], null)).ShouldBe(CaseRefusals.UnknownItem);
        walk.Refuses(new WithdrawalRequested([Items.Temporary, Items.Medical], null)).ClosedWith.ShouldBe(ItemStatus.Granted);
        walk.Moves(walk.Denied(Items.Temporary)).Refuses(Everything).ShouldBe(CaseRefusals.CaseClosed);
    }

    [Fact]
    public void A_case_ends_with_its_last_item()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical, Items.Temporary).Perform();
        walk.Moves(walk.Granted(Items.Medical));
        (walk.Case.Status, walk.Case.ClosedAt).ShouldBe((CaseStatus.InProgress, null));

        walk.At("2026-08-04").Moves(walk.NotAccepted(Items.Temporary));

        (walk.Case.Status, walk.Case.ClosedAt, walk.Case.WakeAt).ShouldBe((CaseStatus.Completed, walk.Now, null));
        walk.Case.Timeline[^1].Kind.ShouldBe(TimelineKind.CaseClosed);
        walk.Refuses(walk.Scan("other")).ShouldBe(CaseRefusals.CaseClosed);
    }

    [Fact]
    public void Withdrawn_and_lapsed_items_together_are_a_lapsed_case()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical, Items.Temporary).Perform();
        walk.Moves(walk.Ask(Items.Medical, "2026-08-05", "other")).Moves(new WithdrawalRequested([Items.Temporary], null));

        walk.Strike("2026-08-06").Case.Status.ShouldBe(CaseStatus.Lapsed);
    }

    [Fact]
    public void A_case_ends_though_tasks_are_owed_and_they_stay_owed()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Edge);
        walk.Moves(walk.Granted(Items.Edge));

        walk.Case.Status.ShouldBe(CaseStatus.Completed);
        walk.Case.Tasks.Select(t => t.Kind).ShouldBe([TaskKind.Dispatch, TaskKind.RegisterRecognition, TaskKind.ShareRecognition]);
        walk.Case.WakeAt.ShouldBe(walk.Now);
    }
}
