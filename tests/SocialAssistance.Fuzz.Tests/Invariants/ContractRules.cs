using System.Text.Json.Nodes;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Steps;
using SocialAssistance.Fuzz.Tests.Wire;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>What is taken is strict JSON and all that the API's description asks for, and what is answered is what it promises.</summary>
internal static class ContractRules
{
    public static IEnumerable<Violation> Of(Contract contract, Draft draft, Answer? answer, JsonNode? json, IReadOnlyList<RequestTrace> traces)
    {
        // Of a body that does not end where it says nobody knows what was read.
        if (answer is not { Status: < 300 } || draft.Incomplete || draft.Framing is not (Framing.Length or Framing.Chunks)
            || draft.Method == "HEAD" || traces is not [{ Operation: { } operation }] || !contract.Describes(operation.Name))
        {
            yield break;
        }

        if (contract.FaultOfRequest(operation.Name, draft.Body ?? [], Refused(json)) is { } taken)
        {
            yield return new Violation("contract", $"{operation.Name} has taken what it does not say it takes: {taken}");
        }

        if (json is not null && contract.FaultOfAnswer(operation.Name, answer.Status, json) is { } given)
        {
            yield return new Violation("contract", $"{operation.Name} has answered what it does not say it answers: {given}");
        }
    }

    /// <summary>Batches are answered entry by entry.</summary>
    private static HashSet<int>? Refused(JsonNode? json) => (json as JsonObject)?["results"] is JsonArray results
        ? [.. results.Select((r, place) => (r, place)).Where(r => r.r!["answer"] is null && (string?)r.r!["status"]?.ToString() != "recorded").Select(r => r.place)]
        : null;
}
