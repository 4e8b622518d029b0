using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Local;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>A clock that is moved: everything falls due as it would.</summary>
[Collection(OwnHosts.Name)]
public sealed class RehearsalTests(ApiFixture fixture) : IDisposable
{
    private const string Clock = "rehearsal/clock";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_rehearsal_there_is_no_clock_to_move()
    {
        await using var host = await StartAsync(null);
        (await host.Api.As("operator").GetAsync(Clock)).ExpectProblem(404, "not-found");
        (await host.Api.As("operator").PostAsync(Clock, At("2999-01-01T00:00:00+08:00"))).ExpectProblem(404, "not-found");
        (await host.Api.Anyone.GetAsync("openapi.json")).Text.ShouldNotContain("rehearsal");
    }

    [Fact]
    public async Task The_clock_moves_forward_and_never_back_and_a_restart_resumes_it()
    {
        await using (var host = await StartAsync(SampleCases.Now))
        {
            var mover = host.Api.As("operator");
            (await ShownAsync(mover)).ShouldStartWith("2026-08-03T09:00");
            ((string)(await mover.PostAsync(Clock, At("2026-08-20T10:00:00+08:00"))).Expect(200)["now"]!).ShouldStartWith("2026-08-20T10:00:00");
            (await mover.PostAsync(Clock, At("2026-08-20T09:59:59+08:00"))).ExpectFaults().ShouldBe(["/now clock-backwards"]);
            (await mover.PostAsync(Clock, At("2026-08-21T10:00:00"))).ExpectFaults().ShouldBe(["/now invalid-date"]);
            (await mover.PostAsync(Clock, At("9999-12-31T23:59:59Z"))).ExpectFaults().ShouldBe(["/now out-of-range"]);
            (await mover.PostAsync(Clock, new JsonObject())).ExpectFaults().ShouldBe(["/now required"]);
        }

        // It goes on where it was, whatever start the restart names.
        await using var again = await StartAsync(SampleCases.Now);
        (await ShownAsync(again.Api.As("operator"))).ShouldStartWith("2026-08-20T10:00");

        static async Task<string> ShownAsync(Caller caller) => (string)(await caller.GetAsync(Clock)).Expect(200)["now"]!;
    }

    [Fact]
    public async Task Real_cases_and_rehearsals_never_share_a_folder()
    {
        await (await StartAsync(null)).DisposeAsync();
        (await Should.ThrowAsync<HostStartException>(() => StartAsync(SampleCases.Now))).ExitCode.ShouldBe(HostExit.WrongConfiguration);
        using var other = new TemporaryFolder();
        await (await TestHost.StartAsync(other.Path, fixture.OwnStorage, SampleCases.Now)).DisposeAsync();
        (await Should.ThrowAsync<HostStartException>(() => TestHost.StartAsync(other.Path, fixture.OwnStorage, null))).ExitCode.ShouldBe(HostExit.WrongConfiguration);
    }

    [Fact]
    public async Task What_was_filed_in_season_is_answered_the_same_after_it()
    {
        await using var host = await StartAsync(SampleCases.Now);
        var api = host.Api;
        var form = Forms.For(Items.StudentLoan);
        var caseId = await api.FileAsync(form);
        (await api.As("operator").PostAsync(Clock, At("2026-09-16T00:00:01+08:00"))).Expect(200);

        var again = (await api.Platform.PostAsync("applications", form)).Expect(200);
        ((string)again["caseId"]!).ShouldBe(caseId);

        var other = form.Copy();
        other["township"] = "别处";
        (await api.Platform.PostAsync("applications", other)).ExpectProblem(409, "submission-key-reused");
        (await api.Platform.PostAsync("applications", Forms.For(Items.StudentLoan))).ExpectFaults().ShouldBe(["/items/0 item-out-of-season"]);
    }

