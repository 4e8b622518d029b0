using Shouldly;
using SocialAssistance.Cases;
using Xunit;

namespace SocialAssistance.Tests.Cases;

public sealed class CompletenessTests
{
    private static readonly string[] AllScans =
    [
        "identity-document", "residence-permit", "veteran-certificate", "admission-or-enrolment-proof", "student-loan-application-form",
        "hardship-student-form", "borrower-and-co-borrower-identity", "marital-status-proof", "family-property-proof",
    ];

    [Fact]
    public void One_notice_tells_all_that_is_missing()
    {
        var walk = CaseWalk.Open("2026-08-03");

        walk.Case.Status.ShouldBe(CaseStatus.AwaitingMaterials);
        walk.Case.Version.ShouldBe(1);
        walk.Case.Items.Length.ShouldBe(11);
        walk.Case.Items.ShouldAllBe(i => i.Status == ItemStatus.AwaitingMaterials && i.Clock == null);
        walk.Case.Missing().Select(m => m.Material).ShouldBe(AllScans);
        walk.Case.Timeline.Select(e => e.Kind).ShouldBe([TimelineKind.Submitted, TimelineKind.MaterialsMissing]);
        walk.Logged(TimelineKind.MaterialsMissing).Single().Materials.ShouldBe(AllScans);
        walk.Case.Tasks.ShouldBeEmpty();
    }

    [Fact]
    public void Materials_can_be_handed_in_until_the_end_of_the_last_day()
    {
        // 3 August and 20 days are Sunday 23 August, which rolls to Monday.
        CaseWalk.Open("2026-08-03").Case.MaterialsDueAt.ShouldBe(CaseWalk.Moment("2026-08-25 00:00").AddMilliseconds(-1));
    }

    [Fact]
    public void A_residence_permit_is_asked_for_only_where_one_is_not_registered()
    {
        var form = SocialAssistance.Tests.Applications.SampleApplication.Form() with { Items = [Items.Allowance] };
        form = form with { Applicant = form.Applicant with { HouseholdDivision = form.Applicant.ResidenceDivision } };
        var opened = CaseProcess.Open("C1", form, "platform", [], HandmadeGuide.Of2026, CaseWalk.Moment("2026-08-03"));

        opened.Missing().Select(m => m.Material).ShouldBe(["identity-document"]);
        CaseWalk.Open("2026-08-03", Items.Allowance).Case.Missing().Select(m => m.Material).ShouldBe(["identity-document", "residence-permit"]);
        CaseWalk.Open("2026-08-03", Items.Edge).Case.Missing().Select(m => m.Material).ShouldBe(["identity-document"]);
    }

    [Fact]
    public void Each_scan_shortens_the_list_and_the_last_one_completes_the_case()
    {
        var walk = CaseWalk.Open("2026-08-03");
        for (var scan = 0; scan < AllScans.Length; scan++)
        {
            walk.Case.Missing().Select(m => m.Material).ShouldBe(AllScans[scan..]);
            walk.Case.Status.ShouldBe(CaseStatus.AwaitingMaterials);
            walk.Moves(walk.Scan(AllScans[scan]));
            walk.Case.Version.ShouldBe(scan + 2);
        }

        walk.Case.Missing().ShouldBeEmpty();
        walk.Case.Status.ShouldBe(CaseStatus.InProgress);
        walk.Case.AcceptedAt.ShouldBe(walk.Now);
    }

    [Fact]
    public void A_scan_that_failed_its_check_does_not_count()
    {
        var walk = CaseWalk.Open("2026-08-03", Items.Temporary);

        walk.Moves(walk.Scan("identity-document", MaterialStatus.Rejected));

        walk.Case.Missing().ShouldHaveSingleItem();
        var entry = walk.Logged(TimelineKind.MaterialRejected).Single();
        entry.Reason.ShouldBe("看不清");
        entry.Materials.ShouldBe(["identity-document"]);
        walk.Case.Tasks.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(MaterialStatus.Accepted, CaseStatus.InProgress, TimelineKind.MaterialAccepted)]
    [InlineData(MaterialStatus.Rejected, CaseStatus.AwaitingMaterials, TimelineKind.MaterialRejected)]
    public void An_undetermined_scan_counts_only_once_it_is_found_clean(MaterialStatus verdict, CaseStatus status, TimelineKind logged)
    {
        var walk = CaseWalk.Open("2026-08-03", Items.Temporary);
        var scan = walk.Scan("identity-document", MaterialStatus.Undetermined);

        walk.Moves(scan);
        walk.Case.Status.ShouldBe(CaseStatus.AwaitingMaterials);
        walk.Owed(TaskKind.InspectMaterial).ShouldBe(["identity-document-1"]);
        walk.Ignores(new MaterialJudged("identity-document-1", MaterialStatus.Undetermined, null));
        walk.At("2026-08-04").Moves(new MaterialJudged("identity-document-1", verdict, "病毒"));

        walk.Case.Status.ShouldBe(status);
        walk.Case.Materials.Single().Status.ShouldBe(verdict);
        walk.Logged(logged).Single().At.ShouldBe(walk.Now);
        walk.Ignores(new MaterialJudged("identity-document-1", MaterialStatus.Accepted, null));
        walk.Ignores(new MaterialJudged("unheard-of", MaterialStatus.Accepted, null));
    }

