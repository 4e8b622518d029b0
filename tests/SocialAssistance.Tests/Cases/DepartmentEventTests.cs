using Shouldly;
using SocialAssistance.Cases;
using Xunit;

namespace SocialAssistance.Tests.Cases;

public sealed class DepartmentEventTests
{
    [Fact]
    public void A_department_speaks_only_of_its_own_items()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical);

        walk.Refuses(walk.TakenUp(Items.Medical) with { Department = "education" }).ShouldBe(CaseRefusals.OtherDepartment);
        walk.Refuses(walk.TakenUp(Items.Temporary)).ShouldBe(CaseRefusals.UnknownItem);
        walk.Refuses(walk.TakenUp(Items.Temporary) with { Department = "education" }).ShouldBe(CaseRefusals.OtherDepartment);
    }

    [Fact]
    public void No_department_has_an_item_before_the_case_is_complete()
    {
        var walk = CaseWalk.Open("2026-08-03", Items.Medical);

        foreach (var said in new DepartmentEvent[]
        {
            walk.TakenUp(Items.Medical), walk.NotAccepted(Items.Medical), walk.Progress(Items.Medical), walk.Granted(Items.Medical),
            walk.Ask(Items.Medical, "2026-08-31", "other"), walk.Revised(Items.Medical, DecisionOutcome.Denied),
        })
        {
            walk.Refuses(said).ShouldBe(CaseRefusals.NotDispatched);
        }
    }

    [Fact]
    public void The_same_event_again_changes_nothing_whatever_happened_since()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical, Items.Temporary);
        var takenUp = walk.TakenUp(Items.Medical);
        var granted = walk.Granted(Items.Medical);

        walk.Moves(takenUp).Ignores(takenUp).Moves(granted).Ignores(takenUp).At("2026-08-20").Ignores(granted);
        walk.Case.FindHandled("medical-insurance", "e1")!.Status.ShouldBe(ItemStatus.Accepted, "the answer is the one given then");
        walk.Case.FindHandled("medical-insurance", "e2")!.Status.ShouldBe(ItemStatus.Granted);
    }

    [Fact]
    public void The_same_id_with_other_content_is_refused()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Allowance, Items.Temporary);
        var takenUp = walk.TakenUp(Items.Allowance);
        walk.Moves(takenUp);

        walk.Refuses(takenUp with { Digest = "other" }).ShouldBe(CaseRefusals.EventIdReused);
        walk.Refuses(takenUp with { Item = Items.Temporary }).ShouldBe(CaseRefusals.EventIdReused, "the item is part of what was said");
    }

    [Fact]
    public void Ids_are_a_departments_own()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical, Items.Employment);

        walk.Moves(walk.TakenUp(Items.Medical) with { EventId = "1" }).Moves(walk.TakenUp(Items.Employment) with { EventId = "1", Digest = "x" });
    }

    [Fact]
    public void Somebody_who_reports_without_end_is_stopped_and_can_still_decide()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical, Items.Temporary);
        for (var time = 0; time < 200; time++)
        {
            walk.Moves(walk.Progress(Items.Medical));
        }

        walk.Refuses(walk.Progress(Items.Medical)).ShouldBe(CaseRefusals.TooManyEvents);
        walk.Refuses(walk.Ask(Items.Medical, "2026-08-31", "other")).ShouldBe(CaseRefusals.TooManyEvents);
        walk.Moves(walk.Progress(Items.Temporary)).Moves(walk.TakenUp(Items.Medical)).Moves(walk.Granted(Items.Medical));
    }

    [Fact]
    public void A_closed_item_says_what_it_was_closed_with()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical, Items.Employment);
        walk.Moves(walk.Denied(Items.Medical));

        foreach (var said in new DepartmentEvent[]
        {
            walk.TakenUp(Items.Medical), walk.NotAccepted(Items.Medical), walk.Progress(Items.Medical), walk.Granted(Items.Medical),
            walk.Ask(Items.Medical, "2026-08-31", "other"),
        })
        {
            var refusal = walk.Refuses(said);
            (refusal.Kind, refusal.Code, refusal.ClosedWith).ShouldBe((RefusalKind.Conflict, "item-closed", ItemStatus.Denied));
        }
    }

    [Fact]
    public void Nothing_has_happened_in_the_future()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical);

        walk.Refuses(walk.TakenUp(Items.Medical) with { OccurredAt = walk.Now.AddMinutes(5).AddTicks(1) }).ShouldBe(CaseRefusals.OccurredInFuture);
        walk.Moves(walk.TakenUp(Items.Medical) with { OccurredAt = walk.Now.AddMinutes(5).ToUniversalTime() });
        walk.Logged(TimelineKind.ItemAccepted).Single().OccurredAt!.Value.Offset.ShouldBe(TimeSpan.FromHours(8));
    }

    [Fact]
    public void What_fell_due_before_an_event_happened_before_it()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Employment, Items.Temporary);
        walk.Moves(walk.Ask(Items.Employment, "2026-08-05", "other")).At("2026-08-06");

        walk.Refuses(walk.Granted(Items.Employment)).ClosedWith.ShouldBe(ItemStatus.Lapsed);
    }
}
