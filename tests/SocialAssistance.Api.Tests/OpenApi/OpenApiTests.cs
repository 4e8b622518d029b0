using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Api.Tests.Hosting;
using Xunit;

namespace SocialAssistance.Api.Tests.OpenApi;

/// <summary>The contract that callers build on: it changes only when somebody has looked at the change.</summary>
public sealed class OpenApiTests(ApiFixture fixture)
{
    private const string AcceptVariable = "SOCIAL_ASSISTANCE_ACCEPT_OPENAPI";

    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    [Fact]
    public async Task The_document_is_the_reviewed_one()
    {
        var document = await DocumentAsync();
        Assert.SkipWhen(document["paths"]!["/api/rehearsal/clock"] is null, "The reviewed document is that of a rehearsing host.");
        var served = document.ToJsonString(Readable) + "\n";
        var file = SnapshotPath();
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            await File.WriteAllTextAsync(file, served, TestContext.Current.CancellationToken);
        }

        var reviewed = File.Exists(file) ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) : "";
        if (served == reviewed)
        {
            return;
        }

        var (was, now) = (reviewed.Split('\n'), served.Split('\n'));
        var line = was.Zip(now).TakeWhile(l => l.First == l.Second).Count();
        Assert.Fail($"""
            The API's description has changed. The first difference is in line {line + 1} of openapi.json:
              reviewed: {was.ElementAtOrDefault(line)?.Trim()}
              served:   {now.ElementAtOrDefault(line)?.Trim()}
            If the change is meant, run this test once with {AcceptVariable}=1, read the difference of openapi.json, and commit it.
            """);
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_a_tag_and_every_parameter_a_description()
    {
        var operations = (await DocumentAsync()).Operations().ToArray();
        operations.Select(o => (string?)o.Operation["operationId"]).ShouldBeUnique();
        foreach (var (method, path, operation) in operations)
        {
            ((string?)operation["operationId"]).ShouldNotBeNullOrEmpty($"{method} {path}");
            ((string?)operation["summary"]).ShouldNotBeNullOrEmpty($"{method} {path}");
            operation["tags"]!.AsArray().Count.ShouldBe(1, $"{method} {path}");
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
            {
                ((string?)parameter!["description"]).ShouldNotBeNullOrEmpty($"{method} {path} {parameter["name"]}");
            }
        }
    }

    [Fact]
    public async Task Every_body_and_every_answer_has_a_schema_and_every_problem_is_one()
    {
        var document = await DocumentAsync();
        foreach (var (method, path, operation) in document.Operations())
        {
            if (method is "POST" or "PUT")
            {
                var body = operation["requestBody"].ShouldNotBeNull($"{method} {path}");
                body["content"]!.AsObject().ShouldAllBe(c => document.Resolve(c.Value!["schema"]!)["properties"] != null, $"{method} {path}");
            }

            foreach (var (status, response) in operation["responses"]!.AsObject())
            {
                var content = response!["content"].ShouldNotBeNull($"{method} {path} {status}").AsObject();
                var problem = status[0] >= '4' && !(path.EndsWith("/ready", StringComparison.Ordinal) && status == "503");
                content.ContainsKey("application/problem+json").ShouldBe(problem, $"{method} {path} {status}");
                content.ShouldAllBe(c => c.Value!["schema"] != null, $"{method} {path} {status}");
                ((string?)response["description"]).ShouldNotBeNullOrEmpty($"{method} {path} {status}");
            }
        }

        var details = document["components"]!["schemas"]!["ProblemDetails"]!["properties"]!.AsObject();
        details.ContainsKey("code").ShouldBeTrue();
        details.ContainsKey("errors").ShouldBeTrue();
    }

    [Fact]
    public async Task Every_guarded_operation_asks_for_a_key_or_a_token_and_tells_of_401_403_and_429()
    {
        var document = await DocumentAsync();
        var scheme = document["components"]!["securitySchemes"]!["ApiKey"]!;
        ((string?)scheme["name"]).ShouldBe("X-Api-Key");
        ((string?)document["components"]!["securitySchemes"]!["Bearer"]!["scheme"]).ShouldBe("bearer");
        foreach (var (method, path, operation) in document.Operations())
        {
            var open = path.StartsWith("/api/guide", StringComparison.Ordinal) || path.StartsWith("/api/health", StringComparison.Ordinal);
            (operation["security"]?.AsArray() ?? []).SelectMany(s => s!.AsObject().Select(o => o.Key)).ShouldBe(open ? [] : ["ApiKey", "Bearer"], $"{method} {path}");
            operation["responses"]!.AsObject().ContainsKey("429").ShouldBe(!path.StartsWith("/api/health", StringComparison.Ordinal), $"{method} {path}");
            operation["responses"]!.AsObject().ContainsKey("401").ShouldBe(!open, $"{method} {path}");
            operation["responses"]!.AsObject().ContainsKey("403").ShouldBe(!open, $"{method} {path}");
        }
    }

    [Theory]
    [InlineData("ItemAnswer", "status", "supplement-requested")]
    [InlineData("ItemAnswer", "light", "yellow")]
    [InlineData("ProgressAnswer", "status", "awaiting-materials")]
    [InlineData("MaterialAnswer", "status", "undetermined")]
    [InlineData("WorkItemAnswer", "status", "dispatched")]
    [InlineData("DecisionAnswer", "outcome", "denied")]
    [InlineData("TimelineEntryAnswer", "kind", "recognition-shared")]
    [InlineData("DepartmentEventBody", "type", "not-accepted")]
    [InlineData("DecisionBody", "outcome", "granted")]
    [InlineData("ApplicationForm", "channel", "app")]
    [InlineData("HouseholdMember", "relation", "grandparent")]
    [InlineData("HousingSection", "kind", "rent-subsidy")]
    [InlineData("HousingSection", "tenure", "borrowed")]
    [InlineData("HouseholdFacts", "housingTenure", "borrowed")]
    [InlineData("TimeLimit", "unit", "working-days")]
    [InlineData("ReadyAnswer", "status", "not-ready")]
    [InlineData("RecognitionResult", "status", "rejected")]
    public async Task A_code_lists_what_it_can_be(string schema, string property, string value)
    {
        var document = await DocumentAsync();
        var member = document["components"]!["schemas"]![schema].ShouldNotBeNull(schema)["properties"]![property]!;
        var described = document.Resolve(member["oneOf"]?.AsArray().Single(o => o!["$ref"] is not null) ?? member);
        described["enum"].ShouldNotBeNull($"{schema}.{property}").AsArray().Select(v => (string)v!).ShouldContain(value);
    }

    [Fact]
    public async Task Every_schema_and_every_member_says_what_it_means()
    {
        var document = await DocumentAsync();
        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
        {
            ((string?)schema!["description"]).ShouldNotBeNullOrEmpty(name);
            foreach (var (member, described) in schema["properties"]?.AsObject() ?? [])
            {
                IEnumerable<JsonNode?> said = [described, document.Resolve(described!), .. described!["oneOf"]?.AsArray().Select(o => document.Resolve(o!)) ?? []];
                said.Any(s => !string.IsNullOrEmpty((string?)s!["description"])).ShouldBeTrue($"{name}.{member}");
            }
        }
    }

    private async Task<JsonNode> DocumentAsync() => (await fixture.Api.Anyone.GetAsync("openapi.json")).Expect(200);

    private static string SnapshotPath([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "openapi.json");
}
