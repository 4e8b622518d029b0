using Shouldly;
using SocialAssistance.Cases;
using Xunit;

namespace SocialAssistance.Tests.Cases;

public sealed class SupplementTests
{
    [Fact]
    public void A_request_is_kept_and_the_item_waits()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Employment);
        walk.At("2026-08-04").Moves(walk.Ask(Items.Employment, "2026-08-20 18:00", "other", "marital-status-proof"));

        var item = walk.Item(Items.Employment);
        item.Status.ShouldBe(ItemStatus.SupplementRequested);
        var supplement = item.Supplements.ShouldHaveSingleItem();
        supplement.Materials.ShouldBe(["other", "marital-status-proof"]);
        (supplement.RequestedAt, supplement.AnswerBy).ShouldBe((walk.Now, CaseWalk.Moment("2026-08-20 18:00")));
        var entry = walk.Logged(TimelineKind.SupplementRequested).Single();
        (entry.By, entry.Note, entry.Operator).ShouldBe(("human-resources", "请补交", "张"));
    }

    [Fact]
    public void Only_every_material_anew_is_an_answer()
    {
        var walk = CaseWalk.Open("2026-08-03", Items.Employment);
        walk.Moves(walk.Scan("other")).Moves(walk.Scan("identity-document"));
        walk.At("2026-08-04").Moves(walk.Ask(Items.Employment, "2026-08-31", "other", "identity-document"));

        walk.At("2026-08-05").Moves(walk.Scan("other"));
        walk.Moves(walk.Scan("identity-document", MaterialStatus.Rejected));
        walk.Item(Items.Employment).Status.ShouldBe(ItemStatus.SupplementRequested, "the identity document came before the request and was refused after");
        walk.At("2026-08-06").Moves(walk.Scan("identity-document"));

        walk.Item(Items.Employment).Status.ShouldBe(ItemStatus.Dispatched);
        walk.Item(Items.Employment).Supplements.Single().AnsweredAt.ShouldBe(walk.Now);
        walk.Owed(TaskKind.SupplementAnswered).ShouldBe(["employment-assistance.1 > human-resources"]);
        walk.Logged(TimelineKind.SupplementAnswered).ShouldHaveSingleItem().EventId.ShouldBe("e1");
    }

    [Fact]
    public void One_scan_answers_every_department_that_asked_for_it()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Employment, Items.Medical);
        walk.At("2026-08-04").Moves(walk.Ask(Items.Employment, "2026-08-31", "other")).Moves(walk.Ask(Items.Medical, "2026-08-31", "other"));

        walk.At("2026-08-05").Moves(walk.Scan("other"));

        walk.Owed(TaskKind.SupplementAnswered).ShouldBe(["medical-assistance.1 > medical-insurance", "employment-assistance.1 > human-resources"]);
    }

    [Fact]
    public void A_scan_in_doubt_answers_when_it_is_found_clean()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Employment);
        walk.At("2026-08-04").Moves(walk.Ask(Items.Employment, "2026-08-31", "other"));
        var scan = walk.Scan("other", MaterialStatus.Undetermined);

        walk.At("2026-08-05").Moves(scan);
        walk.Item(Items.Employment).Status.ShouldBe(ItemStatus.SupplementRequested);
        walk.Moves(new MaterialJudged(scan.Material.MaterialId, MaterialStatus.Accepted, null));
        walk.Item(Items.Employment).Status.ShouldBe(ItemStatus.Dispatched);
    }

    [Fact]
    public void An_item_taken_up_before_or_meanwhile_goes_back_to_being_worked_on()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Employment, Items.Medical);
        walk.Moves(walk.TakenUp(Items.Employment)).Moves(walk.Ask(Items.Employment, "2026-08-31", "other"));
        walk.Moves(walk.Ask(Items.Medical, "2026-08-31", "other")).Moves(walk.TakenUp(Items.Medical));
        walk.Item(Items.Medical).Status.ShouldBe(ItemStatus.SupplementRequested, "it goes on waiting");

        walk.At("2026-08-05").Moves(walk.Scan("other"));

        walk.Item(Items.Employment).Status.ShouldBe(ItemStatus.Accepted);
        walk.Item(Items.Medical).Status.ShouldBe(ItemStatus.Accepted);
    }

    [Fact]
    public void Unanswered_the_item_lapses_after_the_last_moment_and_the_department_is_told()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Employment, Items.Temporary).Perform();
        walk.At("2026-08-04").Moves(walk.Ask(Items.Employment, "2026-08-20 18:00", "other"));
        walk.Case.WakeAt.ShouldBe(CaseWalk.Moment("2026-08-20 18:00").AddMilliseconds(1));

        walk.Strike("2026-08-20 18:00").Item(Items.Employment).Status.ShouldBe(ItemStatus.SupplementRequested);
        walk.At(walk.Now.AddMilliseconds(1)).Strike();

        var item = walk.Item(Items.Employment);
        item.Status.ShouldBe(ItemStatus.Lapsed);
        item.Supplements.Single().Cancelled.ShouldBeTrue();
        item.Clock!.StoppedAt.ShouldBe(walk.Now);
        walk.Owed(TaskKind.ItemLapsed).ShouldBe(["employment-assistance > human-resources"]);
        walk.Item(Items.Temporary).Status.ShouldBe(ItemStatus.Dispatched);
        walk.Case.Status.ShouldBe(CaseStatus.InProgress);
    }

    [Fact]
    public void At_the_last_moment_an_answer_is_in_time_though_other_things_are_due()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical, Items.Temporary);
        walk.Moves(walk.Ask(Items.Medical, "2026-08-20", "other"));

        walk.At("2026-08-20").Moves(walk.Scan("other")).Item(Items.Medical).Status.ShouldBe(ItemStatus.Dispatched);
    }

    [Fact]
    public void An_answer_after_the_last_moment_is_too_late_even_when_nobody_woke_the_case()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Employment, Items.Temporary);
        walk.Moves(walk.Ask(Items.Employment, "2026-08-20", "other"));

        walk.At("2026-08-20 09:01").Moves(walk.Scan("other"));

        walk.Item(Items.Employment).Status.ShouldBe(ItemStatus.Lapsed);
        walk.Owed(TaskKind.SupplementAnswered).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(MaterialStatus.Accepted, ItemStatus.Dispatched)]
    [InlineData(MaterialStatus.Rejected, ItemStatus.Lapsed)]
    public void An_answer_in_time_that_the_scanner_has_not_judged_waits_for_its_verdict(MaterialStatus verdict, ItemStatus status)
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical, Items.Temporary).Perform();
        walk.Moves(walk.Ask(Items.Medical, "2026-08-20", "other"));
        var scan = walk.Scan("other", MaterialStatus.Undetermined);
        walk.At("2026-08-19").Moves(scan);
        walk.Moves(new TasksAttempted([new TaskAttempt(walk.Case.Tasks.Single().TaskId, CaseWalk.Moment("2026-08-21"), "TimeoutException")]));

        walk.Strike("2026-08-20 09:01").Item(Items.Medical).Status.ShouldBe(ItemStatus.SupplementRequested);
        walk.Case.WakeAt.ShouldNotBeNull().ShouldBeGreaterThan(walk.Now);
        walk.At("2026-08-21").Moves(new MaterialJudged(scan.Material.MaterialId, verdict, null)).Strike();

        walk.Item(Items.Medical).Status.ShouldBe(status);
    }

    [Fact]
    public void A_scan_of_the_same_moment_as_the_request_leaves_nothing_waiting_for_ever()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical, Items.Temporary);
        walk.Moves(walk.Scan("other")).Moves(walk.Ask(Items.Medical, "2026-08-20", "other")).Perform();

        walk.Strike("2026-08-21").Item(Items.Medical).Status.ShouldBe(ItemStatus.Lapsed, "no verdict is owed");
    }

    [Fact]
    public void An_inspection_given_up_is_not_waited_for()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical, Items.Temporary);
        walk.Moves(walk.Ask(Items.Medical, "2026-08-20", "other")).At("2026-08-19").Moves(walk.Scan("other", MaterialStatus.Undetermined)).Perform();

        walk.Strike("2026-08-21").Item(Items.Medical).Status.ShouldBe(ItemStatus.Lapsed);
    }

    [Fact]
    public void A_request_names_known_materials_and_a_moment_to_come()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Employment);

        walk.Refuses(walk.Ask(Items.Employment, "2026-08-31", "other", "love-letter")).ShouldBe(CaseRefusals.UnknownSupplementMaterial);
        walk.Refuses(walk.Ask(Items.Employment, "2026-08-03", "other")).ShouldBe(CaseRefusals.AnswerByPast);
        walk.Refuses(walk.Ask(Items.Employment, "2026-08-31")).ShouldBe(CaseRefusals.SupplementWithoutMaterials);
    }

    [Fact]
    public void A_request_may_be_answered_until_the_end_of_all_days()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Employment);
        var asked = walk.Ask(Items.Employment, "2026-08-31", "other") with { AnswerBy = DateTimeOffset.MaxValue };

        walk.Moves(asked).Strike("2027-08-03").Item(Items.Employment).Status.ShouldBe(ItemStatus.SupplementRequested);
    }
}
