using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>Recognitions reach those who depend on them (三(一), 三(二)).</summary>
public sealed class SharingTests(ApiFixture fixture)
{
    private readonly Target _api = fixture.Api;

    [Fact]
    public async Task A_recognition_reaches_every_dependent_item_of_the_case()
    {
        var caseId = await _api.DispatchAsync(Items.Allowance, Items.Medical, Items.Employment);
        (await MatchesAsync(caseId, Items.Medical)).ShouldBeEmpty();
        (await _api.SayAsync(caseId, Items.Allowance, Events.Granted())).Expect(200);
        foreach (var item in new[] { Items.Medical, Items.Employment })
        {
            var match = (await MatchesAsync(caseId, item)).Single()!;
            ((string)match["category"]!).ShouldBe(Items.Allowance);
            ((string)match["name"]!).ShouldBe("最低生活保障");
            match["persons"].Texts().ShouldBe(["applicant", "household/0", "household/1"]);
            ((string)match["validTo"]!).ShouldBe("2027-07-31");
            match.AsObject().ContainsKey("documentNumber").ShouldBeFalse();

            // The document is for the two who tell each other theirs, and for nobody else.
            (await _api.TaskAsync(caseId, item)).ToJsonString().ShouldNotContain("\"sharedRecognitions\":[{");
        }

        (await _api.ProgressAsync(caseId)).Item(Items.Allowance)["comparison"].ShouldBeNull();
    }

    [Fact]
    public async Task A_denied_recognition_reaches_nobody()
    {
        var caseId = await _api.DispatchAsync(Items.Allowance, Items.Medical);
        (await _api.SayAsync(caseId, Items.Allowance, Events.Denied())).Expect(200);
        (await MatchesAsync(caseId, Items.Medical)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_recognition_taken_back_is_taken_out()
    {
        var caseId = await _api.DispatchAsync(Items.Allowance, Items.Medical);
        (await _api.SayAsync(caseId, Items.Allowance, Events.Granted())).Expect(200);
        (await _api.SayAsync(caseId, Items.Allowance, Events.Revised(Events.Denial()))).Expect(200);
        (await MatchesAsync(caseId, Items.Medical)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Civil_affairs_and_agriculture_show_each_other_theirs()
    {
        var caseId = await _api.DispatchAsync(Items.Allowance, Items.Edge, Items.Monitoring);
        (await _api.SayAsync(caseId, Items.Allowance, Events.Granted())).Expect(200);
        (await _api.TaskAsync(caseId, Items.Monitoring))["sharedRecognitions"].Texts("category").ShouldBe([Items.Allowance]);
        (await _api.SayAsync(caseId, Items.Monitoring, Events.Granted())).Expect(200);
        (await _api.TaskAsync(caseId, Items.Edge))["sharedRecognitions"].Texts("category").ShouldBe([Items.Monitoring]);
    }

    [Fact]
    public async Task What_one_case_recognised_another_case_finds_when_it_is_dispatched()
    {
        var form = Forms.For(Items.Allowance);
        var first = await _api.DispatchAsync(form);
        (await _api.SayAsync(first, Items.Allowance, Events.Granted())).Expect(200);
        var people = new JsonObject { ["people"] = new JsonArray(new JsonObject { ["idNumber"] = Forms.IdNumberOf(form) }) };

        // The register is written after the decision was answered.
        await Poll.UntilAsync(
            async () => (await _api.Department("medical-insurance").PostAsync("register/comparisons", people.Copy()))
                .Expect(200)["people"]![0]!["matches"]!.AsArray().Count == 1,
            "the recognition is in the register");

        var second = form.Copy();
        second["items"] = new JsonArray(Items.Temporary, Items.Employment);
        second["externalReference"] = "T-" + Guid.NewGuid();
        second["temporary"] = new JsonObject { ["reason"] = "突发困难" };
        second["employment"] = new JsonObject { ["unemployedSince"] = "2026-01-01" };
        var caseId = await _api.DispatchAsync(second);
        (await MatchesAsync(caseId, Items.Employment)).Texts("category").ShouldBe([Items.Allowance]);
        ((string)(await _api.TaskAsync(caseId, Items.Employment))["task"]!["comparison"]!["matches"]![0]!["category"]!).ShouldBe(Items.Allowance);
    }

    private async Task<JsonArray> MatchesAsync(string caseId, string item) =>
        (await _api.ProgressAsync(caseId)).Item(item)["comparison"]!["matches"]!.AsArray();
}
