using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Steps;
using SocialAssistance.Fuzz.Tests.Wire;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>Something that must never be.</summary>
/// <param name="Rule">The rule it breaks.</param>
/// <param name="Detail">How.</param>
internal sealed record Violation(string Rule, string Detail);

/// <summary>What every single answer must be, whatever was asked.</summary>
internal static partial class AnswerRules
{
    /// <summary>What the server may say by itself of what is no HTTP, or too much of it, before the application hears of it.</summary>
    private static readonly int[] ServersOwn = [400, 405, 408, 411, 413, 414, 417, 421, 426, 431, 501, 505];

    public static IEnumerable<Violation> Of(Draft draft, Answer? answer, JsonNode? json, bool reached)
    {
        if (answer is null)
        {
            if (!draft.Incomplete && !draft.BrokenHttp)
            {
                yield return new Violation("answered", "the connection was closed without an answer");
            }

            yield break;
        }

        // Not even HTTP 505, were it not the server's own word for a version it does not know.
        if (answer.Status >= 500 && (reached || answer.Status is not (501 or 505)))
        {
            yield return new Violation("no-5xx", $"status {answer.Status}");
        }

        if (Encoding.Latin1.GetString(answer.Raw).Contains(Caller.KeyPrefix, StringComparison.OrdinalIgnoreCase))
        {
            yield return new Violation("no-key", "a key stands in the answer");
        }

        if (reached && (answer.Header("X-Content-Type-Options") != "nosniff" || answer.Header("Cache-Control") is not ("no-store" or "public, max-age=300") || answer.Header("Server") is not null))
        {
            yield return new Violation("headers", $"{answer.Status} may be guessed at or kept, or says what server it is of");
        }

        if (answer.Status < 400)
        {
            if (answer.Status is not (200 or 201 or 202 or 204))
            {
                yield return new Violation("known-status", $"status {answer.Status}");
            }

            if (draft.Acting is null && !IsOpen(answer, json))
            {
                yield return new Violation("authentication", "answered to nobody in particular");
            }
        }
        else if (reached)
        {
            if (FaultOfProblem(answer, json, draft.Method == "HEAD") is { } fault)
            {
                yield return new Violation("problem", fault);
            }
        }
        else if (!ServersOwn.Contains(answer.Status) || answer.Body.Length > 0 || !draft.BrokenHttp)
        {
            yield return new Violation("problem", $"status {answer.Status} of the server itself, with {answer.Body.Length} bytes, to a request that is right as HTTP: {draft.BrokenHttp}");
        }
    }

    /// <summary>What is open to anybody: the guide and its checklist, suggestions, signs of life, the description, the start page.</summary>
    private static bool IsOpen(Answer answer, JsonNode? json) =>
        answer.Status == 200 && (json is not JsonObject o || o.ContainsKey("prefectures") || o.ContainsKey("limits") || o.ContainsKey("suggestions") || o.ContainsKey("openapi") || (string?)o["status"] is "live" or "ready");

    private static string? FaultOfProblem(Answer answer, JsonNode? json, bool bodiless)
    {
        if (answer.Header("Content-Type")?.StartsWith("application/problem+json", StringComparison.Ordinal) != true)
        {
            return $"{answer.Status} is {answer.Header("Content-Type") ?? "of no type"}";
        }

        if (bodiless)
        {
            return null;
        }

        if (json is not JsonObject problem)
        {
            return "the problem is no JSON object";
        }

        var code = Text(problem["code"]);
        if (code is null || !KnownCodes.OfProblems.Contains(code))
        {
            return $"the code '{code}' is not in the catalogue";
        }

        if (problem["status"]?.GetValue<int>() != answer.Status || Text(problem["title"]) is not { Length: > 0 } || !Chinese().IsMatch(Text(problem["detail"]) ?? ""))
        {
            return $"'{code}' has another status, no title, or no Chinese text";
        }

        return code == "invalid-input" ? FaultOfErrors(problem["errors"]) : null;
    }

    private static string? FaultOfErrors(JsonNode? errors)
    {
        if (errors is not JsonObject { Count: > 0 } byPointer)
        {
            return "invalid-input names no faults";
        }

        return byPointer.Select(at => at.Value!.AsArray().Select(f => Text(f!["code"])).FirstOrDefault(c => c is null || !KnownCodes.OfFaults.Contains(c)))
            .Where(c => c is not null).Select(c => $"the fault code '{c}' is not in the catalogue").FirstOrDefault();
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    [GeneratedRegex("[\u4e00-\u9fff]")]
    private static partial Regex Chinese();
}
