using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>One application for all eleven items on its way to the end.</summary>
public sealed class WholeCaseTests(ApiFixture fixture)
{
    private readonly Target _api = fixture.Api;

    [Fact]
    public async Task Eleven_items_of_seven_departments_end_one_by_one_and_with_the_last_the_case()
    {
        Assert.SkipWhen(!fixture.InSeason, "The student loan is out of season for the host.");
        var caseId = await _api.DispatchAsync(Forms.All());
        var dispatched = await _api.ProgressAsync(caseId);
        dispatched["items"]!.AsArray().Select(i => ((string)i!["item"]!, (string)i["department"]!)).ShouldBe(Items.Departments);
        dispatched["items"].Texts("status").ShouldAllBe(s => s == "dispatched");
        ((string)dispatched["acceptedAt"]!).ShouldStartWith($"{fixture.Today:yyyy-MM-dd}T");
        await EveryWorkListHasItsItemsAsync(caseId);

        foreach (var item in Items.All)
        {
            ((string)(await _api.SayAsync(caseId, item, Events.Accepted())).Expect(200)["status"]!).ShouldBe("accepted");
        }

        (await _api.SayAsync(caseId, Items.Housing, Events.Progressed())).Expect(200);
        foreach (var item in Items.All[..^1])
        {
            var said = item == Items.Temporary ? Events.Denied() : Events.Granted("示" + item);
            (await _api.SayAsync(caseId, item, said)).Expect(200);
            ((string)(await _api.ProgressAsync(caseId))["status"]!).ShouldBe("in-progress");
        }

        (await _api.SayAsync(caseId, Items.All[^1], Events.Granted())).Expect(200);
        var completed = await _api.ProgressAsync(caseId);
        ((string)completed["status"]!).ShouldBe("completed");
        ((string)completed["statusName"]!).ShouldBe("已办结");
        completed["closedAt"].ShouldNotBeNull();
        completed["expectedOn"].ShouldBeNull();
        completed["items"].Texts("status").ShouldBe(Items.All.Select(i => i == Items.Temporary ? "denied" : "granted"));
        TheDecisionIsAnswered(completed);
        await TheTimelineIsAnsweredAsync(caseId);
    }

    [Fact]
    public async Task Every_item_has_its_own_limit()
    {
        Assert.SkipUnless(fixture.Today == new DateOnly(2026, 8, 3), "The days are counted from 3 August 2026.");
        var progress = await _api.ProgressAsync(await _api.DispatchAsync(Forms.All()));

        // 2026: the Sunday 20 September is worked, 25 September is free, as are 1 to 7 October.
        Due(Items.Allowance).ShouldBe(("2026-09-14", 30));
        Due(Items.Monitoring).ShouldBe(("2026-08-18", 11));
        Due(Items.Temporary).ShouldBe(("2026-09-07", 25));
        Due(Items.Housing).ShouldBe(("2026-09-20", 35));
        Due(Items.Employment).ShouldBe(("2026-08-10", 5));
        progress.Item(Items.StudentLoan)["dueOn"].ShouldBeNull();
        ((string)progress["expectedOn"]!).ShouldBe("2026-09-20");
        progress["items"].Texts("light").ShouldAllBe(l => l == "green");

        (string, int) Due(string item) => ((string)progress.Item(item)["dueOn"]!, (int)progress.Item(item)["workingDaysLeft"]!);
    }

    private static void TheDecisionIsAnswered(JsonNode completed)
    {
        var granted = completed.Item(Items.Medical)["decision"]!;
        ((string)granted["outcome"]!).ShouldBe("granted");
        ((string)granted["documentNumber"]!).ShouldBe("示" + Items.Medical);
        var grant = granted["grants"]!.AsArray().Single()!;
        ((decimal)grant["amount"]!).ShouldBe(650.5m);
        ((string)grant["from"]!).ShouldBe("2026-08-01");
        ((string)grant["to"]!).ShouldBe("2027-07-31");
        var denied = completed.Item(Items.Temporary)["decision"]!;
        ((string)denied["outcomeName"]!).ShouldBe("不予通过");
        foreach (var name in new[] { "reason", "legalBasis", "remedy" })
        {
            ((string)denied[name]!).ShouldBe((string)Events.Denial()[name]!);
        }
    }

    private async Task EveryWorkListHasItsItemsAsync(string caseId)
    {
        foreach (var department in Items.Departments.GroupBy(d => d.Department, d => d.Item))
        {
            var tasks = await _api.WorkListAsync(department.Key, "division=640104");
            tasks.ShouldAllBe(t => (string)t["department"]! == department.Key);
            var own = tasks.Where(t => (string)t["caseId"]! == caseId).ToArray();
            own.Select(t => (string)t["item"]!).ShouldBe(department, ignoreOrder: true);
            own.ShouldAllBe(t => (string)t["divisionName"]! == "兴庆区" && (string)t["status"]! == "dispatched");
        }
    }

    private async Task TheTimelineIsAnsweredAsync(string caseId)
    {
        var entries = (await _api.Platform.GetAsync($"applications/{caseId}/timeline")).Expect(200)["entries"]!.AsArray();
        var kinds = entries.Texts("kind");
        kinds[^1].ShouldBe("case-closed");
        kinds.Count(k => k == "item-accepted").ShouldBe(11);
        kinds.Count(k => k == "decided").ShouldBe(11);
        kinds.Count(k => k == "recognition-shared").ShouldBe(5);
        var progressed = entries.Single(e => (string)e!["kind"]! == "progressed")!;
        ((string)progressed["text"]!).ShouldBe("办理进展");
        ((string)progressed["byName"]!).ShouldBe("住房城乡建设");
        ((string)progressed["itemName"]!).ShouldBe("住房救助");
        ((string)progressed["note"]!).ShouldBe("已入户调查");
        progressed.AsObject().ContainsKey("operator").ShouldBeFalse();
        entries.Texts("at").ShouldBe(entries.Texts("at").Order(StringComparer.Ordinal));
    }
}
