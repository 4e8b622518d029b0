using System.Text.Json.Nodes;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Steps;
using SocialAssistance.Fuzz.Tests.Wire;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>
/// An error has changed nothing; a success has changed exactly what it says. What was taken goes into the model.
/// </summary>
internal static class WriteRules
{
    public static IEnumerable<Violation> Of(Model model, Draft draft, byte[] sent, Answer? answer, JsonNode? json, IReadOnlyList<RequestTrace> traces)
    {
        var writes = traces.SelectMany(t => t.Cases).ToArray();
        var register = traces.Sum(t => t.Register.Count);
        foreach (var write in writes)
        {
            model.Holds(write.Next.CaseId, sent);
        }

        if (answer is not { Status: < 300 })
        {
            return writes.Length + register > 0
                ? [new Violation("nothing-half", $"answered {answer?.Status.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nothing"}, and yet {writes.Length} cases and {register} register entries were written")]
                : [];
        }

        var explained = answer.Status switch
        {
            201 => Created(model, draft, json, writes),
            202 => Filed(model, draft, json, writes),
            // The server knows methods in small letters, too.
            200 when draft.Method.ToUpperInvariant() is "POST" or "PUT" && json is JsonObject said => Said(model, said, writes, register),
            _ => null,
        };
        return explained ?? (writes.Length + register > 0
            ? [new Violation("nothing-more", $"{draft.Method} answered {answer.Status} wrote {writes.Length} cases and {register} register entries")]
            : []);
    }

    private static Violation[]? Created(Model model, Draft draft, JsonNode? json, CaseWrite[] writes)
    {
        var caseId = (string?)json?["caseId"];
        if (writes is not [{ Previous: null } created] || created.Next.CaseId != caseId)
        {
            return [new Violation("created", $"201 for {caseId} with {writes.Length} writes")];
        }

        var sent = JsonNode.Parse(draft.Body!)!.AsObject();
        var form = created.Next.Form;
        var whole = form.Items.Select(i => (string?)i).Order(StringComparer.Ordinal).SequenceEqual(sent["items"]!.AsArray().Select(i => ((string?)i)?.Trim()).Order(StringComparer.Ordinal))
            && form.Household.Length == ((sent["household"] as JsonArray)?.Count ?? 0)
            && form.Authorization.Signatories.Length == sent["authorization"]!["signatories"]!.AsArray().Count
            && (form.Medical is null) == (sent["medical"] is null) && (form.Temporary is null) == (sent["temporary"] is null)
            && (form.Veteran is null) == (sent["veteran"] is null) && (form.StudentLoan is null) == (sent["studentLoan"] is null)
            && (form.Housing is null) == (sent["housing"] is null) && (form.Employment is null) == (sent["employment"] is null)
            && created.Next.Items.Length == form.Items.Length;
        model.Cases[caseId!] = new Told(draft.Family!, IsFindable(draft.Family!, sent));
        draft.Family!.Cases.TryAdd(caseId!, 0);
        return whole ? [] : [new Violation("complete", $"{caseId} does not hold all that was sent")];
    }

    private static bool IsFindable(Family family, JsonObject sent) =>
        (string?)sent["applicant"]!["name"] == family.Name && (string?)sent["applicant"]!["idNumber"] == family.IdNumbers[0];

    private static Violation[]? Filed(Model model, Draft draft, JsonNode? json, CaseWrite[] writes)
    {
        var scan = (string?)json?["materialId"];
        if (writes.Length > 1 || scan is null || (writes is [var write] && write.Next.Materials.All(m => m.MaterialId != scan)))
        {
            return [new Violation("filed", $"202 for {scan} with {writes.Length} writes")];
        }

        var caseId = writes is [var it] ? it.Next.CaseId : Model.CaseInPath(draft.Path);
        if (caseId is not null && model.Cases.TryGetValue(caseId, out var told))
        {
            told.Materials.TryAdd(scan, 0);
            Interlocked.Add(ref told.Writes, writes.Length);
        }

        return [];
    }

    // What a POST or PUT that was answered 200 has done; null when it is none that writes.
    private static Violation[]? Said(Model model, JsonObject json, CaseWrite[] writes, int register)
    {
        if (json["results"] is JsonArray results)
        {
            var recorded = results.Count(r => (string?)r!["status"] == "recorded");
            var answers = results.Select(r => r!["answer"] as JsonObject).OfType<JsonObject>().ToArray();
            return register != (recorded > 0 ? 1 : 0) ? [new Violation("recorded", $"{recorded} recorded, {register} writes")] : Events(model, answers, writes);
        }

        if (json["eventId"] is not null)
        {
            return Events(model, [json], writes);
        }

        if (json["missingMaterials"] is not null)
        {
            var caseId = (string)json["caseId"]!;
            if (writes.Length > 1 || (writes is [var write] && (write.Next.CaseId != caseId || write.Previous is null || write.Next.Items.Count(i => i.IsClosed) <= write.Previous.Items.Count(i => i.IsClosed))))
            {
                return [new Violation("withdrawn", $"200 for {caseId} with {writes.Length} writes")];
            }

            if (model.Cases.TryGetValue(caseId, out var told))
            {
                Interlocked.Add(ref told.Writes, writes.Length);
            }

            return [];
        }

        return null;
    }

    private static Violation[]? Events(Model model, JsonObject[] answers, CaseWrite[] writes)
    {
        foreach (var answer in answers)
        {
            var (caseId, item, eventId) = ((string)answer["caseId"]!, (string)answer["item"]!, (string)answer["eventId"]!);
            if (model.Cases.TryGetValue(caseId, out var told))
            {
                told.Events.TryAdd($"{item} {eventId}", 0);
            }
        }

        foreach (var write in writes)
        {
            var handled = write.Next.Handled.Except(write.Previous?.Handled ?? []).ToArray();
            if (handled is not [var one] || !answers.Any(a => (string?)a["caseId"] == write.Next.CaseId && (string?)a["item"] == one.Item && (string?)a["eventId"] == one.EventId))
            {
                return [new Violation("said", $"{write.Next.CaseId} was written for an event that is not in the answer")];
            }

            if (model.Cases.TryGetValue(write.Next.CaseId, out var told))
            {
                Interlocked.Increment(ref told.Writes);
            }
        }

        return [];
    }
}
