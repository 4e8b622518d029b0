using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>Filing an application.</summary>
public sealed class SubmissionTests(ApiFixture fixture)
{
    private readonly Target _api = fixture.Api;

    [Fact]
    public async Task An_application_opens_a_case_that_says_where_it_is_and_all_that_is_missing()
    {
        var form = Forms.For(Items.Medical, Items.Housing, Items.Veteran);
        var reply = await _api.Platform.PostAsync("applications", form);
        var filed = reply.Expect(201);
        var caseId = (string)filed["caseId"]!;
        reply.Headers.Location!.ToString().ShouldBe($"/api/applications/{caseId}");
        caseId.ShouldStartWith($"{fixture.Today:yyyyMMdd}-640104-");
        ((string)filed["status"]!).ShouldBe("awaiting-materials");
        ((string)filed["statusName"]!).ShouldBe("待补齐材料");
        ((string)filed["externalReference"]!).ShouldBe((string)form["externalReference"]!);
        filed["missingMaterials"].Texts("material").ShouldBe(
            ["identity-document", "veteran-certificate", "marital-status-proof", "family-property-proof"]);
        filed["missingMaterials"]![0]!["items"].Texts().ShouldBe([Items.Medical, Items.Veteran, Items.Housing], ignoreOrder: true);
        filed["items"].Texts("status").ShouldAllBe(s => s == "awaiting-materials");
        ((string)filed["submittedAt"]!).ShouldEndWith("+08:00");

        (await _api.ProgressAsync(caseId)).ToJsonString().ShouldBe(filed.ToJsonString());
        (await _api.TimelineAsync(caseId)).ShouldBe(["submitted", "materials-missing"]);
    }

    [Fact]
    public async Task An_answer_shows_the_applicant_side_no_ID_number_and_no_phone()
    {
        var form = Forms.For(Items.Medical);
        var reply = await _api.Platform.PostAsync("applications", form);
        reply.Expect(201);
        reply.Text.ShouldNotContain(Forms.IdNumberOf(form));
        reply.Text.ShouldNotContain((string)form["applicant"]!["phone"]!);
    }

    [Fact]
    public async Task A_window_files_for_its_own_division_only()
    {
        var own = _api.Keys.WindowDivision;
        (await _api.Window.PostAsync("applications", Forms.For(Items.Medical).In(own))).Expect(201);
        (await _api.Window.PostAsync("applications", Forms.For(Items.Medical).In(Other(own))))
            .ExpectFaults().ShouldBe(["/division division-not-yours"]);
    }

    [Fact]
    public async Task A_window_sees_the_cases_of_its_own_division_only()
    {
        var own = _api.Keys.WindowDivision;
        var here = await _api.FileAsync(Forms.For(Items.Medical).In(own));
        var elsewhere = await _api.FileAsync(Forms.For(Items.Medical).In(Other(own)));
        (await _api.Window.GetAsync($"applications/{here}")).Expect(200);
        foreach (var path in new[] { $"applications/{elsewhere}", $"applications/{elsewhere}/timeline" })
        {
            (await _api.Window.GetAsync(path)).ExpectProblem(404, "case-not-found");
        }

        (await _api.Window.UploadAsync(elsewhere, "identity-document", CaseSteps.Scan())).ExpectProblem(404, "case-not-found");
        (await _api.Window.PostAsync($"applications/{elsewhere}/withdrawal")).ExpectProblem(404, "case-not-found");
        ((string)(await _api.ProgressAsync(elsewhere))["status"]!).ShouldBe("awaiting-materials");
    }

    [Theory]
    [InlineData("20260803-640104-000000000000")]
    [InlineData("nothing")]
    [InlineData("%F0%9F%92%A9")]
    [InlineData("..%2F..%2Fguide")]
    public async Task An_unknown_case_is_not_found(string caseId)
    {
        (await _api.Platform.GetAsync($"applications/{caseId}")).ExpectProblem(404, "case-not-found");
        (await _api.Platform.GetAsync($"applications/{caseId}/timeline")).ExpectProblem(404, "case-not-found");
        (await _api.Platform.PostAsync($"applications/{caseId}/withdrawal")).ExpectProblem(404, "case-not-found");
    }

    private static string Other(string division) => division == "640105" ? "640106" : "640105";
}
