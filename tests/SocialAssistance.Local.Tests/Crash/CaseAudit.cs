using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Guide;
using SocialAssistance.Local.Tests.Hosting;
using SocialAssistance.Testing.Samples;

namespace SocialAssistance.Local.Tests.Crash;

/// <summary>Holds what the host says of a case in the end against what it had answered on the way.</summary>
internal sealed class CaseAudit(HostClient host, CaseRecord record, CancellationToken cancellationToken)
{
    private static readonly string[] Ended = ["granted", "denied", "not-accepted", "withdrawn"];

    /// <summary>Looks at everything.</summary>
    public async Task RunAsync()
    {
        await IsThereOnceAsync();
        var progress = await GetAsync("platform", "applications/" + record.CaseId);
        IsComplete(progress);
        NamesEveryScan(progress);
        await ShowsEveryScanAsync(progress);
        await KeepsEveryDecisionAsync(progress);
        await AnswersTheSameAgainAsync();
    }

    /// <summary>Whether people of the case are in the register for what was granted, and for nothing else.</summary>
    public async Task IsInTheRegisterAsync(ServiceGuide guide)
    {
        var people = new JsonObject { ["people"] = new JsonArray(new JsonObject { ["idNumber"] = record.Form.Applicant.IdNumber.Value }) };
        var answer = (await host.PostAsync("medical-insurance", "register/comparisons", people, cancellationToken)).Expect(HttpStatusCode.OK).Json;
        var recognised = guide.Items
            .Where(i => i.Recognises)
            .Where(i => (string?)record.Decisions(i.Code).LastOrDefault()?.Body["decision"]!["outcome"] == "granted")
            .Select(i => i.Code);
        answer["people"]![0]!["matches"]!.AsArray().Select(m => (string)m!["category"]!).ShouldBe(recognised, ignoreOrder: true);
    }

    private async Task IsThereOnceAsync()
    {
        var applicant = new JsonObject { ["name"] = record.Form.Applicant.Name.Value, ["idNumber"] = record.Form.Applicant.IdNumber.Value };
        var found = (await host.PostAsync("platform", "applications/search", applicant, cancellationToken)).Expect(HttpStatusCode.OK).Json;
        var only = found["cases"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)only["caseId"]).ShouldBe(record.CaseId);
        ((string?)only["externalReference"]).ShouldBe(record.Form.ExternalReference!.Value);
    }

    private void IsComplete(JsonNode progress)
    {
        var items = progress["items"]!.AsArray();
        items.Count.ShouldBe(11);
        items.Select(i => (string)i!["status"]!).ShouldBeSubsetOf(Ended);
        ((string?)progress["status"]).ShouldBe(record.Withdrawn.Count == 11 ? "withdrawn" : "completed");
        items.Where(i => (string?)i!["status"] == "withdrawn").Select(i => (string)i!["item"]!).ShouldBe(record.Withdrawn, ignoreOrder: true);
    }

    private void NamesEveryScan(JsonNode progress)
    {
        var named = progress["materials"]!.AsArray().Where(m => (string?)m!["status"] == "accepted").ToLookup(m => (string)m!["material"]!);
        named.Sum(m => m.Count()).ShouldBe(record.Scans.Count + record.Incoming.Count);
        foreach (var scan in record.Scans)
        {
            named[scan.Material].ShouldContain(m => (string?)m!["materialId"] == scan.MaterialId);
        }
    }

    private async Task ShowsEveryScanAsync(JsonNode progress)
    {
        var places = new Dictionary<string, (string Department, string Path)>();
        foreach (var item in progress["items"]!.AsArray())
        {
            var department = (string)item!["department"]!;
            var task = $"departments/{department}/tasks/{record.CaseId}/{item["item"]}";
            foreach (var scan in (await GetAsync(department, task))["materials"]!.AsArray())
            {
                var id = (string)scan!["materialId"]!;
                places.TryAdd(id, (department, $"{task}/materials/{id}"));
            }
        }

        foreach (var scan in record.Scans)
        {
            var (department, path) = places[scan.MaterialId];
            var content = (await host.GetAsync(department, path, cancellationToken)).Expect(HttpStatusCode.OK).Content;
            content.AsSpan().SequenceEqual(scan.Content).ShouldBeTrue(path);
        }
    }

    private async Task KeepsEveryDecisionAsync(JsonNode progress)
    {
        var timeline = await GetAsync("platform", $"applications/{record.CaseId}/timeline");
        var kept = timeline["entries"]!.AsArray().Where(e => e!["decision"] is not null)
            .ToLookup(e => (string)e!["item"]!, e => (string?)e!["decision"]!["documentNumber"]);
        foreach (var item in progress["items"]!.AsArray())
        {
            var code = (string)item!["item"]!;
            var decided = record.Decisions(code).Select(d => d.DocumentNumber).ToArray();
            kept[code].ShouldBe(decided, $"the decisions of {record.CaseId}/{code} in the timeline");
            ((string?)item["decision"]?["documentNumber"]).ShouldBe(decided.LastOrDefault());
        }
    }

    private async Task AnswersTheSameAgainAsync()
    {
        var again = await host.PostAsync("platform", "applications", SampleForms.JsonObject(record.Form), record.Key, cancellationToken);
        ((string?)again.Expect(HttpStatusCode.OK).Json["caseId"]).ShouldBe(record.CaseId);
        foreach (var said in record.Events)
        {
            var path = $"departments/{said.Department}/tasks/{record.CaseId}/{said.Item}/events";
            var answer = await host.PostAsync(said.Department, path, said.Body, cancellationToken);
            answer.Expect(said.Status).Text.ShouldBe(said.Text);
        }
    }

    private async Task<JsonNode> GetAsync(string caller, string path) =>
        (await host.GetAsync(caller, path, cancellationToken)).Expect(HttpStatusCode.OK).Json;
}
