using System.Text.Json.Nodes;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Steps;
using SocialAssistance.Fuzz.Tests.Wire;
using Case = SocialAssistance.Cases.Case;

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

        var explained = (answer.Status, traces is [var trace] ? trace.Operation?.Name : null) switch
        {
            (201, "SubmitApplication") => Created(model, draft, json, writes),
            (202, "UploadMaterial") => Filed(model, draft, json, writes),
            (200, "PutRecognitions") => Fed(json!, register, writes),
            (200, "PostEvent") => Events(model, [json!.AsObject()], writes),
            (200, "PostEvents") => Events(model, [.. json!["results"]!.AsArray().Select(r => r!["answer"] as JsonObject).OfType<JsonObject>()], writes),
            (200, "WithdrawApplication") => OfOne(json!, writes, (before, after) => after.Items.Count(i => i.IsClosed) > before.Items.Count(i => i.IsClosed)),
            (200, "CorrectPersonalData") => Corrected(model, draft, json!, writes),
            (200, "PlaceHold" or "ReleaseHold") => Held(model, json!, writes),
            _ => null,
        };
        return explained ?? (writes.Length + register > 0
            ? [new Violation("nothing-more", $"{draft.Method} answered {answer.Status} wrote {writes.Length} cases and {register} register entries")]
            : []);
    }

    private static Violation[] Created(Model model, Draft draft, JsonNode? json, CaseWrite[] writes)
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

    private static Violation[] Filed(Model model, Draft draft, JsonNode? json, CaseWrite[] writes)
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
        }

        return [];
    }

    private static Violation[] Fed(JsonNode json, int register, CaseWrite[] writes)
    {
        var recorded = json["results"]!.AsArray().Count(r => (string?)r!["status"] == "recorded");
        return register == (recorded > 0 ? 1 : 0) && writes.Length == 0 ? [] : [new Violation("fed", $"{recorded} recorded, {register} writes")];
    }

    /// <summary>One write at most, of the case that the answer tells of, which did what was asked for.</summary>
    private static Violation[] OfOne(JsonNode json, CaseWrite[] writes, Func<Case, Case, bool> did) =>
        writes is [] || (writes is [{ Previous: { } before } write] && write.Next.CaseId == (string?)json["caseId"] && did(before, write.Next))
            ? []
            : [new Violation("explained", $"200 for {json["caseId"]} with {writes.Length} writes that are none of it")];

    private static Violation[] Corrected(Model model, Draft draft, JsonNode json, CaseWrite[] writes)
    {
        if (writes is [var write] && model.Cases.TryGetValue(write.Next.CaseId, out var told) && !write.Next.Corrections.IsEmpty)
        {
            var fields = JsonNode.Parse(draft.Body!)!["fields"]!.AsObject();
            told.Corrected(write.Next.Corrections[^1].CorrectionId, fields.ContainsKey("/applicant/name") || fields.ContainsKey("/applicant/idNumber"));
        }

        return OfOne(json, writes, (before, after) => after.Corrections.Length == before.Corrections.Length + 1
            && after.Items.Select(i => i.Status).SequenceEqual(before.Items.Select(i => i.Status)));
    }

    private static Violation[] Held(Model model, JsonNode json, CaseWrite[] writes)
    {
        if (writes is [var write] && model.Cases.TryGetValue(write.Next.CaseId, out var told))
        {
            foreach (var hold in write.Next.Holds)
            {
                told.Holds.TryAdd(hold.HoldId, 0);
            }
        }

        return OfOne(json, writes, (before, after) => !after.Holds.SequenceEqual(before.Holds) && after.Items.SequenceEqual(before.Items) && after.Form.Equals(before.Form));
    }

    private static Violation[] Events(Model model, JsonObject[] answers, CaseWrite[] writes)
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
        }

        return [];
    }
}