    [Fact]
    public void The_same_scan_again_changes_nothing()
    {
        var walk = CaseWalk.Open("2026-08-03");
        var scan = walk.Scan("identity-document", MaterialStatus.Rejected);

        walk.Moves(scan).At("2026-08-04").Ignores(scan);
        walk.Ignores(new MaterialFiled(scan.Material with { Status = MaterialStatus.Accepted }));
    }

    [Fact]
    public void A_material_that_the_guide_does_not_have_is_refused() =>
        CaseWalk.Open("2026-08-03").Refuses(CaseWalk.Open("2026-08-03").Scan("love-letter")).ShouldBe(CaseRefusals.UnknownMaterial);

    [Fact]
    public void A_case_takes_no_more_than_two_hundred_scans()
    {
        var walk = CaseWalk.Open("2026-08-03");
        for (var scan = 0; scan < 200; scan++)
        {
            walk.Moves(walk.Scan("other"));
        }

        walk.Refuses(walk.Scan("other")).ShouldBe(CaseRefusals.TooManyMaterials);
    }

    [Fact]
    public void A_case_lapses_when_materials_do_not_come_in_time()
    {
        var walk = CaseWalk.Open("2026-08-03");
        walk.Case.WakeAt.ShouldBe(CaseWalk.Moment("2026-08-25 00:00"));

        walk.Strike("2026-08-24 23:59").Case.Status.ShouldBe(CaseStatus.AwaitingMaterials);
        walk.Strike("2026-08-25 00:00");

        walk.Case.Status.ShouldBe(CaseStatus.Lapsed);
        walk.Case.Items.ShouldAllBe(i => i.Status == ItemStatus.Lapsed);
        walk.Logged(TimelineKind.ItemLapsed).Count().ShouldBe(11);
        walk.Case.Tasks.ShouldBeEmpty("no department ever had it");
        walk.Case.WakeAt.ShouldBeNull();
    }

    [Fact]
    public void A_scan_after_the_last_day_is_too_late_even_when_nobody_woke_the_case()
    {
        var walk = CaseWalk.Open("2026-08-03", Items.Temporary).At("2026-08-25 00:00");

        walk.Refuses(walk.Scan("identity-document")).ShouldBe(CaseRefusals.CaseClosed);
    }

    [Fact]
    public void A_scan_in_time_that_the_scanner_has_not_judged_keeps_the_case_alive()
    {
        var walk = CaseWalk.Open("2026-08-03", Items.Temporary, Items.Medical);
        walk.At("2026-08-24 23:00").Moves(walk.Scan("identity-document", MaterialStatus.Undetermined));

        walk.Strike("2026-08-26").Case.Status.ShouldBe(CaseStatus.AwaitingMaterials);
        walk.Moves(new MaterialJudged("identity-document-1", MaterialStatus.Accepted, null)).Case.Status.ShouldBe(CaseStatus.InProgress);
    }

    [Fact]
    public void It_lapses_as_soon_as_that_scan_is_refused()
    {
        var walk = CaseWalk.Open("2026-08-03", Items.Temporary);
        walk.At("2026-08-24 23:00").Moves(walk.Scan("identity-document", MaterialStatus.Undetermined)).Strike("2026-08-26");

        walk.Moves(new MaterialJudged("identity-document-1", MaterialStatus.Rejected, "病毒"));
        walk.Case.WakeAt.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(walk.Now);
        walk.Strike().Case.Status.ShouldBe(CaseStatus.Lapsed);
    }

    [Fact]
    public void It_lapses_in_time_when_other_materials_are_missing_too()
    {
        var walk = CaseWalk.Open("2026-08-03", Items.Temporary, Items.Veteran);
        walk.Moves(walk.Scan("identity-document", MaterialStatus.Undetermined));

        walk.Strike("2026-08-25 00:00").Case.Status.ShouldBe(CaseStatus.Lapsed);
    }
}
