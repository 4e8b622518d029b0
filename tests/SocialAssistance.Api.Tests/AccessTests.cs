using Shouldly;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Api.Tests.OpenApi;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>Who may call what: every operation that the API describes, with every role.</summary>
public sealed class AccessTests(ApiFixture fixture)
{
    private const string Anyone = "anyone";
    private const string Department = "civil-affairs";

    private static readonly string[] Roles = ["platform", "window", "department", "supervisor", "operator", "auditor"];

    private static readonly (string Method, string Path, string[] Roles)[] Table =
    [
        ("GET", "/api/guide", [Anyone]),
        ("GET", "/api/guide/checklist", [Anyone]),
        ("POST", "/api/guide/suggestions", [Anyone]),
        ("GET", "/api/health/live", [Anyone]),
        ("GET", "/api/health/ready", [Anyone]),
        ("POST", "/api/applications", ["platform", "window"]),
        ("POST", "/api/applications/search", ["platform", "window"]),
        ("GET", "/api/applications/{caseId}", ["platform", "window"]),
        ("GET", "/api/applications/{caseId}/timeline", ["platform", "window"]),
        ("POST", "/api/applications/{caseId}/withdrawal", ["platform", "window"]),
        ("POST", "/api/applications/{caseId}/materials", ["platform", "window"]),
        ("GET", "/api/departments/{department}/tasks", ["department"]),
        ("GET", "/api/departments/{department}/tasks/{caseId}/{item}", ["department"]),
        ("GET", "/api/departments/{department}/tasks/{caseId}/{item}/materials/{materialId}", ["department"]),
        ("POST", "/api/departments/{department}/tasks/{caseId}/{item}/events", ["department"]),
        ("POST", "/api/departments/{department}/events", ["department"]),
        ("PUT", "/api/register/recognitions", ["department"]),
        ("POST", "/api/register/comparisons", ["department"]),
        ("GET", "/api/supervision/tasks", ["supervisor", "operator"]),
        ("POST", "/api/privacy/exports", ["platform", "window"]),
        ("POST", "/api/applications/{caseId}/corrections", ["platform", "window"]),
        ("POST", "/api/retention/holds", ["operator"]),
        ("POST", "/api/retention/holds/release", ["operator"]),
        ("GET", "/api/audit/records", ["auditor"]),
        ("GET", "/api/audit/days/{day}", ["auditor"]),
        ("GET", "/api/rehearsal/clock", ["operator"]),
        ("POST", "/api/rehearsal/clock", ["operator"]),
    ];

    private readonly Target _api = fixture.Api;

    public static TheoryData<string, string> Operations => [.. Table.Select(row => (row.Method, row.Path))];

    [Fact]
    public async Task Every_operation_stands_in_the_table()
    {
        var document = (await _api.Anyone.GetAsync("openapi.json")).Expect(200);
        var described = document.Operations().Select(o => $"{o.Method} {o.Path}").ToArray();
        var rehearsed = described.Any(o => o.Contains("/rehearsal/", StringComparison.Ordinal));
        described.ShouldBe(
            Table.Where(row => rehearsed || !row.Path.Contains("/rehearsal/", StringComparison.Ordinal)).Select(row => $"{row.Method} {row.Path}"),
            ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Who_may_call_is_answered_and_everybody_else_refused(string method, string path)
    {
        var allowed = Table.Single(row => row.Method == method && row.Path == path).Roles;
        var address = path["/api/".Length..].Replace("{department}", Department, StringComparison.Ordinal)
            .Replace("{caseId}", "20260803-640104-000000000000", StringComparison.Ordinal)
            .Replace("{item}", "housing-assistance", StringComparison.Ordinal)
            .Replace("{materialId}", "none", StringComparison.Ordinal);
        Assert.SkipWhen(
            path.Contains("/rehearsal/", StringComparison.Ordinal) && (await CallAsync(_api.As("operator"))).Status == 404,
            "The host is not rehearsing.");
        foreach (var role in Roles)
        {
            var caller = role == "department" ? _api.Department(Department) : _api.As(role);
            Judge(await CallAsync(caller), allowed.Contains(role) || allowed.Contains(Anyone), 403, "forbidden", role);
        }

        Judge(await CallAsync(_api.Anyone), allowed.Contains(Anyone), 401, "unauthorized", "nobody");
        Judge(await CallAsync(_api.WithKey("wrong")), allowed.Contains(Anyone), 401, "unauthorized", "a wrong key");

        Task<Reply> CallAsync(Caller caller) => caller.SendAsync(new HttpRequestMessage(new HttpMethod(method), address));

        static void Judge(Reply reply, bool may, int status, string code, string who)
        {
            if (may)
            {
                reply.Status.ShouldNotBeOneOf([401, 403, 405, 500], $"{who}: {reply.Request}");
            }
            else
            {
                reply.ExpectProblem(status, code);
            }
        }
    }

    [Fact]
    public async Task A_department_has_the_routes_of_no_other()
    {
        string[] departments = ["civil-affairs", "agriculture-rural-affairs", "medical-insurance", "education", "veterans-affairs", "housing-construction", "human-resources"];
        foreach (var caller in departments)
        {
            foreach (var route in departments)
            {
                var reply = await _api.Department(caller).GetAsync($"departments/{route}/tasks?pageSize=1");
                reply.Status.ShouldBe(caller == route ? 200 : 403, $"{caller}: {reply.Request}");
            }
        }

        (await _api.Department("education").GetAsync("departments/EDUCATION/tasks")).ExpectProblem(403, "forbidden");
        (await _api.Department("education").PostAsync("departments/civil-affairs/events")).ExpectProblem(403, "forbidden");
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("applications/x/y/z")]
    [InlineData("departments")]
    [InlineData("../outside")]
    public async Task An_unknown_address_is_not_found(string path)
    {
        Assert.SkipWhen(path.StartsWith("..", StringComparison.Ordinal) && !fixture.IsOwnHost, "What is outside /api is that host's own.");
        (await _api.Anyone.GetAsync(path)).ExpectProblem(404, "not-found");
        (await _api.Platform.PostAsync(path)).ExpectProblem(404, "not-found");
    }

    [Theory]
    [InlineData("DELETE", "applications/20260803-640104-000000000000", "GET")]
    [InlineData("GET", "applications/search/", null)]
    [InlineData("PUT", "guide", "GET")]
    [InlineData("PATCH", "register/recognitions", "PUT")]
    public async Task A_method_that_an_address_does_not_know_is_told_so(string method, string path, string? allowed)
    {
        var reply = await _api.Platform.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        if (allowed is null)
        {
            // "search" could be the number of a case, of which there is none.
            reply.ExpectProblem(404, "case-not-found");
            return;
        }

        reply.ExpectProblem(405, "method-not-allowed");
        reply.ContentHeaders.Allow.ShouldContain(allowed);
    }
}
