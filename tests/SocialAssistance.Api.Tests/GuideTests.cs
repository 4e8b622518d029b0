using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>What anyone may ask before applying.</summary>
public sealed class GuideTests(ApiFixture fixture)
{
    private readonly Caller _anyone = fixture.Api.Anyone;

    [Fact]
    public async Task The_guide_has_eleven_items_of_seven_departments_and_twelve_materials()
    {
        var guide = (await _anyone.GetAsync("guide")).Expect(200);
        var items = guide["items"]!.AsArray().Select(i => ((string)i!["code"]!, (string)i["department"]!));
        items.ShouldBe(Items.Departments);
        guide["departments"]!.AsArray().Count.ShouldBe(7);
        guide["materials"]!.AsArray().Select(m => (int)m!["number"]!).ShouldBe(Enumerable.Range(1, 12));
        guide["prefectures"]!.AsArray().Sum(p => p!["counties"]!.AsArray().Count).ShouldBe(22);
        ((string?)guide["items"]![0]!["basis"]![0]!["clause"]).ShouldBe("附件2 一(二)");
    }

    [Fact]
    public async Task A_checklist_asks_for_nothing_twice()
    {
        var checklist = (await _anyone.GetAsync($"guide/checklist?items={string.Join(',', Items.All)}&residenceDiffers=true")).Expect(200);
        checklist["materials"]!.AsArray().Select(m => (int)m!["number"]!).ShouldBe(Enumerable.Range(1, 11));
        var identity = checklist["materials"]!.AsArray().Single(m => (string)m!["code"]! == "identity-document")!;
        identity["items"].Texts().ShouldBe(Items.All);
        var limit = checklist["limits"]!.AsArray().Single(l => (string)l!["item"]! == Items.Employment)!["limit"]!;
        ((int)limit["days"]!, (string)limit["unit"]!).ShouldBe((5, "working-days"));
        checklist["sections"].Texts().ShouldBe(["temporary", "medical", "veteran", "studentLoan", "housing", "employment"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_residence_permit_is_asked_for_only_where_one_lives_but_is_not_registered()
    {
        (await MaterialsAsync("false")).ShouldNotContain("residence-permit");
        (await MaterialsAsync("true")).ShouldContain("residence-permit");

        async Task<string[]> MaterialsAsync(string differs) => (await _anyone.GetAsync($"guide/checklist?items={Items.Allowance}&residenceDiffers={differs}"))
            .Expect(200)["materials"].Texts("code");
    }

    [Fact]
    public async Task A_season_tells_whether_it_is_open_and_until_when()
    {
        var checklist = (await _anyone.GetAsync($"guide/checklist?items={Items.StudentLoan}")).Expect(200);
        var season = checklist["seasons"]!.AsArray().Single()!;
        var open = fixture.InSeason;
        ((bool)season["open"]!).ShouldBe(open);
        ((string)season["closesOn"]!).ShouldEndWith("-09-15");
        checklist["closedSeasons"]!.AsArray().Count.ShouldBe(open ? 0 : 1);
    }

    [Theory]
    [InlineData("guide/checklist", "/items no-items")]
    [InlineData("guide/checklist?items=", "/items no-items")]
    [InlineData("guide/checklist?items=housing-assistance,nothing,neither", "/items/1 unknown-item", "/items/2 unknown-item")]
    public async Task A_wrong_question_is_told_what_is_wrong(string path, params string[] faults) =>
        (await _anyone.GetAsync(path)).ExpectFaults().ShouldBe(faults);

    [Fact]
    public async Task A_flag_that_is_none_is_refused() =>
        (await _anyone.GetAsync($"guide/checklist?items={Items.Allowance}&residenceDiffers=perhaps")).ExpectProblem(400, "bad-request");

    [Fact]
    public async Task Facts_of_a_household_suggest_items_with_reasons()
    {
        var facts = new JsonObject { ["rural"] = true, ["incomeBelowStandard"] = true, ["veteran"] = true, ["unemployed"] = true, ["householdSize"] = 3 };
        var suggestions = (await _anyone.PostAsync("guide/suggestions", facts)).Expect(200)["suggestions"]!.AsArray();
        var items = suggestions.Select(s => (string)s!["item"]!).ToArray();
        items.ShouldContain(Items.Allowance);
        items.ShouldContain(Items.Employment);
        items.ShouldNotContain(Items.StudentLoan);
        suggestions.ShouldAllBe(s => s!["reasons"]!.AsArray().Count > 0);
    }

    [Fact]
    public async Task Wrong_facts_are_told_all_at_once()
    {
        var facts = new JsonObject { ["householdSize"] = 0, ["monthlyIncome"] = -1, ["housingTenure"] = "castle", ["horses"] = 2, ["rural"] = "yes" };
        (await _anyone.PostAsync("guide/suggestions", facts)).ExpectFaults().ShouldBe(
        [
            "/horses unknown-field", "/householdSize out-of-range", "/housingTenure unknown-code", "/monthlyIncome negative", "/rural wrong-type",
        ]);
    }
}
