using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Api.Tests.Access;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Guide;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>The register of recognised people: fed in bulk, asked in bulk.</summary>
public sealed class RegisterTests(ApiFixture fixture)
{
    private readonly Target _api = fixture.Api;
    private readonly Caller _civilAffairs = fixture.Api.Department("civil-affairs");

    [Fact]
    public async Task What_is_fed_is_found_by_those_who_compare_and_no_more_of_it()
    {
        var known = Forms.IdNumber();
        (await FeedAsync(_civilAffairs, Entry(known, Items.Edge))).ShouldBe(["recorded"]);
        var answer = (await CompareAsync(known, Forms.IdNumber())).Expect(200);
        var people = answer["people"]!.AsArray();
        var match = people[0]!["matches"]!.AsArray().Single()!.AsObject();
        match.Select(m => m.Key).ShouldBe(["category", "name", "division", "validFrom", "validTo"]);
        ((string)match["name"]!).ShouldBe("低保边缘家庭认定");
        people[1]!["matches"]!.AsArray().ShouldBeEmpty();
        answer["comparedAt"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Fed_again_it_is_replaced_and_a_day_in_the_past_takes_it_back()
    {
        var known = Forms.IdNumber();
        var entry = Entry(known, Items.Edge);
        await FeedAsync(_civilAffairs, entry);
        await FeedAsync(_civilAffairs, entry.Copy());
        (await MatchesAsync(known)).ShouldBe([Items.Edge]);
        await FeedAsync(_civilAffairs, entry.Copy().With("validTo", "2026-01-02"));
        (await MatchesAsync(known)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_county_touches_neither_what_another_has_fed_nor_what_a_case_has_said()
    {
        var (here, elsewhere) = (fixture.Host.Api.WithKey(TestKeys.Of("civil-affairs here")), fixture.Host.Api.WithKey(TestKeys.Of("civil-affairs elsewhere")));
        var known = Forms.IdNumber();
        var entry = Entry(known, Items.Edge);
        (await FeedAsync(here, entry)).ShouldBe(["recorded"]);
        (await FeedAsync(elsewhere, entry.Copy())).ShouldBe(["rejected"]);
        (await FeedAsync(elsewhere, entry.Copy().With("division", TestKeys.OtherCounty).With("validTo", "2026-01-02"))).ShouldBe(["recorded"]);
        (await MatchesAsync(known)).ShouldBe([Items.Edge]);

        var form = Forms.For(Items.Edge).In(TestKeys.County);
        var caseId = await _api.DispatchAsync(form);
        await _api.SayAsync(caseId, Items.Edge, Events.Granted());
        await Poll.UntilAsync(async () => (await MatchesAsync(Forms.IdNumberOf(form))).Length == 1, "the recognition is in the register");
        (await FeedAsync(here, Entry(Forms.IdNumberOf(form), Items.Edge).With("documentNumber", caseId).With("validTo", "2026-01-02"))).ShouldBe(["recorded"]);
        (await MatchesAsync(Forms.IdNumberOf(form))).ShouldBe([Items.Edge]);
    }

    [Fact]
    public async Task Each_entry_is_judged_by_itself()
    {
        var known = Forms.IdNumber();
        var wrong = Entry(Forms.IdNumber(), Items.Edge).With("idNumber", "1").With("division", "640000").With("horses", 1).With("validTo", "2025-01-01");
        var body = new JsonObject { ["entries"] = new JsonArray(wrong, Entry(known, Items.Edge), 12, Entry(Forms.IdNumber(), Items.Monitoring)) };
        var results = (await _civilAffairs.PutAsync("register/recognitions", body)).Expect(200)["results"]!.AsArray();
        results.Texts("status").ShouldBe(["rejected", "recorded", "rejected", "rejected"]);
        Reply.FaultsOf(results[0]!["errors"]).ShouldBe(
            ["/division division-unknown", "/horses unknown-field", "/idNumber id-number-invalid", "/validTo period-reversed"]);
        Reply.FaultsOf(results[2]!["errors"]).ShouldBe([" wrong-type"]);
        var numbered = Entry(Forms.IdNumber(), Items.Edge).With("documentNumber", "示认" + known + "号");
        Reply.FaultsOf((await _civilAffairs.PutAsync("register/recognitions", new JsonObject { ["entries"] = new JsonArray(numbered) }))
            .Expect(200)["results"]![0]!["errors"]).ShouldBe(["/documentNumber holds-personal-number"]);

        // Agriculture recognises it: civil affairs cannot.
        Reply.FaultsOf(results[3]!["errors"]).ShouldBe(["/category unknown-code"]);
        (await MatchesAsync(known)).ShouldBe([Items.Edge]);
    }

    [Fact]
    public async Task Who_recognises_nothing_feeds_nothing()
    {
        var body = new JsonObject { ["entries"] = new JsonArray(Entry(Forms.IdNumber(), Items.Edge)) };
        (await _api.Department("education").PutAsync("register/recognitions", body)).ExpectProblem(403, "forbidden");
    }

    [Fact]
    public async Task Who_neither_recognises_nor_compares_asks_nothing()
    {
        using var folder = new TemporaryFolder();
        var guide = Directory.CreateDirectory(Path.Combine(folder.Path, "guide"));
        foreach (var file in Directory.GetFiles(GuideLoader.DefaultFolder))
        {
            File.Copy(file, Path.Combine(guide.FullName, Path.GetFileName(file)));
        }

        var items = Path.Combine(guide.FullName, "items.json");
        var root = JsonNode.Parse(await File.ReadAllTextAsync(items, TestContext.Current.CancellationToken))!;
        root["items"]!.AsArray().Single(i => (string)i!["code"]! == Items.Veteran)!["needsComparison"] = false;
        await File.WriteAllTextAsync(items, root.ToJsonString(), TestContext.Current.CancellationToken);
        await using var host = await TestHost.StartAsync(
            Path.Combine(folder.Path, "data"), fixture.OwnStorage, SampleCases.Now, settings: [("Guide:Folder", guide.FullName)]);
        var people = new JsonObject { ["people"] = new JsonArray(new JsonObject { ["idNumber"] = Forms.IdNumber() }) };
        (await host.Api.Department("veterans-affairs").PostAsync("register/comparisons", people.DeepClone())).ExpectProblem(403, "forbidden");
        (await host.Api.Department("civil-affairs").PostAsync("register/comparisons", people.DeepClone())).Expect(200);
        (await host.Api.Department("education").PostAsync("register/comparisons", people)).Expect(200);
    }

    [Fact]
    public async Task A_feed_and_a_question_have_their_limits()
    {
        (await _civilAffairs.PutAsync("register/recognitions", new JsonObject())).ExpectFaults().ShouldBe(["/entries required"]);
        var many = new JsonObject { ["entries"] = new JsonArray([.. Enumerable.Repeat(0, 501).Select(n => JsonValue.Create(n))]) };
        (await _civilAffairs.PutAsync("register/recognitions", many)).ExpectFaults().ShouldBe(["/entries too-many"]);
        (await CompareAsync([.. Enumerable.Repeat(Forms.IdNumber(), 201)])).ExpectFaults().ShouldBe(["/people too-many"]);
        (await CompareAsync("1", "2")).ExpectFaults().ShouldBe(["/people/0/idNumber id-number-invalid", "/people/1/idNumber id-number-invalid"]);
    }

    private static JsonObject Entry(string idNumber, string category) => new()
    {
        ["category"] = category,
        ["name"] = "李示例",
        ["idNumber"] = idNumber,
        ["documentNumber"] = "示认〔2026〕" + Guid.NewGuid().ToString("N")[..8],
        ["division"] = "640104",
        ["validFrom"] = "2026-01-01",
        ["validTo"] = "2999-12-31",
    };

    private static async Task<string[]> FeedAsync(Caller caller, JsonObject entry) =>
        (await caller.PutAsync("register/recognitions", new JsonObject { ["entries"] = new JsonArray(entry) })).Expect(200)["results"].Texts("status");

    private async Task<string[]> MatchesAsync(string idNumber) => (await CompareAsync(idNumber)).Expect(200)["people"]![0]!["matches"].Texts("category");

    private Task<Reply> CompareAsync(params string[] idNumbers) => _api.Department("medical-insurance").PostAsync("register/comparisons", new JsonObject
    {
        ["people"] = new JsonArray([.. idNumbers.Select(n => new JsonObject { ["idNumber"] = n })]),
    });
}
