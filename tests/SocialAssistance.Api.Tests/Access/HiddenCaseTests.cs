using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests.Access;

/// <summary>Whoever may not know of a case is answered just as for a number that was never given out.</summary>
public sealed class HiddenCaseTests(ApiFixture fixture)
{
    private const string NeverGivenOut = "20260803-640104-000000000000";

    private readonly Target _api = fixture.Host.Api;

    [Theory]
    [InlineData("window elsewhere")]
    public async Task A_window_learns_nothing_of_another_divisions_case(string window)
    {
        var (caseId, _) = await CaseAsync();
        var caller = Key(window);
        await SameAsync(caseId, id => caller.GetAsync($"applications/{id}"));
        await SameAsync(caseId, id => caller.GetAsync($"applications/{id}/timeline"));
        await SameAsync(caseId, id => caller.PostAsync($"applications/{id}/withdrawal"));
        await SameAsync(caseId, id => caller.PostAsync($"applications/{id}/withdrawal", new JsonObject { ["items"] = new JsonArray("nothing") }));
        await SameAsync(caseId, id => caller.PostAsync($"applications/{id}/corrections", Correction()));
        await SameAsync(caseId, id => caller.PostAsync($"applications/{id}/corrections", new JsonObject { ["horses"] = 1 }));
        await SameAsync(caseId, id => caller.UploadAsync(id, "identity-document", CaseSteps.Scan()));

        // Not even what is wrong with the upload is told: it is not read.
        await SameAsync(caseId, id => caller.UploadAsync(id, "nothing", new byte[21 * 1024 * 1024]));
        (await _api.ProgressAsync(caseId))["status"]!.ToString().ShouldBe("in-progress");
    }

    [Theory]
    [InlineData("civil-affairs elsewhere", "civil-affairs", Items.Temporary)]
    [InlineData("education here", "education", Items.StudentLoan)]
    [InlineData("education here", "education", Items.Temporary)]
    public async Task A_department_learns_nothing_of_a_case_elsewhere_or_without_an_item_of_its_own(string key, string department, string item)
    {
        var (caseId, materialId) = await CaseAsync();
        var caller = Key(key);
        var said = Events.Accepted();
        await SameAsync(caseId, id => caller.GetAsync($"departments/{department}/tasks/{id}/{item}"));
        await SameAsync(caseId, id => caller.GetAsync($"departments/{department}/tasks/{id}/{item}/materials/{materialId}"));
        await SameAsync(caseId, id => caller.PostAsync($"departments/{department}/tasks/{id}/{item}/events", said.DeepClone()));
        var (hidden, unknown) = (await BatchAsync(caseId), await BatchAsync(NeverGivenOut));
        hidden.ShouldBe(unknown);
        hidden.ShouldContain("case-not-found");

        async Task<string> BatchAsync(string id) => (await caller.PostAsync(
            $"departments/{department}/events",
            new JsonObject { ["events"] = new JsonArray(said.DeepClone().AsObject().With("caseId", id).With("item", item)) })).Expect(200).ToJsonString();
    }

    [Fact]
    public async Task Whoever_is_bound_to_a_division_without_having_to_be_learns_nothing_of_others_either()
    {
        var (caseId, _) = await CaseAsync();
        var bound = Key("operator bound elsewhere");
        await SameAsync(caseId, id => bound.PostAsync("retention/holds", new JsonObject { ["caseId"] = id, ["holdId"] = "h1", ["reason"] = "lawsuit" }));
        await SameAsync(caseId, id => bound.PostAsync("retention/holds/release", new JsonObject { ["caseId"] = id, ["holdId"] = "h1" }));
        (await Key("operator here").GetAsync("supervision/tasks")).Expect(200)["tasks"]!.AsArray().ShouldNotBeEmpty();
        foreach (var query in new[] { "", "?division=640000", "?division=" + TestKeys.County })
        {
            foreach (var caller in new[] { bound, Key("supervisor bound elsewhere") })
            {
                (await caller.GetAsync("supervision/tasks" + query)).Expect(200)["tasks"].Texts("division").ShouldAllBe(d => d == TestKeys.OtherCounty);
            }
        }
    }

