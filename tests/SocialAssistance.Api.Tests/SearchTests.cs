using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>The applicant's cases, by name and ID number together.</summary>
public sealed class SearchTests(ApiFixture fixture)
{
    private readonly Target _api = fixture.Api;

    [Fact]
    public async Task An_applicant_finds_their_cases_the_newest_first()
    {
        var form = Forms.For(Items.Medical);
        var first = await _api.FileAsync(form);
        var second = await _api.FileAsync(form.Copy().With("externalReference", "T-" + Guid.NewGuid()));
        (await FindAsync(_api.Platform, Forms.NameOf(form), Forms.IdNumberOf(form))).ShouldBe([second, first]);
        (await FindAsync(_api.Platform, Forms.NameOf(form), Forms.IdNumberOf(form).ToLowerInvariant())).ShouldBe([second, first]);
    }

    [Fact]
    public async Task A_wrong_name_finds_nothing_and_neither_does_a_member_of_the_household()
    {
        var form = Forms.For(Items.Medical);
        await _api.FileAsync(form);
        (await FindAsync(_api.Platform, "王示例", Forms.IdNumberOf(form))).ShouldBeEmpty();
        (await FindAsync(_api.Platform, Forms.NameOf(form), Forms.IdNumber())).ShouldBeEmpty();
        var spouse = form["household"]![0]!;
        (await FindAsync(_api.Platform, (string)spouse["name"]!, (string)spouse["idNumber"]!)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_window_finds_the_cases_of_its_division_only()
    {
        var own = _api.Keys.WindowDivision;
        var form = Forms.For(Items.Medical).In(own);
        var here = await _api.FileAsync(form);
        var elsewhere = form.Copy().In(own == "640105" ? "640106" : "640105").With("externalReference", "T-" + Guid.NewGuid());
        var there = await _api.FileAsync(elsewhere);
        (await FindAsync(_api.Window, Forms.NameOf(form), Forms.IdNumberOf(form))).ShouldBe([here]);
        (await FindAsync(_api.Platform, Forms.NameOf(form), Forms.IdNumberOf(form))).ShouldBe([there, here]);
    }

    [Fact]
    public async Task Wrong_questions_are_told_all_at_once()
    {
        var body = new JsonObject { ["idNumber"] = "1", ["phone"] = "2" };
        (await _api.Platform.PostAsync("applications/search", body)).ExpectFaults().ShouldBe(
            ["/idNumber id-number-invalid", "/name required", "/phone unknown-field"]);
    }

    private static async Task<string[]> FindAsync(Caller caller, string name, string idNumber) =>
        (await caller.PostAsync("applications/search", new JsonObject { ["name"] = name, ["idNumber"] = idNumber }))
            .Expect(200)["cases"].Texts("caseId");
}
