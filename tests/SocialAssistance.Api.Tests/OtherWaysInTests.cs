using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Departments;
using SocialAssistance.Guide;
using SocialAssistance.Materials;
using SocialAssistance.Storage.Messages;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>What comes in by message or as a file is seen over HTTP as if it had come over HTTP.</summary>
public sealed class OtherWaysInTests(OuterHost host) : IClassFixture<OuterHost>
{
    private const string Material = "identity-document";

    private readonly Target _api = host.Api;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_by_message_has_the_outcome_of_the_same_over_http()
    {
        var (overHttp, byMessage) = (await _api.DispatchAsync(Items.Medical), await _api.DispatchAsync(Items.Medical));
        JsonObject[] said =
        [
            Events.Progressed(), Events.Accepted(), Events.Accepted(), Events.Supplement("2026-09-01", "other"), Events.Supplement("2026-08-01", "other"),
            Events.Denied().With("mood", "good"), Events.Granted(), Events.Denied(), Events.Revised(Events.Denial()), Events.NotAccepted(),
        ];
        foreach (var one in said)
        {
            var reply = await _api.SayAsync(overHttp, Items.Medical, one.DeepClone());
            var rejection = await TakeAsync(byMessage, one);
            rejection?.Code.ShouldBe(reply.Status == 422 && rejection.Code != "invalid-input" ? FaultOf(reply) : reply.Code);
            (rejection is null).ShouldBe(reply.Status == 200, reply.Text);
        }

        var (first, second) = (await _api.ProgressAsync(overHttp), await _api.ProgressAsync(byMessage));
        second["items"]!.ToJsonString().ShouldBe(first["items"]!.ToJsonString());
        ((string)second.Item(Items.Medical)["status"]!).ShouldBe("denied");
        (await _api.TimelineAsync(byMessage)).ShouldBe(await _api.TimelineAsync(overHttp));
    }

    [Fact]
    public async Task A_file_that_is_stuck_is_told_to_whoever_asks_until_it_is_taken_up()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        var intake = host.Services.GetRequiredService<MaterialIntake>();
        await intake.NoteStuckAsync(caseId, Material, "身份证.png", 8192, Cancel);
        var progress = await _api.ProgressAsync(caseId);
        ((string)progress["status"]!).ShouldBe("awaiting-materials");
        var note = progress["materials"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)note["status"]!).ShouldBe("received");
        ((string)note["statusName"]!).ShouldBe("已收到");
        ((string)note["reason"]!).ShouldContain("系统会再试");

        await intake.FileUnattendedAsync(caseId, Material, "身份证.png", CaseSteps.Scan(), Cancel);
        progress = await _api.ProgressAsync(caseId);
        ((string)progress["status"]!).ShouldBe("in-progress");
        ((string)progress["materials"]!.AsArray().ShouldHaveSingleItem()!["status"]!).ShouldBe("accepted");
    }

    private static string FaultOf(Reply reply) => reply.ExpectFaults().ShouldHaveSingleItem().Split(' ')[1];

    private Task<MessageRejection?> TakeAsync(string caseId, JsonObject said)
    {
        var message = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = "m",
            ["source"] = "/departments/" + Items.DepartmentOf(Items.Medical),
            ["type"] = DecisionEvents.Type,
            ["data"] = said.DeepClone().AsObject().With("caseId", caseId).With("item", Items.Medical),
        };
        var read = DecisionEvents.Read(Encoding.UTF8.GetBytes(message.ToJsonString()), host.Services.GetRequiredService<ServiceGuide>());
        return host.Services.GetRequiredService<MessageIntake>().TakeAsync(read, Cancel);
    }
}
