using System.Text.Json.Nodes;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Steps;
using SocialAssistance.Fuzz.Tests.Wire;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>
/// Nothing is shown, written or refused to somebody who is known without a record of it, in the trail before the answer is on
/// its way: in the caller's name, of each case the answer tells of, and of a refusal with its code.
/// </summary>
internal static class RecordRules
{
    public static IEnumerable<Violation> Of(Draft draft, Answer? answer, JsonNode? json, IReadOnlyList<RequestTrace> traces)
    {
        if (answer is null || draft.Acting is not { } caller || traces is not [{ Operation: { Anonymous: false } operation } trace] || answer.Status == 401)
        {
            yield break;
        }

        var records = trace.Records.ToArray();
        if (records.FirstOrDefault(r => r.Actor.Name != caller.Name || r.Actor.Role != caller.Role) is { } others)
        {
            yield return new Violation("recorded", $"a request of {caller.Name} is recorded as one of {others.Actor.Name}");
        }

        if (answer.Status >= 400)
        {
            if (answer.Status is 403 or 404 or 409 or 422 && json is JsonObject problem && !records.Any(r => r.Outcome == (string?)problem["code"]))
            {
                yield return new Violation("recorded", $"{operation.Name} refused with {answer.Status} {problem["code"]}, and no record says so");
            }

            yield break;
        }

        var done = records.Where(r => r.Outcome == AuditOutcome.Done).ToArray();
        if (operation.Purpose is null)
        {
            yield break;
        }

        if (done.Length == 0)
        {
            yield return new Violation("recorded", $"{operation.Name} has shown something, and no record says so");
        }

        // Whoever reads the trail is shown all cases' numbers and nobody's data: that it was read is recorded.
        var unrecorded = operation.Purpose == Api.Access.Purposes.Audit ? null : Model.CasesIn(answer.Body).FirstOrDefault(c => done.All(r => r.CaseId != c));
        if (unrecorded is not null)
        {
            yield return new Violation("recorded", $"{operation.Name} tells of {unrecorded}, and no record says so");
        }
    }
}
