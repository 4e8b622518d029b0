using System.Text.Json.Nodes;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Steps;
using SocialAssistance.Fuzz.Tests.Wire;
using SocialAssistance.Materials;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>
/// Whoever is answered well is of a role that may ask, and gets and does nothing outside of its divisions and its department.
/// Written from the design, not from the product's own table.
/// </summary>
internal static class AccessRules
{
    private static readonly string[] Filing = ["platform", "window"];
    private static readonly string[] Deciding = ["department"];

    private static readonly Dictionary<string, string[]> Roles = new(StringComparer.Ordinal)
    {
        ["SubmitApplication"] = Filing,
        ["SearchApplications"] = Filing,
        ["GetApplication"] = Filing,
        ["GetTimeline"] = Filing,
        ["WithdrawApplication"] = Filing,
        ["UploadMaterial"] = Filing,
        ["ExportPersonalData"] = Filing,
        ["CorrectPersonalData"] = Filing,
        ["GetWorkList"] = Deciding,
        ["GetTask"] = Deciding,
        ["GetTaskMaterial"] = Deciding,
        ["PostEvent"] = Deciding,
        ["PostEvents"] = Deciding,
        ["PutRecognitions"] = Deciding,
        ["ComparePeople"] = Deciding,
        ["GetSupervisedTasks"] = ["supervisor", "operator"],
        ["PlaceHold"] = ["operator"],
        ["ReleaseHold"] = ["operator"],
        ["GetAuditRecords"] = ["auditor"],
        ["GetAuditDay"] = ["auditor"],
    };

    public static IEnumerable<Violation> Of(Model model, Draft draft, byte[] sent, Answer? answer, JsonNode? json, IReadOnlyList<RequestTrace> traces)
    {
        if (answer is not { Status: < 300 } || traces is not [{ Operation: { Anonymous: false } operation } trace])
        {
            yield break;
        }

        if (draft.Acting is not { } caller || !Roles[operation.Name].Contains(caller.Role))
        {
            yield return new Violation("access", $"{operation.Name} is answered {answer.Status} to {draft.Acting?.Name ?? "nobody"}");
            yield break;
        }

        foreach (var write in trace.Cases.Where(w => !caller.Covers(w.Next.Form.Division)))
        {
            yield return new Violation("access", $"{caller.Name} has written {write.Next.CaseId}, which is of another place");
        }

        foreach (var handled in trace.Cases.SelectMany(w => w.Next.Handled.Except(w.Previous?.Handled ?? []).Select(h => w.Next.FindItem(h.Item)!)))
        {
            if (handled.Department != caller.Department)
            {
                yield return new Violation("access", $"{caller.Name} has decided {handled.Item}");
            }
        }

        var wrong = operation.Name switch
        {
            "GetWorkList" or "GetSupervisedTasks" => json!["tasks"]!.AsArray()
                .FirstOrDefault(t => !caller.Covers((string)t!["division"]!) || (caller.Department is { } own && (string)t["department"]! != own))?.ToJsonString(),
            "GetTaskMaterial" => IsScanAskedFor(model, draft, answer) ? null : draft.Path,
            "PutRecognitions" => OutOfPlace(caller, draft, json!),
            "SearchApplications" or "ExportPersonalData" => Model.CasesIn(answer.Body).FirstOrDefault(c => !IsAskedFor(model, c, sent)),
            _ => null,
        };
        if (wrong is not null)
        {
            yield return new Violation("access", $"{operation.Name} of {caller.Name} is about what is none of its own, or not asked for: {wrong}");
        }
    }

    /// <summary>The bytes are those that the id in the address was made of, of the case in the address, and no page to be shown.</summary>
    private static bool IsScanAskedFor(Model model, Draft draft, Answer answer)
    {
        var path = Uri.UnescapeDataString(draft.Path);
        return answer.Header("Content-Disposition")?.StartsWith("attachment", StringComparison.Ordinal) == true
            && Model.CaseInPath(path) is { } caseId
            && model.ScansOf(caseId).Any(m => path.Contains(m.MaterialId, StringComparison.Ordinal) && MaterialId.From(m.Material, answer.Body) == m.MaterialId);
    }

    private static string? OutOfPlace(Caller caller, Draft draft, JsonNode json) => JsonNode.Parse(draft.Body!)!["entries"]!.AsArray()
        .Zip(json["results"]!.AsArray())
        .FirstOrDefault(pair => (string?)pair.Second!["status"] == "recorded" && !caller.Covers(((string)pair.First!["division"]!).Trim())).First?.ToJsonString();

    /// <summary>A case is found by the name and the number of one and the same.</summary>
    private static bool IsAskedFor(Model model, string caseId, byte[] sent)
    {
        var plain = Spelling.Plain(sent);
        return Marks.In(plain).Any(m => model.Find(m.Family)?.Cases.ContainsKey(caseId) == true)
            && Model.NumbersIn(plain).Any(n => model.FindByNumber(n)?.Family.Cases.ContainsKey(caseId) == true);
    }
}
