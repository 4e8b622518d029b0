using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;

namespace SocialAssistance.Api.Tests.Http;

/// <summary>What the API answered, read to its end.</summary>
internal sealed record Reply(string Request, int Status, byte[] Bytes, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    /// <summary>The answer as JSON.</summary>
    public JsonNode Body => JsonNode.Parse(Bytes)!;

    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The stable code of a problem.</summary>
    public string? Code => (string?)Body["code"];

    /// <summary>The answer, which must have a status.</summary>
    public JsonNode Expect(int status)
    {
        Status.ShouldBe(status, $"{Request}: {Text}");
        return Body;
    }

    /// <summary>A problem of RFC 9457, which must have a status and a code and speak Chinese.</summary>
    public JsonNode ExpectProblem(int status, string code)
    {
        Status.ShouldBe(status, $"{Request}: {Text}");
        ContentHeaders.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = Body;
        ((string?)problem["code"]).ShouldBe(code, Text);
        ((int?)problem["status"]).ShouldBe(status);
        ((string?)problem["title"]).ShouldNotBeNullOrEmpty();
        ((string?)problem["detail"]).ShouldNotBeNull().ShouldMatch("[\u4e00-\u9fff]");
        return problem;
    }

    /// <summary>The faults of a 422, as "pointer code", sorted.</summary>
    public string[] ExpectFaults()
    {
        var problem = ExpectProblem(422, "invalid-input");
        var faults = FaultsOf(problem["errors"]);
        faults.ShouldNotBeEmpty();
        return faults;
    }

    /// <summary>Faults keyed by JSON Pointer, as "pointer code", sorted.</summary>
    public static string[] FaultsOf(JsonNode? errors) =>
    [
        .. errors.ShouldNotBeNull().AsObject()
            .SelectMany(e => e.Value!.AsArray().Select(f =>
            {
                ((string?)f!["detail"]).ShouldNotBeNullOrEmpty();
                return $"{e.Key} {(string?)f["code"]}";
            }))
            .Order(StringComparer.Ordinal),
    ];
}
