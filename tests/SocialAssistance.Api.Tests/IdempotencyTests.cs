using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>The same submission again, whenever and however often it comes.</summary>
public sealed class IdempotencyTests(ApiFixture fixture)
{
    private const string Header = "Idempotency-Key";
    private readonly Target _api = fixture.Api;

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task The_same_again_is_the_same_case_and_other_content_a_conflict(bool keyed, bool referenced)
    {
        var form = Forms.For(Items.Medical);
        if (!referenced)
        {
            form.Remove("externalReference");
        }

        var key = keyed ? Guid.NewGuid().ToString() : null;
        var caseId = (string)(await SubmitAsync(form, key)).Expect(201)["caseId"]!;
        ((string)(await SubmitAsync(form, key)).Expect(200)["caseId"]!).ShouldBe(caseId);

        var other = form.Copy();
        other["applicant"]!["address"] = "别的地址";
        var problem = (await SubmitAsync(other, key)).ExpectProblem(409, "submission-key-reused");
        ((string)problem["caseId"]!).ShouldBe(caseId);
    }

    [Fact]
    public async Task The_same_content_in_another_order_of_members_is_the_same()
    {
        var form = Forms.For(Items.Medical);
        var caseId = await _api.FileAsync(form);
        var turned = new JsonObject(form.Reverse().Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
        ((string)(await SubmitAsync(turned, null)).Expect(200)["caseId"]!).ShouldBe(caseId);
    }

    [Fact]
    public async Task Either_key_of_a_submission_leads_to_its_case()
    {
        var form = Forms.For(Items.Medical);
        var key = Guid.NewGuid().ToString();
        var caseId = (string)(await SubmitAsync(form, key)).Expect(201)["caseId"]!;
        ((string)(await SubmitAsync(form, null)).Expect(200)["caseId"]!).ShouldBe(caseId);
        ((string)(await SubmitAsync(form, Guid.NewGuid().ToString())).Expect(200)["caseId"]!).ShouldBe(caseId);
        (await SubmitAsync(form.Copy().With("externalReference", "T-" + Guid.NewGuid()), key)).ExpectProblem(409, "submission-key-reused");
    }

    [Fact]
    public async Task Keys_are_each_callers_own()
    {
        var form = Forms.For(Items.Medical).In(_api.Keys.WindowDivision);
        var platforms = await _api.FileAsync(form);
        ((string)(await _api.Window.PostAsync("applications", form)).Expect(201)["caseId"]!).ShouldNotBe(platforms);
    }

    [Fact]
    public async Task A_key_is_not_a_reference()
    {
        var form = Forms.For(Items.Medical);
        await _api.FileAsync(form);
        var other = Forms.For(Items.Medical);
        other.Remove("externalReference");
        (await SubmitAsync(other, (string)form["externalReference"]!)).Expect(201);
    }

    [Fact]
    public async Task Without_any_key_nothing_is_filed()
    {
        var form = Forms.For(Items.Medical);
        form.Remove("externalReference");
        (await SubmitAsync(form, null)).ExpectFaults().ShouldBe(["/externalReference required"]);
    }

    [Fact]
    public async Task A_key_that_is_too_long_is_refused() =>
        (await SubmitAsync(Forms.For(Items.Medical), new string('k', 129))).ExpectFaults().ShouldBe([" idempotency-key-too-long"]);

    [Fact]
    public async Task Twenty_that_race_open_one_case()
    {
        var form = Forms.For(Items.All.Where(i => i != Items.StudentLoan));
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SubmitAsync(form.Copy(), null)));
        replies.Select(r => r.Status).Order().ShouldBe([.. Enumerable.Repeat(200, 19), 201]);
        replies.Select(r => (string)r.Body["caseId"]!).Distinct().Count().ShouldBe(1);
        var found = await _api.Platform.PostAsync("applications/search", new JsonObject
        {
            ["name"] = Forms.NameOf(form),
            ["idNumber"] = Forms.IdNumberOf(form),
        });
        found.Expect(200)["cases"]!.AsArray().Count.ShouldBe(1);
    }

    private Task<Reply> SubmitAsync(JsonObject form, string? key) =>
        _api.Platform.PostAsync("applications", form, key is null ? [] : [(Header, key)]);
}
