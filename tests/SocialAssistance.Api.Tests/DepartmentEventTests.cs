using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>What a department says of an item, and saying it twice.</summary>
public sealed class DepartmentEventTests(ApiFixture fixture)
{
    private readonly Target _api = fixture.Api;

    [Fact]
    public async Task The_same_event_again_is_answered_the_same_and_happens_once()
    {
        var caseId = await _api.DispatchAsync(Items.Medical);
        var decided = Events.Granted();
        var first = (await _api.SayAsync(caseId, Items.Medical, decided)).Expect(200);
        ((string)first["status"]!).ShouldBe("granted");
        ((string)first["eventId"]!).ShouldBe((string)decided["eventId"]!);
        (await _api.SayAsync(caseId, Items.Medical, decided)).Expect(200).ToJsonString().ShouldBe(first.ToJsonString());
        (await _api.TimelineAsync(caseId)).Count(k => k == "decided").ShouldBe(1);
    }

    [Fact]
    public async Task The_answer_stays_the_same_after_the_item_has_moved_on()
    {
        var caseId = await _api.DispatchAsync(Items.Medical);
        var accepted = Events.Accepted();
        var first = (await _api.SayAsync(caseId, Items.Medical, accepted)).Expect(200);
        (await _api.SayAsync(caseId, Items.Medical, Events.Granted())).Expect(200);
        (await _api.SayAsync(caseId, Items.Medical, accepted)).Expect(200).ToJsonString().ShouldBe(first.ToJsonString());
    }

