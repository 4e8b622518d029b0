using System.Collections.Immutable;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Register;
using Xunit;

namespace SocialAssistance.Tests.Cases;

public sealed class SharingTests
{
    private static readonly string[] Dependents = [Items.Medical, Items.Veteran, Items.Loan, Items.Housing, Items.Employment];

    [Fact]
    public void A_recognition_enters_the_register_and_reaches_every_open_dependent_item_and_agriculture()
    {
        var walk = CaseWalk.Accepted("2026-08-03").Perform();
        walk.Moves(walk.Denied(Items.Employment));

        walk.At("2026-08-05").Moves(walk.Granted(Items.Allowance, new Grant("低保金", 650, "元/月", new(2026, 9, 1), new(2027, 8, 31))));

        walk.Owed(TaskKind.RegisterRecognition).ShouldBe(["minimum-living-allowance.1"]);
        walk.Owed(TaskKind.ShareRecognition).ShouldBe(
        [
            "medical-assistance.minimum-living-allowance.1 > medical-insurance",
            "veteran-assistance.minimum-living-allowance.1 > veterans-affairs",
            "student-loan.minimum-living-allowance.1 > education",
            "housing-assistance.minimum-living-allowance.1 > housing-construction",
            "minimum-living-allowance.agriculture-rural-affairs.1 > agriculture-rural-affairs",
        ]);
        foreach (var dependent in Dependents[..^1])
        {
            var match = Matches(walk, dependent).ShouldHaveSingleItem();
            match.Persons.ShouldBe(["applicant", "household/0", "household/1", "household/2"]);
            (match.Category, match.DocumentNumber, match.Division, match.ValidFrom, match.ValidTo)
                .ShouldBe((Items.Allowance, "文e2", "640104", new DateOnly(2026, 9, 1), new DateOnly(2027, 8, 31)));
            walk.Item(dependent).Comparison!.ComparedAt.ShouldBe(walk.Now);
        }

        Matches(walk, Items.Employment).ShouldBeEmpty("it had ended");
        walk.Logged(TimelineKind.RecognitionShared).ShouldHaveSingleItem().Item.ShouldBe(Items.Allowance);
    }

    [Fact]
    public void Agriculture_tells_civil_affairs()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Monitoring).Perform();
        walk.Moves(walk.Granted(Items.Monitoring));

        walk.Owed(TaskKind.ShareRecognition).ShouldBe(["poverty-return-monitoring.civil-affairs.1 > civil-affairs"]);
    }

    [Fact]
    public void A_mere_recognition_begins_with_its_decision_and_is_open_ended()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Edge, Items.Medical);
        walk.At("2026-08-05 23:59").Moves(walk.Granted(Items.Edge));

        var match = Matches(walk, Items.Medical).Single();
        (match.ValidFrom, match.ValidTo).ShouldBe((new DateOnly(2026, 8, 5), null));
    }

    [Fact]
    public void A_recognition_taken_back_leaves_the_comparisons_and_the_register()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Edge, Items.Allowance, Items.Medical);
        walk.Moves(walk.Granted(Items.Edge)).Moves(walk.Granted(Items.Allowance)).Perform();

        walk.At("2026-08-05").Moves(walk.Revised(Items.Edge, DecisionOutcome.Denied));

        Matches(walk, Items.Medical).Select(m => m.Category).ShouldBe([Items.Allowance]);
        walk.Owed(TaskKind.RegisterRecognition).ShouldBe(["low-income-edge.2"]);
        walk.Owed(TaskKind.ShareRecognition).ShouldBe(
            ["medical-assistance.low-income-edge.2 > medical-insurance", "low-income-edge.agriculture-rural-affairs.2 > agriculture-rural-affairs"]);
    }

    [Fact]
    public void A_revised_recognition_stands_in_the_comparison_once()
    {
        RegisterMatch earlier = new(["applicant"], Items.Edge, "旧文", "640122", new(2026, 1, 1), null);
        var walk = CaseWalk.Accepted("2026-08-03", HandmadeGuide.Of2026, [earlier], Items.Edge, Items.Medical);

        walk.Moves(walk.Granted(Items.Edge)).Moves(walk.Revised(Items.Edge, DecisionOutcome.Granted));

        Matches(walk, Items.Medical).Select(m => m.DocumentNumber).ShouldBe(["旧文", "文e2"], "what another case recognised stays");
        walk.Owed(TaskKind.RegisterRecognition).ShouldBe(["low-income-edge.1", "low-income-edge.2"]);
    }

    [Fact]
    public void A_denial_revised_to_a_denial_tells_nobody()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Edge, Items.Medical).Perform();
        walk.Moves(walk.Denied(Items.Edge)).Moves(walk.Revised(Items.Edge, DecisionOutcome.Denied));

        walk.Case.Tasks.ShouldBeEmpty();
        walk.Moves(walk.Revised(Items.Edge, DecisionOutcome.Granted));
        walk.Owed(TaskKind.RegisterRecognition).ShouldBe(["low-income-edge.3"]);
    }

    [Fact]
    public void A_recognition_that_expires_leaves_the_comparison_and_the_department_is_told()
    {
        RegisterMatch until = new(["applicant"], Items.Edge, "旧文", "640122", new(2026, 1, 1), new(2026, 8, 10));
        var walk = CaseWalk.Accepted("2026-08-03", HandmadeGuide.Of2026, [until, until with { DocumentNumber = "长", ValidTo = null }], Items.Medical).Perform();
        walk.Case.WakeAt.ShouldBe(CaseWalk.Moment("2026-08-11 00:00"));

        Matches(walk.Strike("2026-08-10 23:59"), Items.Medical).Length.ShouldBe(2, "the last day counts");
        walk.Strike("2026-08-11 00:00");

        Matches(walk, Items.Medical).Select(m => m.DocumentNumber).ShouldBe(["长"]);
        walk.Owed(TaskKind.ShareRecognition).ShouldBe(["medical-assistance.expired.20260811 > medical-insurance"]);
        walk.Logged(TimelineKind.RecognitionExpired).ShouldHaveSingleItem().Item.ShouldBe(Items.Medical);
    }

    [Fact]
    public void A_recognition_that_has_expired_already_is_in_force_nowhere()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Edge, Items.Medical);
        walk.Moves(walk.Granted(Items.Edge, new Grant("认定", 0, "元", new(2026, 1, 1), new(2026, 8, 2))));

        Matches(walk, Items.Medical).ShouldBeEmpty();
        Recognitions.Of(walk.Case, walk.Item(Items.Edge), new(2026, 8, 3)).ShouldBeNull();
        Recognitions.Of(walk.Case, walk.Item(Items.Edge), new(2026, 8, 2)).ShouldNotBeNull();
    }

    [Fact]
    public void A_recognition_until_the_end_of_all_days_never_expires()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Edge, Items.Medical).Perform();
        walk.Moves(walk.Granted(Items.Edge, new Grant("认定", 0, "元", new(2026, 1, 1), DateOnly.MaxValue)));

        walk.Strike("2026-08-04");
        Matches(walk, Items.Medical).ShouldHaveSingleItem().ValidTo.ShouldBe(DateOnly.MaxValue);
    }

    private static ImmutableArray<RegisterMatch> Matches(CaseWalk walk, string item) => walk.Item(item).Comparison.ShouldNotBeNull().Matches;
}
