using System.Text.Encodings.Web;
using System.Text.Json;
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
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
        records.SelectMany(r => r["fields"].Texts()).ShouldNotContain("unlisted");
        records.Single(r => (string)r["action"]! == "get-task-material")["fields"].Texts().ShouldBe(["materials.content"]);
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
    public async Task A_scan_that_the_case_has_already_is_told_as_it_was_and_that_is_recorded()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        var scan = CaseSteps.Scan();
        (await _api.Platform.UploadAsync(caseId, "other", scan, "first.png")).Expect(202);
        (await RecordsAsync($"caseId={caseId}&action=upload-material")).ShouldBeEmpty("a write is recorded with the write");

        var again = (await _api.Platform.UploadAsync(caseId, "other", scan, "second.png")).Expect(202);

        ((string)again["fileName"]!).ShouldBe("first.png");
        var record = (await RecordsAsync($"caseId={caseId}&action=upload-material")).ShouldHaveSingleItem();
        ((string)record["subject"]!).ShouldBe((string)again["materialId"]!);
        record["fields"].Texts().ShouldBe(["materials"]);
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
    public async Task A_record_of_a_task_names_what_the_answer_holds_and_nothing_more()
    {
        var caseId = await _api.DispatchAsync(Forms.For(Items.Medical, Items.Veteran, Items.Temporary, Items.Housing));
        foreach (var item in new[] { Items.Medical, Items.Veteran, Items.Temporary, Items.Housing })
        {
            var task = await _api.TaskAsync(caseId, item);
            var fields = (await RecordsAsync($"caseId={caseId}&action=get-task"))
                .Single(r => (string?)r["subject"] == item)["fields"].Texts();
            fields.Contains("applicant.address").ShouldBe(task["applicant"]!["address"] is not null, item);
            fields.Contains("materials").ShouldBe(task["materials"] is JsonArray { Count: > 0 }, item);
            fields.Any(f => f.StartsWith("household.", StringComparison.Ordinal)).ShouldBe(task["household"] is JsonArray { Count: > 0 }, item);
            fields.Any(f => f.StartsWith("economy.", StringComparison.Ordinal)).ShouldBe(task["economy"] is not null, item);
        }
    }

    [Fact]
    public async Task What_is_refused_among_many_events_is_recorded_by_itself()
    {
        var caseId = await _api.DispatchAsync(Items.Medical);
        (await _api.SayAsync(caseId, Items.Medical, Events.Denied())).Expect(200);
        var late = Events.Granted().With("caseId", caseId).With("item", Items.Medical);
        (await _api.Department("medical-insurance").PostAsync("departments/medical-insurance/events", new JsonObject { ["events"] = new JsonArray(late) })).Expect(200);
        (await RecordsAsync($"caseId={caseId}&action=post-events")).Select(r => (string)r["outcome"]!).ShouldBe(["item-closed"]);
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

        // Nor of what somebody takes for the number of a case, an item or a scan.
        var name = Uri.EscapeDataString(Forms.NameOf(form));
        (await _api.Platform.GetAsync("applications/" + name)).ExpectProblem(404, "case-not-found");
        (await _api.Department("medical-insurance").GetAsync($"departments/medical-insurance/tasks/{caseId}/{name}")).ExpectProblem(404, "item-not-found");
        (await _api.Department("medical-insurance").GetAsync($"{CaseSteps.TaskPath(caseId, Items.Medical)}/materials/{name}")).Status.ShouldBe(404);
        var all = string.Concat((await RecordsAsync("")).Select(r => JsonSerializer.Serialize(r, Unescaped)));
        all.ShouldContain(caseId);
        all.ShouldContain("compare-people");
        all.ShouldNotContain(Forms.IdNumberOf(form));
        all.ShouldNotContain(form["applicant"]!["phone"]!.ToString());
        all.ShouldNotContain(Forms.NameOf(form));
    }

    [Fact]
    public async Task What_the_answer_to_a_write_shows_besides_it_is_recorded_as_a_showing()
    {
        var caseId = await _api.DispatchAsync(Items.Medical, Items.Temporary);
        (await RecordsAsync($"caseId={caseId}&action=submit-application")).ShouldBeEmpty("a case that was just filed shows nothing that its filing does not name");
        (await _api.SayAsync(caseId, Items.Medical, Events.Denied())).Expect(200);
        var correction = new JsonObject
        {
            ["correctionId"] = "c1",
            ["reason"] = "登记有误",
            ["fields"] = new JsonObject { ["/applicant/phone"] = "13912345670" },
        };
        (await _api.Platform.PostAsync($"applications/{caseId}/corrections", correction)).Expect(200);
        (await _api.Platform.PostAsync($"applications/{caseId}/withdrawal", new JsonObject { ["items"] = new JsonArray(Items.Temporary) })).Expect(200);

        foreach (var (write, showing, purpose) in new[]
        {
            ("personal-data-corrected", "correct-personal-data", "correction-right"),
            ("withdrawal-requested", "withdraw-application", "follow-application"),
        })
        {
            (await RecordsAsync($"caseId={caseId}&action={write}")).ShouldHaveSingleItem()["fields"].Texts().ShouldNotContain("decision");
            var shown = (await RecordsAsync($"caseId={caseId}&action={showing}")).ShouldHaveSingleItem();
            shown["fields"].Texts().ShouldBe(["status", "comparison", "decision", "materials"]);
            shown["caseVersion"].ShouldBeNull();
            ((string)shown["purpose"]!).ShouldBe(purpose);
        }
    }

    [Fact]
    public async Task The_same_scan_again_shows_the_name_it_has_and_that_is_recorded()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Temporary));
        var scan = CaseSteps.Scan();
        var first = (await _api.Platform.UploadAsync(caseId, "identity-document", scan)).Expect(202);
        (await RecordsAsync($"caseId={caseId}&action=upload-material")).ShouldBeEmpty();

        (await _api.Platform.UploadAsync(caseId, "identity-document", scan)).Expect(202);

        var shown = (await RecordsAsync($"caseId={caseId}&action=upload-material")).ShouldHaveSingleItem();
        ((string)shown["subject"]!).ShouldBe((string)first["materialId"]!);
        shown["fields"].Texts().ShouldBe(["materials"]);
    }

    [Fact]
    public async Task Whom_a_question_was_about_is_recorded_where_no_case_tells()
    {
        var somebody = new JsonObject { ["name"] = "无名氏", ["idNumber"] = Forms.IdNumber() };
        var people = new JsonObject { ["people"] = new JsonArray(new JsonObject { ["idNumber"] = (string)somebody["idNumber"]! }) };
        (await _api.Department("medical-insurance").PostAsync("register/comparisons", people)).Expect(200);
        var person = await SubjectOfLastAsync("compare-people");

        (await _api.Platform.PostAsync("applications/search", somebody.DeepClone())).Expect(200);
        somebody["reason"] = "self";
        (await _api.Platform.PostAsync("privacy/exports", somebody)).Expect(200);

        (await SubjectOfLastAsync("search-applications")).ShouldBe(person);
        (await SubjectOfLastAsync("export-personal-data")).ShouldBe("self " + person);

        async Task<string> SubjectOfLastAsync(string action) => (string)(await RecordsAsync($"action={action}&pageSize=1", pages: 1))[0]["subject"]!;
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
        (await Auditor.GetAsync("audit/records?from=2026-08-04&to=2026-08-03")).ExpectFaults().ShouldBe(["/from out-of-range"]);
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
