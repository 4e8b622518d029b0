using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Api.Tests.Access;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests.Privacy;

/// <summary>Wrong personal data are corrected, with a trail (个人信息保护法 第四十六条).</summary>
public sealed class CorrectionTests(ApiFixture fixture)
{
    private readonly Target _api = fixture.Api;

    [Fact]
    public async Task A_phone_is_corrected_and_the_trail_names_it_without_saying_it()
    {
        var caseId = await _api.DispatchAsync(Items.Temporary);
        var body = Body("c1", ("/applicant/phone", "13912345670"));

        (await CorrectAsync(caseId, body)).Expect(200);

        ((string)(await _api.TaskAsync(caseId, Items.Temporary))["applicant"]!["phone"]!).ShouldBe("13912345670");
        var timeline = await _api.Platform.GetAsync($"applications/{caseId}/timeline");
        var entry = timeline.Expect(200)["entries"]!.AsArray().Single(e => (string)e!["kind"]! == "personal-data-corrected")!;
        entry["fields"].Texts().ShouldBe(["applicant.phone"]);
        ((string)entry["note"]!).ShouldBe("登记有误");
        timeline.Text.ShouldNotContain("12345670");
        timeline.Text.ShouldNotContain("****5670");

        // The same again is answered alike and made once; other content under the id is refused.
        (await CorrectAsync(caseId, body)).Expect(200);
        (await _api.TimelineAsync(caseId)).Count(k => k == "personal-data-corrected").ShouldBe(1);
        (await CorrectAsync(caseId, Body("c1", ("/applicant/phone", "13912345671")))).ExpectProblem(409, "correction-id-reused");
    }

    [Fact]
    public async Task Whoever_was_filed_under_a_wrong_number_is_found_and_recognised_under_the_right_one()
    {
        var form = Forms.For(Items.Edge);
        var caseId = await _api.DispatchAsync(form);
        (await _api.SayAsync(caseId, Items.Edge, Events.Granted())).Expect(200);
        await Poll.UntilAsync(async () => await RecognisedAsync(Forms.IdNumberOf(form)), "the recognition is in the register");
        var right = Forms.IdNumber();

        (await CorrectAsync(caseId, Body("c1", ("/applicant/idNumber", right), ("/applicant/name", "马更正")))).Expect(200);

        (await SearchAsync("马更正", right)).ShouldBe([caseId]);
        (await SearchAsync(Forms.NameOf(form), Forms.IdNumberOf(form))).ShouldBeEmpty();
        (await SearchAsync(Forms.NameOf(form), right)).ShouldBeEmpty();
        await Poll.UntilAsync(async () => await RecognisedAsync(right) && !await RecognisedAsync(Forms.IdNumberOf(form)), "the recognition has moved");
        var held = (await _api.Platform.PostAsync("privacy/exports", new JsonObject { ["name"] = "马更正", ["idNumber"] = right, ["reason"] = "self" })).Expect(200)["cases"]![0]!["form"]!;
        held["authorization"]!["signatories"].Texts().ShouldContain(right);
        held["authorization"]!["signatories"].Texts().ShouldNotContain(Forms.IdNumberOf(form));
    }

    [Fact]
    public async Task Every_fault_is_told_at_once_and_nothing_is_corrected()
    {
        var form = Forms.For(Items.Temporary);
        var caseId = await _api.DispatchAsync(form);
        var body = Body("c 1", ("/applicant/phone", "1"), ("/applicant/idNumber", "1"), ("/household/99/name", "某"), ("/economy/income/wages", "1"));
        body["reason"] = "";

        (await CorrectAsync(caseId, body)).ExpectFaults().ShouldBe(
        [
            "/correctionId id-invalid", "/fields/~1applicant~1idNumber id-number-invalid", "/fields/~1applicant~1phone phone-invalid",
            "/fields/~1economy~1income~1wages unknown-field", "/fields/~1household~199~1name unknown-field", "/reason required",
        ]);
        (await CorrectAsync(caseId, Body(Forms.IdNumberOf(form), ("/applicant/phone", "13912345670")))).ExpectFaults().ShouldBe(["/correctionId holds-personal-number"]);
        (await CorrectAsync(caseId, Body("c1"))).ExpectFaults().ShouldBe(["/fields nothing-to-correct"]);
        (await CorrectAsync(caseId, Body("c1", ("/applicant/idNumber", (string)form["household"]![0]!["idNumber"]!))))
            .ExpectFaults().ShouldBe(["/fields/~1applicant~1idNumber person-duplicate"]);
        (await _api.TimelineAsync(caseId)).ShouldNotContain("personal-data-corrected");
    }

    [Fact]
    public async Task Another_divisions_case_is_hidden()
    {
        _ = fixture.Host;
        var caseId = await _api.DispatchAsync(Forms.For(Items.Temporary).In(TestKeys.County));
        var elsewhere = _api.WithKey(TestKeys.Of("window elsewhere"));

        (await elsewhere.PostAsync($"applications/{caseId}/corrections", Body("c1", ("/applicant/phone", "13912345670")))).ExpectProblem(404, "case-not-found");
        (await elsewhere.PostAsync($"applications/{caseId}/corrections", new JsonObject())).ExpectProblem(404, "case-not-found");
    }

    [Fact]
    public async Task A_case_is_held_and_released()
    {
        var caseId = await _api.DispatchAsync(Items.Temporary);
        var hold = new JsonObject { ["caseId"] = caseId, ["holdId"] = "2026-1", ["reason"] = "lawsuit" };
        var caller = _api.As("operator");

        for (var time = 0; time < 2; time++)
        {
            ((bool)(await caller.PostAsync("retention/holds", hold.DeepClone())).Expect(200)["held"]!).ShouldBeTrue();
        }

        var other = hold.DeepClone();
        other["reason"] = "examination";
        (await caller.PostAsync("retention/holds", other)).ExpectProblem(409, "hold-id-reused");
        hold.Remove("reason");
        var released = (await caller.PostAsync("retention/holds/release", hold.DeepClone())).Expect(200);
        ((bool)released["held"]!).ShouldBeFalse();
        released["holds"]!.AsArray().ShouldHaveSingleItem()!["releasedAt"].ShouldNotBeNull();
        hold["holdId"] = "2026-2";
        (await caller.PostAsync("retention/holds/release", hold)).ExpectProblem(404, "hold-not-found");
    }

    private Task<Reply> CorrectAsync(string caseId, JsonObject body) => _api.Platform.PostAsync($"applications/{caseId}/corrections", body.DeepClone());

    private static JsonObject Body(string correctionId, params (string Pointer, string Value)[] fields) => new()
    {
        ["correctionId"] = correctionId,
        ["reason"] = "登记有误",
        ["fields"] = new JsonObject(fields.Select(f => KeyValuePair.Create<string, JsonNode?>(f.Pointer, f.Value))),
    };

    private async Task<bool> RecognisedAsync(string idNumber)
    {
        var people = new JsonObject { ["people"] = new JsonArray(new JsonObject { ["idNumber"] = idNumber }) };
        return (await _api.Department("education").PostAsync("register/comparisons", people)).Expect(200)["people"]![0]!["matches"]!.AsArray().Count > 0;
    }

    private async Task<string[]> SearchAsync(string name, string idNumber) =>
        (await _api.Platform.PostAsync("applications/search", new JsonObject { ["name"] = name, ["idNumber"] = idNumber })).Expect(200)["cases"].Texts("caseId");
}
