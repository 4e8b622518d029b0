using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Api.Tests.Access;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests.Privacy;

/// <summary>A person is given what is held of them (个人信息保护法 第四十五条).</summary>
public sealed class ExportTests(ApiFixture fixture)
{
    private readonly Target _api = fixture.Api;

    [Fact]
    public async Task Everything_that_is_held_of_a_person_is_given_as_a_file()
    {
        var form = Forms.For(Items.Temporary);
        var caseId = await _api.DispatchAsync(form);
        await _api.TaskAsync(caseId, Items.Temporary);
        (await _api.SayAsync(caseId, Items.Temporary, Events.Denied())).Expect(200);

        var reply = await ExportAsync(_api.Platform, form);

        var held = reply.Expect(200)["cases"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)held["progress"]!["caseId"]!).ShouldBe(caseId);
        ((string)held["form"]!["applicant"]!["idNumber"]!).ShouldBe(Forms.IdNumberOf(form));
        ((string)held["form"]!["household"]![0]!["name"]!).ShouldBe((string)form["household"]![0]!["name"]!);
        held["form"]!.AsObject().Select(member => member.Key).ShouldBeSubsetOf(form.Select(member => member.Key), "what was filed, and nothing that follows from it");
        ((string)held["progress"]!.Item(Items.Temporary)["decision"]!["reason"]!).ShouldNotBeNullOrEmpty();
        held["progress"]!["materials"]!.AsArray().ShouldNotBeEmpty();
        held["timeline"]!["entries"].Texts("kind").ShouldContain("decided");
        held["disclosures"]!.AsArray().ShouldContain(d => (string)d!["role"]! == "department");
        reply.ContentHeaders.ContentDisposition!.DispositionType.ShouldBe("attachment");
        reply.Headers.CacheControl!.NoStore.ShouldBeTrue();

        // The export itself was recorded.
        (await ExportAsync(_api.Platform, form)).Expect(200)["cases"]![0]!["disclosures"]!.AsArray()
            .ShouldContain(d => (string)d!["action"]! == "export-personal-data" && (string)d["purpose"]! == "access-right");
    }

    [Fact]
    public async Task Who_is_not_the_person_is_given_nothing()
    {
        var form = Forms.For(Items.Temporary);
        await _api.FileAsync(form);
        await RecogniseAsync(form);
        var other = form.Copy();
        other["applicant"]!["name"] = "王另一";

        var answer = (await ExportAsync(_api.Platform, other)).Expect(200);
        answer["cases"]!.AsArray().ShouldBeEmpty();
        answer["recognitions"]!.AsArray().ShouldBeEmpty();
        (await ExportAsync(_api.Platform, form)).Expect(200)["recognitions"].Texts("category").ShouldBe([Items.Edge]);
    }

    [Fact]
    public async Task A_window_gives_what_lies_in_its_division_and_nothing_else()
    {
        var form = Forms.For(Items.Temporary).In(TestKeys.County);
        var caseId = await _api.FileAsync(form);
        await RecogniseAsync(form);
        var (here, elsewhere) = (fixture.Host.Api.WithKey(TestKeys.Of("window here")), fixture.Host.Api.WithKey(TestKeys.Of("window elsewhere")));
        var answer = (await ExportAsync(here, form)).Expect(200);
        answer["cases"]!.AsArray().Count.ShouldBe(1);
        answer["recognitions"].Texts("category").ShouldBe([Items.Edge]);
        answer = (await ExportAsync(elsewhere, form)).Expect(200);
        answer["cases"]!.AsArray().ShouldBeEmpty();
        answer["recognitions"]!.AsArray().ShouldBeEmpty();

        var body = Body(form).With("caseId", caseId);
        (body["name"], body["idNumber"]) = ((string)form["household"]![0]!["name"]!, (string)form["household"]![0]!["idNumber"]!);
        (await here.PostAsync("privacy/exports", body)).Expect(200)["member"].ShouldNotBeNull();
        (await elsewhere.PostAsync("privacy/exports", body)).Expect(200)["member"].ShouldBeNull();
    }

    [Fact]
    public async Task A_member_is_given_their_own_fields_of_a_case_they_name_and_no_others()
    {
        var form = Forms.For(Items.Temporary);
        var caseId = await _api.DispatchAsync(form);
        var member = form["household"]![0]!;
        var body = Body(form);
        (body["name"], body["idNumber"]) = ((string)member["name"]!, (string)member["idNumber"]!);

        (await _api.Platform.PostAsync("privacy/exports", body)).Expect(200)["member"].ShouldBeNull();
        body["caseId"] = caseId;
        var reply = await _api.Platform.PostAsync("privacy/exports", body);
        var answer = reply.Expect(200);
        answer["cases"]!.AsArray().ShouldBeEmpty();
        ((string)answer["member"]!["fields"]!["idNumber"]!).ShouldBe((string)member["idNumber"]!);
        reply.Text.ShouldNotContain(Forms.IdNumberOf(form));
        reply.Text.ShouldNotContain("address");

        // Who is not of the household, or does not know the name, learns nothing by naming the case.
        body["name"] = "王另一";
        (await _api.Platform.PostAsync("privacy/exports", body)).Expect(200)["member"].ShouldBeNull();
        (body["name"], body["idNumber"]) = ((string)member["name"]!, Forms.IdNumber());
        (await _api.Platform.PostAsync("privacy/exports", body)).Expect(200)["member"].ShouldBeNull();
    }

    [Fact]
    public async Task A_recognition_that_has_ended_is_given_as_long_as_it_is_held()
    {
        var form = Forms.For(Items.Temporary);
        var entry = new JsonObject
        {
            ["category"] = Items.Edge,
            ["idNumber"] = Forms.IdNumberOf(form),
            ["documentNumber"] = "示救〔2025〕9号",
            ["division"] = "640104",
            ["validFrom"] = "2025-01-01",
            ["validTo"] = "2025-12-31",
        };
        (await _api.Department("civil-affairs").PutAsync("register/recognitions", new JsonObject { ["entries"] = new JsonArray(entry) })).Expect(200)["results"].Texts("status").ShouldBe(["recorded"]);

        ((string)(await ExportAsync(_api.Platform, form)).Expect(200)["recognitions"]!.AsArray().ShouldHaveSingleItem()!["validTo"]!).ShouldBe("2025-12-31");
    }

    [Fact]
    public async Task Every_fault_is_told_at_once() =>
        (await _api.Platform.PostAsync("privacy/exports", new JsonObject { ["idNumber"] = "1", ["reason"] = "curiosity", ["more"] = 1 }))
            .ExpectFaults().Length.ShouldBe(4);

    /// <summary>The applicant is recognised in the county where the form is filed.</summary>
    private async Task RecogniseAsync(JsonObject form) => (await _api.Department("civil-affairs").PutAsync("register/recognitions", new JsonObject
    {
        ["entries"] = new JsonArray(new JsonObject
        {
            ["category"] = Items.Edge,
            ["idNumber"] = Forms.IdNumberOf(form),
            ["documentNumber"] = "示认〔2026〕1号",
            ["division"] = (string)form["division"]!,
            ["validFrom"] = "2026-01-01",
        }),
    })).Expect(200)["results"].Texts("status").ShouldBe(["recorded"]);

    private static JsonObject Body(JsonObject form) =>
        new() { ["name"] = Forms.NameOf(form), ["idNumber"] = Forms.IdNumberOf(form), ["reason"] = "self" };

    private static Task<Reply> ExportAsync(Caller caller, JsonObject form) => caller.PostAsync("privacy/exports", Body(form));
}