    [Fact]
    public async Task Twenty_of_the_same_that_race_happen_once()
    {
        var caseId = await _api.DispatchAsync(Items.Medical);
        var decided = Events.Granted();
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _api.SayAsync(caseId, Items.Medical, decided)));
        replies.Select(r => r.Expect(200).ToJsonString()).Distinct().Count().ShouldBe(1);
        (await _api.TimelineAsync(caseId)).Count(k => k == "decided").ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_decisions_that_race_one_holds_and_the_other_is_told_so()
    {
        var caseId = await _api.DispatchAsync(Items.Medical);
        var replies = await Task.WhenAll(_api.SayAsync(caseId, Items.Medical, Events.Granted()), _api.SayAsync(caseId, Items.Medical, Events.Denied()));
        var won = replies.Single(r => r.Status == 200).Body;
        ((string)replies.Single(r => r.Status != 200).ExpectProblem(409, "item-closed")["closedWith"]!).ShouldBe((string)won["status"]!);
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_a_conflict()
    {
        var caseId = await _api.DispatchAsync(Items.Medical);
        var said = Events.Progressed("已入户");
        (await _api.SayAsync(caseId, Items.Medical, said)).Expect(200);
        (await _api.SayAsync(caseId, Items.Medical, said.With("note", "没有入户"))).ExpectProblem(409, "event-id-reused");
    }

    [Fact]
    public async Task A_closed_item_says_what_it_was_closed_with()
    {
        var caseId = await _api.DispatchAsync(Items.Medical);
        (await _api.SayAsync(caseId, Items.Medical, Events.Denied())).Expect(200);
        foreach (var said in new[] { Events.Accepted(), Events.Granted(), Events.NotAccepted(), Events.Supplement("2026-09-01", "other") })
        {
            var problem = (await _api.SayAsync(caseId, Items.Medical, said)).ExpectProblem(409, "item-closed");
            ((string)problem["closedWith"]!).ShouldBe("denied");
            ((string)problem["closedWithName"]!).ShouldBe("已办结，不予通过");
        }
    }

    [Fact]
    public async Task Unknown_cases_and_items_are_not_found_and_others_items_forbidden()
    {
        var caseId = await _api.DispatchAsync(Items.Medical, Items.Veteran);
        var insurance = _api.Department("medical-insurance");
        (await SayAsync("20260803-640104-000000000000", Items.Medical)).ExpectProblem(404, "case-not-found");
        (await SayAsync("no-case", Items.Medical)).ExpectProblem(404, "case-not-found");
        (await SayAsync(caseId, Items.Housing)).ExpectProblem(403, "item-of-other-department");
        (await SayAsync(caseId, "nothing")).ExpectProblem(404, "item-not-found");
        (await SayAsync(caseId, Items.Veteran)).ExpectProblem(403, "item-of-other-department");
        (await insurance.GetAsync($"departments/medical-insurance/tasks/{caseId}/{Items.Veteran}")).ExpectProblem(403, "item-of-other-department");
        (await insurance.GetAsync($"departments/medical-insurance/tasks/{caseId}/{Items.Housing}")).ExpectProblem(403, "item-of-other-department");
        (await insurance.PostAsync(CaseSteps.TaskPath(caseId, Items.Veteran) + "/events", Events.Accepted())).ExpectProblem(403, "forbidden");
        (await _api.ProgressAsync(caseId))["items"].Texts("status").ShouldBe(["dispatched", "dispatched"]);

        Task<Reply> SayAsync(string @case, string item) =>
            insurance.PostAsync($"departments/medical-insurance/tasks/{@case}/{item}/events", Events.Accepted());
    }

    [Fact]
    public async Task Nothing_can_be_said_before_the_case_is_complete()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        (await _api.SayAsync(caseId, Items.Medical, Events.Accepted())).ExpectProblem(404, "case-not-found");
        (await _api.Department("medical-insurance").GetAsync(CaseSteps.TaskPath(caseId, Items.Medical))).ExpectProblem(404, "case-not-found");
    }

    [Fact]
    public async Task A_denial_names_all_it_lacks()
    {
        var caseId = await _api.DispatchAsync(Items.Medical);
        var denial = Events.Denial();
        foreach (var name in new[] { "reason", "legalBasis", "remedy" })
        {
            denial.Remove(name);
        }

        (await _api.SayAsync(caseId, Items.Medical, Events.Denied().With("decision", denial))).ExpectFaults().ShouldBe(
            ["/decision/legalBasis required", "/decision/reason required", "/decision/remedy required"]);
        ((string)(await _api.ProgressAsync(caseId)).Item(Items.Medical)["status"]!).ShouldBe("dispatched");
    }

    [Fact]
    public async Task A_wrong_event_is_told_every_fault()
    {
        var caseId = await _api.DispatchAsync(Items.Medical);
        var said = new JsonObject { ["eventId"] = "a b", ["type"] = "supplement-requested", ["occurredAt"] = "yesterday", ["mood"] = "good", ["decision"] = Events.Grant() };
        (await _api.SayAsync(caseId, Items.Medical, said)).ExpectFaults().ShouldBe(
        [
            "/decision unknown-field", "/eventId invalid-characters", "/mood unknown-field", "/occurredAt invalid-date", "/operator required", "/supplement required",
        ]);
    }

    [Fact]
    public async Task What_the_process_refuses_has_its_place_too()
    {
        var caseId = await _api.DispatchAsync(Items.Medical);
        (await SayAsync(Events.Supplement("2026-08-01", "other"))).ExpectFaults().ShouldBe(["/supplement/answerBy answer-by-in-past"]);
        (await SayAsync(Events.Supplement("2027-09-01", "nothing"))).ExpectFaults().ShouldBe(["/supplement/materials material-unknown"]);
        (await SayAsync(Events.Accepted().With("occurredAt", "2999-01-01T00:00:00+08:00"))).ExpectFaults().ShouldBe(["/occurredAt in-future"]);
        (await SayAsync(Events.Revised(Events.Grant()))).ExpectProblem(409, "no-decision-to-revise");

        Task<Reply> SayAsync(JsonObject said) => _api.SayAsync(caseId, Items.Medical, said);
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task The_last_day_there_is_stands_for_no_end(string answerBy)
    {
        var caseId = await _api.DispatchAsync(Items.Medical);
        (await _api.SayAsync(caseId, Items.Medical, Events.Supplement(answerBy, "other"))).Expect(200);
        (await _api.ProgressAsync(caseId)).Item(Items.Medical)["actionRequired"].ShouldNotBeNull();
    }
}
