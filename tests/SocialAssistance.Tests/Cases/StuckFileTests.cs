using Shouldly;
using SocialAssistance.Cases;
using Xunit;

namespace SocialAssistance.Tests.Cases;

/// <summary>A file came and cannot be taken up yet: the case says so, and waits for it as for a verdict.</summary>
public sealed class StuckFileTests
{
    private const string Identity = "identity-document";

    [Fact]
    public void The_note_counts_as_nothing_but_is_seen()
    {
        var walk = CaseWalk.Open("2026-08-03", Items.Medical);
        var note = walk.Scan(Identity, MaterialStatus.Received);
        walk.Moves(note);
        walk.Case.Status.ShouldBe(CaseStatus.AwaitingMaterials);
        walk.Case.Missing().Select(m => m.Material).ShouldBe([Identity]);
        walk.Case.Materials.ShouldHaveSingleItem().ShouldBe(note.Material);
        walk.Case.Tasks.ShouldBeEmpty();
        walk.Logged(TimelineKind.MaterialUndetermined).ShouldHaveSingleItem().Reason.ShouldBe(note.Material.Reason);
        walk.Ignores(note);
    }

    [Fact]
    public void Nothing_lapses_while_a_note_that_came_in_time_stands()
    {
        var walk = CaseWalk.Open("2026-08-03", Items.Medical).At("2026-08-24 23:00");
        var note = walk.Scan(Identity, MaterialStatus.Received);
        walk.Moves(note).Case.WakeAt.ShouldBeNull();
        walk.Strike("2026-09-20").Case.Status.ShouldBe(CaseStatus.AwaitingMaterials);

        // Taken up at last: it came in time, and the case goes on.
        walk.Moves(walk.Scan(Identity) with { Instead = note.Material.MaterialId });
        walk.Case.Status.ShouldBe(CaseStatus.InProgress);
        var scan = walk.Case.Materials.ShouldHaveSingleItem();
        (scan.Status, scan.ReceivedAt).ShouldBe((MaterialStatus.Accepted, CaseWalk.Moment("2026-08-24 23:00")));
    }

    [Fact]
    public void Taken_up_and_found_to_be_no_scan_the_case_lapses_after_all()
    {
        var walk = CaseWalk.Open("2026-08-03", Items.Medical).At("2026-08-24 23:00");
        var note = walk.Scan(Identity, MaterialStatus.Received);
        walk.Moves(note).At("2026-09-20").Moves(walk.Scan(Identity, MaterialStatus.Rejected) with { Instead = note.Material.MaterialId });
        walk.Case.Materials.ShouldHaveSingleItem().Status.ShouldBe(MaterialStatus.Rejected);
        walk.Case.WakeAt.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(walk.Now);
        walk.Strike().Case.Status.ShouldBe(CaseStatus.Lapsed);
    }

    [Fact]
    public void A_note_that_came_too_late_saves_nothing()
    {
        var walk = CaseWalk.Open("2026-08-03", Items.Medical).At("2026-08-25 00:00");
        walk.Refuses(walk.Scan(Identity, MaterialStatus.Received)).Code.ShouldBe("case-closed");
    }

    [Fact]
    public void One_note_does_not_save_a_case_that_misses_more()
    {
        var walk = CaseWalk.Open("2026-08-03", Items.Medical, Items.Veteran).At("2026-08-10");
        walk.Moves(walk.Scan(Identity, MaterialStatus.Received));
        walk.Strike("2026-08-25 00:01").Case.Status.ShouldBe(CaseStatus.Lapsed);
    }

    [Fact]
    public void An_asked_for_material_that_is_stuck_answers_nothing_and_lets_nothing_lapse()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical).Perform();
        walk.Moves(walk.Ask(Items.Medical, "2026-08-20", "other")).At("2026-08-19");
        var note = walk.Scan("other", MaterialStatus.Received);
        walk.Moves(note).Item(Items.Medical).Status.ShouldBe(ItemStatus.SupplementRequested);
        walk.Strike("2026-08-25").Item(Items.Medical).Status.ShouldBe(ItemStatus.SupplementRequested);

        walk.Moves(walk.Scan("other") with { Instead = note.Material.MaterialId });
        walk.Item(Items.Medical).Status.ShouldBe(ItemStatus.Dispatched);
        walk.Owed(TaskKind.SupplementAnswered).ShouldHaveSingleItem();
    }

    [Fact]
    public void Bytes_that_the_case_has_already_take_the_note_away_and_change_nothing_else()
    {
        var walk = CaseWalk.Open("2026-08-03", Items.Medical, Items.Veteran);
        var scan = walk.Scan(Identity);
        walk.Moves(scan);
        var note = walk.Scan(Identity, MaterialStatus.Received);
        walk.Moves(note).Case.Materials.Length.ShouldBe(2);
        walk.At("2026-08-04").Moves(scan with { Instead = note.Material.MaterialId });
        walk.Case.Materials.ShouldHaveSingleItem().ShouldBe(scan.Material);
    }

    [Fact]
    public void Only_a_note_is_ever_taken_away()
    {
        var walk = CaseWalk.Open("2026-08-03", Items.Medical, Items.Veteran);
        var scan = walk.Scan(Identity);
        walk.Moves(scan).At("2026-08-04").Moves(walk.Scan(Identity) with { Instead = scan.Material.MaterialId });
        walk.Case.Materials.Select(m => m.ReceivedAt).ShouldBe([CaseWalk.Moment("2026-08-03"), CaseWalk.Moment("2026-08-04")]);
    }

    [Fact]
    public void A_full_case_takes_the_scan_of_its_note_and_no_other()
    {
        var walk = CaseWalk.Open("2026-08-03", Items.Medical, Items.Veteran);
        var note = walk.Scan("other", MaterialStatus.Received);
        walk.Moves(note);
        foreach (var _ in Enumerable.Range(1, 199))
        {
            walk.Moves(walk.Scan("other"));
        }

        walk.Refuses(walk.Scan("other")).Code.ShouldBe("too-many-materials");
        walk.Moves(walk.Scan("other") with { Instead = note.Material.MaterialId }).Case.Materials.Length.ShouldBe(200);
    }
}
