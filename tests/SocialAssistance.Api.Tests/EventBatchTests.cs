using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>Many events at once, each answered by itself.</summary>
public sealed class EventBatchTests(ApiFixture fixture)
{
    private const string Path = "departments/medical-insurance/events";
    private readonly Target _api = fixture.Api;
    private readonly Caller _insurance = fixture.Api.Department("medical-insurance");

    [Fact]
    public async Task Each_event_is_answered_as_it_would_be_alone()
    {
        var caseId = await _api.DispatchAsync(Items.Medical, Items.Veteran);
        var closed = await _api.DispatchAsync(Items.Medical);
        (await _api.SayAsync(closed, Items.Medical, Events.Denied())).Expect(200);
        var accepted = Events.Accepted();
        JsonObject[] events =
        [
            Of(caseId, Items.Medical, accepted),
            Of(caseId, Items.Medical, accepted.Copy()),
            Of(caseId, Items.Veteran, Events.Accepted()),
            Of("20260803-640104-000000000000", Items.Medical, Events.Accepted()),
            Of(closed, Items.Medical, Events.Granted()),
            Of(caseId, Items.Medical, Events.Supplement("2999-01-01", "nothing")),
            Of(caseId, Items.Medical, Events.Denied().With("operator", null)),
            Of(caseId, Items.Medical, Events.Granted()),
        ];
        var results = (await PostAsync(events)).Expect(200)["results"]!.AsArray();
        results.Select(r => ((int)r!["httpStatus"]!, (string?)r["code"])).ShouldBe(
        [
            (200, null),
            (200, null),
            (403, "item-of-other-department"),
            (404, "case-not-found"),
            (409, "item-closed"),
            (422, "invalid-input"),
            (422, "invalid-input"),
            (200, null),
        ]);
        results[1]!["answer"]!.ToJsonString().ShouldBe(results[0]!["answer"]!.ToJsonString());
        ((string)results[4]!["closedWith"]!).ShouldBe("denied");
        Reply.FaultsOf(results[5]!["errors"]).ShouldBe(["/supplement/materials material-unknown"]);
        Reply.FaultsOf(results[6]!["errors"]).ShouldBe(["/operator required"]);
        ((string)results[7]!["answer"]!["status"]!).ShouldBe("granted");
    }

    [Fact]
    public async Task A_batch_with_its_own_fault_does_nothing()
    {
        var caseId = await _api.DispatchAsync(Items.Medical);
        var said = Of(caseId, Items.Medical, Events.Accepted());
        (await _insurance.PostAsync(Path, new JsonObject { ["events"] = new JsonArray(said), ["extra"] = 1 }))
            .ExpectFaults().ShouldBe(["/extra unknown-field"]);
        (await PostAsync([])).ExpectFaults().ShouldBe(["/events empty"]);
        (await PostAsync([.. Enumerable.Range(0, 101).Select(_ => said.Copy())])).ExpectFaults().ShouldBe(["/events too-many"]);
        ((string)(await _api.ProgressAsync(caseId)).Item(Items.Medical)["status"]!).ShouldBe("dispatched");
    }

    private static JsonObject Of(string caseId, string item, JsonObject said) => said.With("caseId", caseId).With("item", item);

    private Task<Reply> PostAsync(JsonObject[] events) =>
        _insurance.PostAsync(Path, new JsonObject { ["events"] = new JsonArray([.. events]) });
}
