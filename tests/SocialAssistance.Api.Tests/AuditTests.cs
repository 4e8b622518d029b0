using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>The trail as the auditor reads it: every write, every showing, every refusal, and nothing of anybody.</summary>
public sealed class AuditTests(ApiFixture fixture)
{
    private readonly Target _api = fixture.Api;

    private Caller Auditor => _api.As("auditor");

    [Fact]
    public async Task Every_write_and_every_showing_of_a_case_is_recorded()
    {
        var form = Forms.For(Items.Medical);
        var caseId = await _api.DispatchAsync(form);
        var task = await _api.TaskAsync(caseId, Items.Medical);
        var materialId = (string)task["materials"]![0]!["materialId"]!;
        (await _api.Department("medical-insurance").GetAsync($"{CaseSteps.TaskPath(caseId, Items.Medical)}/materials/{materialId}")).Status.ShouldBe(200);
        (await _api.SayAsync(caseId, Items.Medical, Events.Denied())).Expect(200);
        await _api.ProgressAsync(caseId);

        var records = await RecordsAsync($"caseId={caseId}");
        records.ShouldAllBe(r => (string)r["outcome"]! == "done" && (string)r["caseId"]! == caseId);
        foreach (var (action, role, subject, purpose) in new[]
        {
            ("application-submitted", "platform", null, "file-application"),
            ("material-filed", "platform", materialId, "follow-application"),
            ("get-task", "department", Items.Medical, "decide-item"),
            ("get-task-material", "department", materialId, "decide-item"),
            ("item-decided", "department", Items.Medical, "decide-item"),
            ("get-application", "platform", null, "follow-application"),
        })
        {
            var record = records.First(r => (string)r["action"]! == action);
            ((string)record["role"]!).ShouldBe(role, action);
            ((string?)record["subject"]).ShouldBe(subject, action);
            ((string?)record["purpose"]).ShouldBe(purpose, action);
            record["fields"]!.AsArray().ShouldNotBeEmpty(action);
        }

        var written = records.Select(r => (long?)r["caseVersion"]).OfType<long>().Reverse().ToArray();
        written.ShouldBe(Enumerable.Range(1, written.Length).Select(v => (long)v), "each version of the case is written once");
    }

    [Fact]
    public async Task A_record_tells_facts_shown_masked_from_facts_shown_in_full()
    {
        var caseId = await _api.DispatchAsync(Items.Veteran);
        await _api.TaskAsync(caseId, Items.Veteran);
        var fields = (await RecordsAsync($"caseId={caseId}&action=get-task")).ShouldHaveSingleItem()["fields"].Texts().ToArray();
        fields.ShouldContain("applicant.idNumber");
        fields.ShouldContain("household.idNumber:masked");
        fields.ShouldNotContain("household.idNumber");
        fields.ShouldNotContain("household.monthlyIncome");
        fields.ShouldNotContain("economy.income");
    }

    [Fact]
    public async Task The_trail_holds_nothing_of_anybody()
    {
        var form = Forms.For(Items.Medical);
        var caseId = await _api.DispatchAsync(form);
        await _api.TaskAsync(caseId, Items.Medical);
        (await _api.Platform.PostAsync("applications/search", new JsonObject { ["name"] = Forms.NameOf(form), ["idNumber"] = Forms.IdNumberOf(form) })).Expect(200);
        (await _api.Department("medical-insurance").PostAsync(
            "register/comparisons", new JsonObject { ["people"] = new JsonArray(new JsonObject { ["idNumber"] = Forms.IdNumberOf(form) }) })).Expect(200);
        var all = string.Concat((await RecordsAsync("")).Select(r => r.ToJsonString()));
        all.ShouldContain(caseId);
        all.ShouldContain("compare-people");
        all.ShouldNotContain(Forms.IdNumberOf(form));
        all.ShouldNotContain(form["applicant"]!["phone"]!.ToString());
        all.ShouldNotContain(Forms.NameOf(form));
    }

    [Fact]
    public async Task A_refusal_is_recorded_with_its_code()
    {
        var caseId = await _api.DispatchAsync(Items.Medical);
        (await _api.Department("education").GetAsync(CaseSteps.TaskPath(caseId, Items.Medical).Replace("medical-insurance", "education", StringComparison.Ordinal)))
            .ExpectProblem(404, "case-not-found");
        (await _api.As("supervisor").GetAsync($"applications/{caseId}")).ExpectProblem(403, "forbidden");
        var outcomes = (await RecordsAsync($"caseId={caseId}")).Select(r => $"{r["action"]} {r["role"]} {r["outcome"]}").ToArray();
        outcomes.ShouldContain("get-task department case-not-found");
        outcomes.ShouldContain("get-application supervisor forbidden");
    }

    [Fact]
    public async Task Pages_give_every_record_once_and_in_order()
    {
        var caseId = await _api.DispatchAsync(Items.Medical);
        await _api.TaskAsync(caseId, Items.Medical);
        var whole = (await RecordsAsync($"caseId={caseId}")).Select(Place).ToArray();
        var paged = (await RecordsAsync($"caseId={caseId}&pageSize=2")).Select(Place).ToArray();

        // Reading a case's trail stands in it, too: those are the newest.
        paged.TakeLast(whole.Length).ShouldBe(whole);
        paged.ShouldBeUnique();

        static string Place(JsonNode record) => $"{record["day"]} {record["number"]}";
    }

    [Fact]
    public async Task A_day_is_told_whole_and_a_day_without_records_is_not_there()
    {
        await _api.DispatchAsync(Items.Medical);
        var last = (await RecordsAsync("pageSize=1", pages: 1))[0];
        var day = (await Auditor.GetAsync($"audit/days/{last["day"]}")).Expect(200);
        ((bool)day["whole"]!).ShouldBeTrue();
        ((long)day["count"]!).ShouldBeGreaterThanOrEqualTo((long)last["number"]!);
        ((string)day["head"]!).ShouldNotBeEmpty();
        (await Auditor.GetAsync("audit/days/1999-01-01")).ExpectProblem(404, "not-found");
        (await Auditor.GetAsync("audit/days/today")).ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task Every_fault_of_a_question_is_named()
    {
        var errors = (await Auditor.GetAsync("audit/records?from=2026-13-01&to=soon&caseId=x&pageSize=0"))
            .ExpectProblem(422, "invalid-input")["errors"]!.AsObject();
        errors.Select(e => e.Key).ShouldBe(["/from", "/to", "/caseId", "/pageSize"], ignoreOrder: true);
        (await Auditor.GetAsync("audit/records?continuation=nonsense")).ExpectProblem(422, "invalid-input");
    }

    /// <summary>The records of a question, page by page, the newest first.</summary>
    private async Task<List<JsonNode>> RecordsAsync(string query, int pages = 1000)
    {
        var records = new List<JsonNode>();
        for (var continuation = ""; pages > 0; pages--)
        {
            var page = (await Auditor.GetAsync($"audit/records?{query}{continuation}")).Expect(200);
            records.AddRange(page["records"]!.AsArray().Select(r => r!));
            if ((string?)page["continuation"] is not { } next)
            {
                break;
            }

            continuation = "&continuation=" + Uri.EscapeDataString(next);
        }

        return records;
    }
}
