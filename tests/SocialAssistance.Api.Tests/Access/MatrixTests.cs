using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Api.Access;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests.Access;

/// <summary>
/// Every operation, asked by everybody. The table is written out by hand from the design (§5): when the product's own table
/// changes, it is seen here. The case is filed in the county of "here" and has one item, of civil affairs.
/// </summary>
public sealed class MatrixTests(ApiFixture fixture)
{
    private const string Department = "civil-affairs";
    private const string Item = Items.Temporary;
    private const string Task = "departments/" + Department + "/tasks/{case}/" + Item;

    /// <summary>
    /// Who asks: the platform; a window here and elsewhere; the department here and elsewhere; a department that has nothing
    /// to do with the case, at its own address and at the other's; supervisor, operator, auditor; nobody; a wrong key, one
    /// that has expired, one that is not good yet; a key with every scope but the one, with the one alone; key and token.
    /// </summary>
    private static readonly string[] Callers =
    [
        "platform", "window here", "window elsewhere", "civil-affairs here", "civil-affairs elsewhere", "own: education here", "education here",
        "supervisor", "operator", "auditor", "nobody", "wrong", "expired", "early", "without", "only", "both",
    ];

    private static readonly Row[] Table =
    [
        //                                                                            pla win  wi2 dep  de2  own edu  sup ope aud  nob wro exp ear  wit onl bot
        new("GetStartPage", "GET", "/", "", "platform",                              "200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200"),
        new("GetDescription", "GET", "openapi.json", "", "platform",                 "200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200"),
        new("GetGuide", "GET", "guide", "", "platform",                              "200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200"),
        new("GetChecklist", "GET", "guide/checklist?items=" + Item, "", "platform",  "200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200"),
        new("SuggestItems", "POST", "guide/suggestions", "", "platform",             "200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200"),
        new("GetLive", "GET", "health/live", "", "platform",                         "200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200"),
        new("GetReady", "GET", "health/ready", "", "platform",                       "200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200"),
        new("SubmitApplication", "POST", "applications", "applications.file", "platform",
                                                                                     "201 201 422 403 403 403 403 403 403 403 401 401 401 401 403 201 401"),
        new("SearchApplications", "POST", "applications/search", "applications.read", "platform",
                                                                                     "200 200 200 403 403 403 403 403 403 403 401 401 401 401 403 200 401"),
        new("GetApplication", "GET", "applications/{case}", "applications.read", "platform",
                                                                                     "200 200 404 403 403 403 403 403 403 403 401 401 401 401 403 200 401"),
        new("GetTimeline", "GET", "applications/{case}/timeline", "applications.read", "platform",
                                                                                     "200 200 404 403 403 403 403 403 403 403 401 401 401 401 403 200 401"),
        new("WithdrawApplication", "POST", "applications/{case}/withdrawal", "applications.withdraw", "platform",
                                                                                     "200 200 404 403 403 403 403 403 403 403 401 401 401 401 403 200 401"),
        new("UploadMaterial", "POST", "applications/{case}/materials", "applications.file", "window",
                                                                                     "202 202 404 403 403 403 403 403 403 403 401 401 401 401 403 202 401"),
        new("GetWorkList", "GET", "departments/" + Department + "/tasks", "tasks.list", Department,
                                                                                     "403 403 403 200 200 200 403 403 403 403 401 401 401 401 403 200 401"),
        new("GetTask", "GET", Task, "tasks.read", Department,                        "403 403 403 200 404 404 403 403 403 403 401 401 401 401 403 200 401"),
        new("GetTaskMaterial", "GET", Task + "/materials/{material}", "tasks.read", Department,
                                                                                     "403 403 403 200 404 404 403 403 403 403 401 401 401 401 403 200 401"),
        new("PostEvent", "POST", Task + "/events", "tasks.decide", Department,       "403 403 403 200 404 404 403 403 403 403 401 401 401 401 403 200 401"),
        new("PostEvents", "POST", "departments/" + Department + "/events", "tasks.decide", Department,
                                                                                     "403 403 403 200 200 200 403 403 403 403 401 401 401 401 403 200 401"),
        new("PutRecognitions", "PUT", "register/recognitions", "register.feed", Department,
                                                                                     "403 403 403 200 200 403 403 403 403 403 401 401 401 401 403 200 401"),
        new("ComparePeople", "POST", "register/comparisons", "register.compare", Department,
                                                                                     "403 403 403 200 200 200 200 403 403 403 401 401 401 401 403 200 401"),
        new("ExportPersonalData", "POST", "privacy/exports", "privacy.rights", "platform",
                                                                                     "200 200 200 403 403 403 403 403 403 403 401 401 401 401 403 200 401"),
        new("CorrectPersonalData", "POST", "applications/{case}/corrections", "privacy.rights", "platform",
                                                                                     "200 200 404 403 403 403 403 403 403 403 401 401 401 401 403 200 401"),

        // Nobody holds a case here: whoever may is told that there is no such case.
        new("PlaceHold", "POST", "retention/holds", "retention.hold", "operator",
                                                                                     "403 403 403 403 403 403 403 403 404 403 401 401 401 401 403 404 401"),
        new("ReleaseHold", "POST", "retention/holds/release", "retention.hold", "operator",
                                                                                     "403 403 403 403 403 403 403 403 404 403 401 401 401 401 403 404 401"),
        new("GetSupervisedTasks", "GET", "supervision/tasks", "supervision.read", "supervisor",
                                                                                     "403 403 403 403 403 403 403 200 200 403 401 401 401 401 403 200 401"),
        new("GetAuditRecords", "GET", "audit/records", "audit.read", "auditor",
                                                                                     "403 403 403 403 403 403 403 403 403 200 401 401 401 401 403 200 401"),
        new("GetAuditDay", "GET", "audit/days/{today}", "audit.read", "auditor",     "403 403 403 403 403 403 403 403 403 200 401 401 401 401 403 200 401"),
        new("GetRehearsalClock", "GET", "rehearsal/clock", "rehearsal.clock", "operator",
                                                                                     "403 403 403 403 403 403 403 403 200 403 401 401 401 401 403 200 401"),

        // Nobody moves the clock of these tests: whoever may is told that it goes forward only.
        new("MoveRehearsalClock", "POST", "rehearsal/clock", "rehearsal.clock", "operator",
                                                                                     "403 403 403 403 403 403 403 403 422 403 401 401 401 401 403 422 401"),
    ];

