using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>The applicant takes back the application or single items.</summary>
public sealed class WithdrawalTests(ApiFixture fixture)
{
    private readonly Target _api = fixture.Api;

    [Fact]
    public async Task Without_a_body_the_whole_application_is_withdrawn()
    {
        var caseId = await _api.DispatchAsync(Items.Medical, Items.Veteran);
        var answer = (await WithdrawAsync(caseId, null)).Expect(200);
        ((string)answer["status"]!).ShouldBe("withdrawn");
        answer["items"].Texts("status").ShouldBe(["withdrawn", "withdrawn"]);
        (await WithdrawAsync(caseId, null)).Expect(200).ToJsonString().ShouldBe(answer.ToJsonString());
        var problem = (await _api.SayAsync(caseId, Items.Medical, Events.Granted())).ExpectProblem(409, "item-closed");
        ((string)problem["closedWith"]!).ShouldBe("withdrawn");
    }

    [Fact]
    public async Task Single_items_are_withdrawn_and_the_others_go_on()
    {
        var caseId = await _api.DispatchAsync(Items.Medical, Items.Veteran);
        var body = new JsonObject { ["items"] = new JsonArray(Items.Medical), ["reason"] = "已另行报销" };
        var answer = (await WithdrawAsync(caseId, body)).Expect(200);
        ((string)answer["status"]!).ShouldBe("in-progress");
        ((string)answer.Item(Items.Medical)["status"]!).ShouldBe("withdrawn");
        ((string)answer.Item(Items.Veteran)["status"]!).ShouldBe("dispatched");
        var entries = (await _api.Platform.GetAsync($"applications/{caseId}/timeline")).Expect(200)["entries"]!.AsArray();
        ((string)entries.Single(e => (string)e!["kind"]! == "item-withdrawn")!["note"]!).ShouldBe("已另行报销");
    }

    [Fact]
    public async Task Withdrawing_the_item_that_lacked_materials_dispatches_the_others()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical, Items.Veteran));
        (await _api.Platform.UploadAsync(caseId, "identity-document", CaseSteps.Scan())).Expect(202);
        var answer = (await WithdrawAsync(caseId, new JsonObject { ["items"] = new JsonArray(Items.Veteran) })).Expect(200);
        ((string)answer["status"]!).ShouldBe("in-progress");
        ((string)answer.Item(Items.Medical)["status"]!).ShouldBe("dispatched");
    }

    [Fact]
    public async Task What_is_decided_cannot_be_withdrawn()
    {
        var caseId = await _api.DispatchAsync(Items.Medical);
        (await _api.SayAsync(caseId, Items.Medical, Events.Granted())).Expect(200);
        (await WithdrawAsync(caseId, null)).ExpectProblem(409, "case-closed");
        var problem = (await WithdrawAsync(caseId, new JsonObject { ["items"] = new JsonArray(Items.Medical) })).ExpectProblem(409, "item-closed");
        ((string)problem["closedWith"]!).ShouldBe("granted");
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_withdraws_nothing()
    {
        var caseId = await _api.DispatchAsync(Items.Medical, Items.Veteran);
        var body = Encoding.UTF8.GetBytes($$"""{"items":["{{Items.Medical}}"]}""");
        (await _api.Platform.PostBytesAsync($"applications/{caseId}/withdrawal", body, null)).ExpectProblem(415, "media-type-unsupported");
        (await _api.Platform.PostBytesAsync($"applications/{caseId}/withdrawal", body, "text/plain")).ExpectProblem(415, "media-type-unsupported");
        (await WithdrawAsync(caseId, new JsonObject { ["item"] = Items.Medical })).ExpectFaults().ShouldBe(["/item unknown-field"]);
        (await WithdrawAsync(caseId, new JsonObject { ["items"] = new JsonArray("nothing") })).ExpectProblem(404, "item-not-found");
        (await _api.ProgressAsync(caseId))["items"].Texts("status").ShouldBe(["dispatched", "dispatched"]);
    }

    private Task<Reply> WithdrawAsync(string caseId, JsonNode? body) => _api.Platform.PostAsync($"applications/{caseId}/withdrawal", body);
}
