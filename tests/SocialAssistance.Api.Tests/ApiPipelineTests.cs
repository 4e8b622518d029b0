using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Api.Tests.OpenApi;
using SocialAssistance.Testing.Scans;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>Requests that another host has routed and hands over are answered as on any host.</summary>
public sealed class ApiPipelineTests(OuterHost host, ApiFixture fixture) : IClassFixture<OuterHost>
{
    private const int Limit = 20 * 1024 * 1024;
    private const string Material = "identity-document";

    private readonly Target _api = host.Api;

    [Fact]
    public async Task The_guide_is_open_to_everybody()
    {
        var items = (await _api.Anyone.GetAsync("guide")).Expect(200);
        items.ToJsonString().ShouldBe((await fixture.Api.Anyone.GetAsync("guide")).Expect(200).ToJsonString());
        (await _api.Anyone.GetAsync("health/live")).Expect(200);
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem()
    {
        (await _api.Anyone.GetAsync("nothing/here")).ExpectProblem(404, "not-found");
        (await _api.Platform.GetAsync("guide/nothing/here")).ExpectProblem(404, "not-found");
        (await _api.Anyone.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "guide"))).ExpectProblem(405, "method-not-allowed");
    }

    [Fact]
    public async Task The_hosts_open_door_opens_none_of_the_apis()
    {
        (await _api.Anyone.GetAsync("applications/20260803-640104-000000000000")).ExpectProblem(401, "unauthorized");
        (await _api.WithKey("no-key").GetAsync("supervision/tasks")).ExpectProblem(401, "unauthorized");
        (await _api.Department("education").GetAsync("departments/medical-insurance/tasks")).ExpectProblem(403, "forbidden");
    }

    [Fact]
    public async Task The_description_has_every_operation_and_nothing_of_the_hosts()
    {
        var described = (await _api.Anyone.GetAsync("openapi.json")).Expect(200).Operations().Select(o => $"{o.Method} {o.Path}");
        var elsewhere = (await fixture.Api.Anyone.GetAsync("openapi.json")).Expect(200).Operations().Select(o => $"{o.Method} {o.Path}");
        described.ShouldBe(elsewhere.Where(o => !o.Contains("/rehearsal/", StringComparison.Ordinal)));
        described.ShouldContain("POST /api/applications/{caseId}/materials");
    }

    [Fact]
    public async Task Parts_of_the_address_are_those_of_the_apis_own_route()
    {
        // The host's route has a caseId too: there it is what stands first.
        var caseId = await _api.DispatchAsync(Items.Medical);
        ((string)(await _api.ProgressAsync(caseId))["caseId"]!).ShouldBe(caseId);
        var task = await _api.TaskAsync(caseId, Items.Medical);
        ((string)task["caseId"]!).ShouldBe(caseId);
        ((string)(await _api.SayAsync(caseId, Items.Medical, Events.Granted())).Expect(200)["item"]!).ShouldBe(Items.Medical);
        ((string)(await _api.ProgressAsync(caseId)).Item(Items.Medical)["status"]!).ShouldBe("granted");
    }

    [Fact]
    public async Task Scans_are_taken_up_to_their_own_limit_and_forms_up_to_theirs()
    {
        var caseId = await _api.FileAsync(Forms.For(Items.Medical));
        (await _api.Platform.UploadAsync(caseId, Material, new byte[Limit + 1])).ExpectProblem(413, "scan-too-large");
        (await _api.Platform.UploadAsync(caseId, Material, SampleScans.Pdf(3 * 1024 * 1024))).Expect(202);
        (await _api.Platform.PostBytesAsync("applications", new byte[(1024 * 1024) + 1])).ExpectProblem(413, "body-too-large");
    }
}