    private readonly Target _api = fixture.Host.Api;

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Fact]
    public void Every_operation_of_the_product_stands_here_and_no_other() =>
        Operations.All.Select(o => o.Name).ShouldBe(Table.Select(row => row.Name), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Everybody_is_answered_as_the_table_says(string name)
    {
        var row = Table.Single(r => r.Name == name);
        var expected = row.Answers.Split(' ').Select(int.Parse).ToArray();
        expected.Length.ShouldBe(Callers.Length);
        foreach (var (caller, status) in Callers.Zip(expected))
        {
            var reply = await AskAsync(row, caller);
            reply.Status.ShouldBe(status, $"{caller}: {reply.Request} {reply.Text}");
            if (status == 401)
            {
                reply.ExpectProblem(401, "unauthorized");
            }
            else if (status == 403)
            {
                reply.ExpectProblem(403, "forbidden");
            }
        }
    }

    private async Task<Reply> AskAsync(Row row, string caller)
    {
        var form = Forms.For(Item).In(TestKeys.County);
        var (caseId, materialId) = row.Path.Contains("{case}", StringComparison.Ordinal) || row.Name == "PostEvents" ? await CaseAsync(form) : ("", "");
        var path = row.Path.Replace("{case}", caseId, StringComparison.Ordinal).Replace("{material}", materialId, StringComparison.Ordinal);
        path = path.Replace("{today}", row.Name == "GetAuditDay" ? await LastDayAsync() : "", StringComparison.Ordinal);
        if (caller.StartsWith("own: ", StringComparison.Ordinal))
        {
            path = path.Replace(Department, "education", StringComparison.Ordinal);
        }

        using var request = new HttpRequestMessage(new HttpMethod(row.Method), path) { Content = Body(row.Name, form, caseId) };
        if (caller == "both")
        {
            request.Headers.Add("Authorization", "Bearer a.b.c");
        }

        return await Of(caller, row).SendAsync(request);
    }

    private Caller Of(string caller, Row row) => caller switch
    {
        "nobody" => _api.Anyone,
        "wrong" => _api.WithKey(TestKeys.Of("nobody's")),
        "both" => _api.WithKey(TestKeys.Of(row.Allowed + " here")),
        "expired" or "early" => _api.WithKey(TestKeys.Of($"{row.Allowed} {caller}")),
        "without" or "only" => _api.WithKey(TestKeys.Of(row.Scope.Length > 0 ? $"{row.Allowed} {caller} {row.Scope}" : "platform here")),
        _ when caller.StartsWith("own: ", StringComparison.Ordinal) => _api.WithKey(TestKeys.Of(caller["own: ".Length..])),
        _ => _api.WithKey(TestKeys.Of(caller.Contains(' ', StringComparison.Ordinal) ? caller : caller + " here")),
    };

    private async Task<(string CaseId, string MaterialId)> CaseAsync(JsonObject form)
    {
        var caseId = await _api.DispatchAsync(form);
        return (caseId, (string)(await _api.ProgressAsync(caseId))["materials"]![0]!["materialId"]!);
    }

    /// <summary>A day that has records; whoever reads the trail is in it, if nobody else is.</summary>
    private async Task<string> LastDayAsync()
    {
        var auditor = _api.WithKey(TestKeys.Of("auditor here"));
        (await auditor.GetAsync("audit/records?pageSize=1")).Expect(200);
        return (string)(await auditor.GetAsync("audit/records?pageSize=1")).Expect(200)["records"]![0]!["day"]!;
    }

    private static HttpContent? Body(string operation, JsonObject form, string caseId) => operation switch
    {
        "SuggestItems" => Json(new JsonObject()),
        "SubmitApplication" => Json(form),
        "SearchApplications" => Json(new JsonObject { ["name"] = Forms.NameOf(form), ["idNumber"] = Forms.IdNumberOf(form) }),
        "UploadMaterial" => new MultipartFormDataContent { { new StringContent("other"), "material" }, { new ByteArrayContent(CaseSteps.Scan()), "file", "scan.png" } },
        "PostEvent" => Json(Events.Accepted()),
        "PostEvents" => Json(new JsonObject { ["events"] = new JsonArray(Events.Accepted().With("caseId", caseId).With("item", Item)) }),
        "PutRecognitions" => Json(new JsonObject { ["entries"] = new JsonArray(new JsonObject()) }),
        "ComparePeople" => Json(new JsonObject { ["people"] = new JsonArray(new JsonObject { ["idNumber"] = Forms.IdNumberOf(form) }) }),
        "ExportPersonalData" => Json(new JsonObject { ["name"] = Forms.NameOf(form), ["idNumber"] = Forms.IdNumberOf(form), ["reason"] = "self" }),
        "CorrectPersonalData" => Json(new JsonObject
        {
            ["correctionId"] = "c1",
            ["reason"] = "换了手机号",
            ["fields"] = new JsonObject { ["/applicant/phone"] = "13900000001" },
        }),
        "PlaceHold" => Json(new JsonObject { ["caseId"] = "none", ["holdId"] = "h1", ["reason"] = "lawsuit" }),
        "ReleaseHold" => Json(new JsonObject { ["caseId"] = "none", ["holdId"] = "h1" }),
        "MoveRehearsalClock" => Json(new JsonObject { ["now"] = "2000-01-01T00:00:00+08:00" }),
        _ => null,
    };

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    /// <param name="Name">The operation.</param>
    /// <param name="Method">Its method.</param>
    /// <param name="Path">Its address below <c>/api/</c>, with what stands for a case and a scan of it.</param>
    /// <param name="Scope">The scope it needs.</param>
    /// <param name="Allowed">One who may, whose key comes too late, too early, with and without the scope.</param>
    /// <param name="Answers">What each of the callers is answered.</param>
    private sealed record Row(string Name, string Method, string Path, string Scope, string Allowed, string Answers);
}