    [Fact]
    public async Task Lights_supplements_and_seasons_fall_due_as_the_clock_moves()
    {
        await using var host = await StartAsync(SampleCases.Now);
        var api = host.Api;
        var caseId = await api.DispatchAsync(Items.Employment, Items.Medical);
        var waiting = await api.FileAsync(Forms.For(Items.Medical));
        (await api.SayAsync(caseId, Items.Medical, Events.Supplement("2026-08-06", "other"))).Expect(200);
        (await LightAsync()).ShouldBe(("green", 5));

        await MoveAsync("2026-08-06T23:59:59+08:00");
        (await StatusAsync()).ShouldBe("supplement-requested");
        await MoveAsync("2026-08-07T00:00:01+08:00");
        (await StatusAsync()).ShouldBe("lapsed");

        await MoveAsync("2026-08-10T12:00:00+08:00");
        (await LightAsync()).ShouldBe(("yellow", 0));
        (await ListedAsync("light=yellow")).ShouldBe([caseId]);
        await MoveAsync("2026-08-11T00:00:01+08:00");
        (await LightAsync()).ShouldBe(("red", -1));
        (await ListedAsync("light=red")).ShouldBe([caseId]);
        (await api.TimelineAsync(caseId)).Where(k => k is "due-soon" or "overdue" or "item-lapsed").ShouldBe(["item-lapsed", "due-soon", "overdue"]);

        // Overdue or not, it is decided; and only then is the case over.
        (await api.SayAsync(caseId, Items.Employment, Events.Granted())).Expect(200);
        ((string)(await api.ProgressAsync(caseId))["status"]!).ShouldBe("completed");

        // Sixty days end on 2 October, in the holidays, and roll to the 8th.
        await MoveAsync("2026-10-08T23:59:59+08:00");
        ((string)(await api.ProgressAsync(waiting))["status"]!).ShouldBe("awaiting-materials");
        await MoveAsync("2026-10-09T00:00:01+08:00");
        var lapsed = await api.ProgressAsync(waiting);
        ((string)lapsed["status"]!).ShouldBe("lapsed");
        (await api.Platform.UploadAsync(waiting, "identity-document", CaseSteps.Scan())).ExpectProblem(409, "case-closed");
        (await api.Platform.PostAsync("applications", Forms.For(Items.StudentLoan))).ExpectFaults().ShouldBe(["/items/0 item-out-of-season"]);
        var season = (await api.Anyone.GetAsync($"guide/checklist?items={Items.StudentLoan}")).Expect(200)["closedSeasons"]!.AsArray().Single()!;
        ((string)season["opensOn"]!).ShouldBe("2027-07-15");

        async Task MoveAsync(string now) => (await api.As("operator").PostAsync(Clock, At(now))).Expect(200);

        async Task<string> StatusAsync() => (string)(await api.ProgressAsync(caseId)).Item(Items.Medical)["status"]!;

        async Task<(string, int)> LightAsync()
        {
            var item = (await api.ProgressAsync(caseId)).Item(Items.Employment);
            return ((string)item["light"]!, (int)item["workingDaysLeft"]!);
        }

        async Task<IEnumerable<string>> ListedAsync(string query) =>
            (await api.WorkListAsync("human-resources", query)).Select(t => (string)t["caseId"]!);
    }

    [Fact]
    public async Task A_recognition_that_expires_leaves_the_comparison()
    {
        await using var host = await StartAsync(SampleCases.Now);
        var caseId = await host.Api.DispatchAsync(Items.Allowance, Items.Housing);
        var grant = Events.Grant();
        grant["grants"]![0]!["to"] = "2026-08-31";
        (await host.Api.SayAsync(caseId, Items.Allowance, Events.Granted().With("decision", grant))).Expect(200);
        (await MatchesAsync()).ShouldBe(1);
        (await host.Api.As("operator").PostAsync(Clock, At("2026-09-01T08:00:00+08:00"))).Expect(200);
        (await MatchesAsync()).ShouldBe(0);

        async Task<int> MatchesAsync() =>
            (await host.Api.ProgressAsync(caseId)).Item(Items.Housing)["comparison"]!["matches"]!.AsArray().Count;
    }

    private Task<TestHost> StartAsync(DateTimeOffset? rehearsal) => TestHost.StartAsync(_folder.Path, fixture.OwnStorage, rehearsal);

    private static JsonObject At(string now) => new() { ["now"] = now };
}
