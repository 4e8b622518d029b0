using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>Work lists of departments and of the supervisor, page by page.</summary>
public sealed class WorkListTests(ApiFixture fixture)
{
    // A county that no other test uses.
    private const string Division = "640522";
    private readonly Target _api = fixture.Api;

    [Fact]
    public async Task Walked_in_pages_while_items_change_no_open_item_is_missed_or_met_twice()
    {
        var cases = new List<string>();
        for (var n = 0; n < 13; n++)
        {
            cases.Add(await _api.DispatchAsync(Forms.For(n % 2 == 0 ? [Items.Housing] : [Items.Housing, Items.Medical]).In(Division)));
        }

        var met = new List<string>();
        string? continuation = null;
        var pages = 0;
        do
        {
            var more = continuation is null ? "" : "&continuation=" + Uri.EscapeDataString(continuation);
            var page = (await _api.Department("housing-construction")
                .GetAsync($"departments/housing-construction/tasks?division={Division}&pageSize=3{more}")).Expect(200);
            var ids = page["tasks"].Texts("caseId");
            ids.Length.ShouldBeLessThanOrEqualTo(3);
            met.AddRange(ids.Where(cases.Contains));
            pages++;

            // What was met is decided or taken up before the next page is asked for.
            foreach (var (caseId, index) in ids.Where(cases.Contains).Select((id, index) => (id, index)))
            {
                (await _api.SayAsync(caseId, Items.Housing, index == 0 ? Events.Granted() : Events.Accepted())).Expect(200);
            }

            continuation = (string?)page["continuation"];
        }
        while (continuation is not null);
        met.Order().ShouldBe(cases.Order());
        pages.ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public async Task A_list_is_filtered_by_status_division_and_light()
    {
        var caseId = await _api.DispatchAsync(Forms.For(Items.Veteran).In("640521"));
        (await ListAsync("division=640521")).ShouldContain(caseId);
        (await ListAsync("division=640500")).ShouldContain(caseId);
        (await ListAsync("division=640000")).ShouldContain(caseId);
        (await ListAsync("division=640104")).ShouldNotContain(caseId);
        (await ListAsync("division=640521&light=green")).ShouldContain(caseId);
        (await ListAsync("division=640521&light=red")).ShouldNotContain(caseId);
        (await ListAsync("division=640521&status=accepted")).ShouldNotContain(caseId);
        (await _api.SayAsync(caseId, Items.Veteran, Events.Accepted())).Expect(200);
        (await ListAsync("division=640521&status=accepted")).ShouldContain(caseId);
        (await _api.SayAsync(caseId, Items.Veteran, Events.Denied())).Expect(200);
        (await ListAsync("division=640521")).ShouldNotContain(caseId);
        (await ListAsync("division=640521&status=all")).ShouldContain(caseId);
        (await ListAsync("division=640521&status=denied")).ShouldContain(caseId);

        async Task<IEnumerable<string>> ListAsync(string query) =>
            (await _api.WorkListAsync("veterans-affairs", query)).Select(t => (string)t["caseId"]!);
    }

    [Fact]
    public async Task A_list_shows_no_personal_data()
    {
        var form = Forms.For(Items.Veteran).In("640502");
        await _api.DispatchAsync(form);
        var reply = await _api.Department("veterans-affairs").GetAsync("departments/veterans-affairs/tasks?division=640502");
        reply.Expect(200)["tasks"]!.AsArray().ShouldNotBeEmpty();
        reply.Text.ShouldNotContain(Forms.NameOf(form));
        reply.Text.ShouldNotContain(Forms.IdNumberOf(form));
    }

    [Fact]
    public async Task Wrong_parameters_are_told_all_at_once()
    {
        var list = _api.Department("education");
        (await list.GetAsync("departments/education/tasks?status=bored&light=blue&division=12&pageSize=0")).ExpectFaults().ShouldBe(
            ["/division unknown-code", "/light unknown-code", "/pageSize out-of-range", "/status unknown-code"]);
        (await list.GetAsync("departments/education/tasks?pageSize=201")).ExpectFaults().ShouldBe(["/pageSize out-of-range"]);
        (await list.GetAsync("departments/education/tasks?continuation=nonsense")).ExpectFaults().ShouldBe(["/continuation continuation-invalid"]);
        (await list.GetAsync("departments/education/tasks?light=red&light=green")).ExpectFaults().ShouldBe(["/light duplicate-field"]);
    }

    [Fact]
    public async Task The_supervisor_sees_the_items_of_all_departments_and_the_undelivered_apart()
    {
        var caseId = await _api.DispatchAsync(Forms.For(Items.Medical, Items.Veteran, Items.Allowance).In("640425"));
        (await SuperviseAsync("division=640425")).Where(t => (string)t!["caseId"]! == caseId).Select(t => (string)t!["departmentName"]!)
            .ShouldBe(["民政", "医保", "退役军人事务"], ignoreOrder: true);
        (await SuperviseAsync("division=640425&department=medical-insurance")).ShouldAllBe(t => (string)t!["item"]! == Items.Medical);
        (await SuperviseAsync("division=640425&undelivered=true")).ShouldBeEmpty();
        var supervisor = _api.As("supervisor");
        (await supervisor.GetAsync("supervision/tasks?department=nothing&undelivered=perhaps")).ExpectFaults().ShouldBe(
            ["/department unknown-code", "/undelivered wrong-type"]);

        async Task<JsonArray> SuperviseAsync(string query) =>
            (await _api.As("supervisor").GetAsync("supervision/tasks?pageSize=200&" + query)).Expect(200)["tasks"]!.AsArray();
    }
}