    [Fact]
    public async Task Of_a_case_that_waits_for_materials_no_department_knows()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Temporary).In(TestKeys.County));
        await SameAsync(caseId, id => Key("civil-affairs here").GetAsync($"departments/civil-affairs/tasks/{id}/{Items.Temporary}"));
    }

    [Fact]
    public async Task Of_a_case_it_knows_another_departments_item_is_forbidden()
    {
        var caseId = await _api.DispatchAsync(Forms.For(Items.Temporary, Items.Medical).In(TestKeys.County));
        (await Key("civil-affairs here").GetAsync($"departments/civil-affairs/tasks/{caseId}/{Items.Medical}")).ExpectProblem(403, "item-of-other-department");
        (await Key("civil-affairs here").PostAsync($"departments/civil-affairs/tasks/{caseId}/{Items.Medical}/events", Events.Accepted()))
            .ExpectProblem(403, "item-of-other-department");
    }

    [Fact]
    public async Task Whether_a_case_has_another_departments_item_nobody_learns_from_the_refusal()
    {
        var caseId = await _api.DispatchAsync(Forms.For(Items.Temporary, Items.Medical).In(TestKeys.County));
        var key = Key("civil-affairs here");
        foreach (var ask in new Func<string, Task<Reply>>[]
        {
            item => key.GetAsync($"departments/civil-affairs/tasks/{caseId}/{item}"),
            item => key.GetAsync($"departments/civil-affairs/tasks/{caseId}/{item}/materials/m"),
            item => key.PostAsync($"departments/civil-affairs/tasks/{caseId}/{item}/events", Events.Accepted()),
        })
        {
            var (there, absent) = (await ask(Items.Medical), await ask(Items.Housing));
            there.ExpectProblem(403, "item-of-other-department");
            absent.ExpectProblem(403, "item-of-other-department");
            absent.Text.ShouldBe(there.Text);
            (await ask(Items.Edge)).ExpectProblem(404, "item-not-found");
            (await ask("nothing")).ExpectProblem(404, "item-not-found");
        }
    }

    [Fact]
    public async Task A_search_finds_what_one_may_know_of_only()
    {
        var form = Forms.For(Items.Temporary).In(TestKeys.County);
        await _api.FileAsync(form);
        var person = new JsonObject { ["name"] = Forms.NameOf(form), ["idNumber"] = Forms.IdNumberOf(form) };
        (await Key("window here").PostAsync("applications/search", person.DeepClone())).Expect(200)["cases"]!.AsArray().Count.ShouldBe(1);
        var elsewhere = await Key("window elsewhere").PostAsync("applications/search", person);
        var nobody = await Key("window elsewhere").PostAsync("applications/search", new JsonObject { ["name"] = "无此人", ["idNumber"] = Forms.IdNumber() });
        elsewhere.Expect(200).ToJsonString().ShouldBe(nobody.Expect(200).ToJsonString());
    }

    private static JsonObject Correction() => new()
    {
        ["correctionId"] = "c1",
        ["reason"] = "换了手机号",
        ["fields"] = new JsonObject { ["/applicant/phone"] = "13900000001" },
    };

    private Caller Key(string name) => _api.WithKey(TestKeys.Of(name));

    private async Task<(string CaseId, string MaterialId)> CaseAsync()
    {
        var caseId = await _api.DispatchAsync(Forms.For(Items.Temporary).In(TestKeys.County));
        return (caseId, (string)(await _api.ProgressAsync(caseId))["materials"]![0]!["materialId"]!);
    }

    private static async Task SameAsync(string caseId, Func<string, Task<Reply>> ask)
    {
        var (hidden, unknown) = (await ask(caseId), await ask(NeverGivenOut));
        hidden.ExpectProblem(404, "case-not-found");
        Encoding.UTF8.GetString(hidden.Bytes).ShouldBe(Encoding.UTF8.GetString(unknown.Bytes));
        Names(hidden).ShouldBe(Names(unknown));
        unknown.Status.ShouldBe(404);
    }

    private static string[] Names(Reply reply) => [.. reply.Headers.Select(h => h.Key).Order(StringComparer.Ordinal)];
}
