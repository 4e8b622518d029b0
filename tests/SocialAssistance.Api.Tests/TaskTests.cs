using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Testing.Scans;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>What a department is shown of an item: what the item needs, and nothing else.</summary>
public sealed class TaskTests(ApiFixture fixture)
{
    private readonly Target _api = fixture.Api;

    [Fact]
    public async Task A_task_shows_the_facts_that_its_item_needs()
    {
        var form = Forms.For(Items.Medical, Items.Veteran, Items.Employment, Items.Housing);
        var caseId = await _api.DispatchAsync(form);
        var guide = (await _api.Anyone.GetAsync("guide")).Expect(200)["items"]!.AsArray();
        foreach (var item in new[] { Items.Medical, Items.Veteran, Items.Employment, Items.Housing })
        {
            var task = await _api.TaskAsync(caseId, item);
            var rule = guide.Single(i => (string)i!["code"]! == item)!;
            var facts = rule["facts"] is { } named ? named.Texts() : [];
            (task["household"] is not null).ShouldBe(facts.Contains("household"), item);
            (task["economy"] is not null).ShouldBe(facts.Contains("economy"), item);
            task["section"]!.ToJsonString().ShouldBe(form[(string)rule["section"]!]!.ToJsonString());
            task["applicant"]!.ToJsonString().ShouldBe(form["applicant"]!.ToJsonString());
            var member = task["household"]![0]!;
            var filed = form["household"]![0]!;
            var identity = facts.Contains("household-identity");
            ((string)member["name"]! == (string)filed["name"]!).ShouldBe(identity, item);
            ((string)member["idNumber"]!).ShouldBe(identity ? (string)filed["idNumber"]! : Masked((string)filed["idNumber"]!), item);
            (member["monthlyIncome"] is not null).ShouldBe(facts.Contains("household-circumstances"), item);
            task["masked"].Texts().ShouldBe(identity ? [] : ["household.name", "household.idNumber"], item);
        }

        // Not every item needs everything: the rule has something to hide.
        guide.Select(i => i!["facts"]?.AsArray().Count ?? 0).Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_task_shows_the_scans_of_its_item_and_no_others()
    {
        var caseId = await _api.DispatchAsync(Items.Medical, Items.Housing);
        (await _api.TaskAsync(caseId, Items.Medical))["materials"].Texts("material").ShouldBe(["identity-document"]);
        var housing = (await _api.TaskAsync(caseId, Items.Housing))["materials"]!.AsArray();
        housing.Texts("material").ShouldBe(["identity-document", "marital-status-proof", "family-property-proof"]);
        var marriage = (string)housing[1]!["materialId"]!;
        (await _api.Department("medical-insurance").GetAsync($"{CaseSteps.TaskPath(caseId, Items.Medical)}/materials/{marriage}"))
            .ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task A_scan_is_downloaded_as_it_was_handed_in()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        var scan = SampleScans.Pdf(300_000);
        var uploaded = (await _api.Platform.UploadAsync(caseId, "identity-document", scan, "欧阳的身份 证.doc")).Expect(202);
        ((string)uploaded["fileName"]!).ShouldBe("欧阳的身份 证.doc");
        var materialId = (string)uploaded["materialId"]!;
        var reply = await _api.Department("medical-insurance").GetAsync($"{CaseSteps.TaskPath(caseId, Items.Medical)}/materials/{materialId}");
        reply.Status.ShouldBe(200);
        reply.Bytes.ShouldBe(scan);
        reply.ContentHeaders.ContentType!.MediaType.ShouldBe("application/pdf");
        reply.ContentHeaders.ContentDisposition!.DispositionType.ShouldBe("attachment");
        reply.ContentHeaders.ContentDisposition.FileNameStar.ShouldBe("居民身份证或居民户口簿-1.pdf");
        reply.ContentHeaders.ToString().ShouldNotContain(Uri.EscapeDataString("欧阳"));
        reply.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (await _api.Department("medical-insurance").GetAsync($"{CaseSteps.TaskPath(caseId, Items.Medical)}/materials/nothing"))
            .ExpectProblem(404, "not-found");
    }

    [Fact]
    public async Task A_department_is_not_shown_what_a_family_called_its_files()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        foreach (var (scan, name) in new[] { (SampleScans.Pdf(20_000), "欧阳.pdf"), (SampleScans.Jpeg(20_000), "司马.jpg") })
        {
            (await _api.Platform.UploadAsync(caseId, "identity-document", scan, name)).Expect(202);
        }

        (await _api.ProgressAsync(caseId))["materials"].Texts("fileName").ShouldBe(["欧阳.pdf", "司马.jpg"]);
        (await _api.TaskAsync(caseId, Items.Medical))["materials"].Texts("fileName")
            .ShouldBe(["居民身份证或居民户口簿-1.pdf", "居民身份证或居民户口簿-2.jpg"]);
    }

    [Fact]
    public async Task A_supplement_suspends_the_item_until_the_answer_is_handed_in()
    {
        var caseId = await _api.DispatchAsync(Items.Medical);
        (await _api.SayAsync(caseId, Items.Medical, Events.Accepted())).Expect(200);
        (await _api.SayAsync(caseId, Items.Medical, Events.Supplement("2999-01-01", "other"))).Expect(200);
        var waiting = (await _api.ProgressAsync(caseId)).Item(Items.Medical);
        ((string)waiting["status"]!).ShouldBe("supplement-requested");
        ((bool)waiting["suspended"]!).ShouldBeTrue();
        waiting["dueOn"].ShouldBeNull();
        ((string)waiting["actionRequired"]!["message"]!).ShouldBe("请补交材料");
        waiting["actionRequired"]!["materials"].Texts().ShouldBe(["other"]);
        ((string)waiting["actionRequired"]!["answerBy"]!).ShouldStartWith("2999-01-01T23:59:59");

        (await _api.Platform.UploadAsync(caseId, "other", CaseSteps.Scan())).Expect(202);
        var answered = (await _api.ProgressAsync(caseId)).Item(Items.Medical);
        ((string)answered["status"]!).ShouldBe("accepted");
        answered["actionRequired"].ShouldBeNull();
        answered["dueOn"].ShouldNotBeNull();
        var task = await _api.TaskAsync(caseId, Items.Medical);
        task["supplements"]![0]!["answeredAt"].ShouldNotBeNull();
        task["materials"].Texts("material").ShouldContain("other");
    }

    [Fact]
    public async Task A_revision_keeps_both_decisions()
    {
        var caseId = await _api.DispatchAsync(Items.Medical);
        (await _api.SayAsync(caseId, Items.Medical, Events.Denied())).Expect(200);
        (await _api.SayAsync(caseId, Items.Medical, Events.Revised(Events.Grant("示救〔2026〕3号")))).Expect(200);
        var item = (await _api.ProgressAsync(caseId)).Item(Items.Medical);
        ((string)item["status"]!).ShouldBe("granted");
        ((string)item["decision"]!["documentNumber"]!).ShouldBe("示救〔2026〕3号");
        var entries = (await _api.Platform.GetAsync($"applications/{caseId}/timeline")).Expect(200)["entries"]!.AsArray();
        entries.Where(e => e!["decision"] is not null).Select(e => ((string)e!["kind"]!, (string)e["decision"]!["outcome"]!))
            .ShouldBe([("decided", "denied"), ("decision-revised", "granted")]);
    }

    private static string Masked(string idNumber) => idNumber[..3] + "***********" + idNumber[^4..];
}
