using System.Text.Json.Nodes;
using SocialAssistance.Cases;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Invariants;
using SocialAssistance.Fuzz.Tests.Wire;

namespace SocialAssistance.Fuzz.Tests.Steps;

/// <summary>An application that was accepted.</summary>
/// <param name="Family">Whose.</param>
/// <param name="CaseId">Number of the case.</param>
/// <param name="Body">What was sent.</param>
/// <param name="Key">Idempotency key it came with, or null.</param>
/// <param name="By">Who filed it.</param>
/// <param name="Sent">The whole request.</param>
/// <param name="IsUntouched">Whether nothing was done to it.</param>
internal sealed record Filed(Family Family, string CaseId, byte[] Body, string? Key, Caller By, byte[] Sent, bool IsUntouched);

/// <summary>Something a department said.</summary>
internal sealed record Said(Caller By, string CaseId, string Item, JsonObject Event)
{
    /// <summary>What was answered when it was taken; null when it was not, or not as it stands here.</summary>
    public byte[]? Answer { get; set; }
}

/// <summary>A correction that was made.</summary>
internal sealed record Made(string Path, Caller By, JsonObject Correction);

/// <summary>A scan that was taken.</summary>
internal sealed record Scan(string CaseId, string MaterialId, string Material);

/// <summary>What a session has come to: its families, its cases, and cases of others that everybody attacks.</summary>
internal sealed class World(FuzzHost host, Session session, IReadOnlyList<Filed> others)
{
    private int _made;

    public FuzzHost Host { get; } = host;

    public List<Family> Families { get; } = [.. session.Families.Select((p, place) => host.Model.NewFamily(session.FirstFamily + place, p.Division, p.Items))];

    public List<Filed> Filed { get; } = [];

    /// <summary>Cases that are none of the session's own.</summary>
    public IReadOnlyList<Filed> Others { get; } = others;

    public List<Said> Said { get; } = [];

    public List<Made> Made { get; } = [];

    public List<Scan> Scans { get; } = [];

    public List<string> Continuations { get; } = [];

    /// <summary>Own cases and others'.</summary>
    public IReadOnlyList<Filed> All => [.. Filed, .. Others];

    public Case? Latest(string caseId) => Host.Store.Latest(caseId);

    /// <summary>A text that no other session has.</summary>
    public string Unique(string prefix) => $"{prefix}-{Families[0].Index}-{++_made}";

    /// <summary>Another family like one that is there.</summary>
    public Family Another(Family like)
    {
        var family = Host.Model.NewFamily(session.FirstFamily + Families.Count, like.Division, like.Items);
        Families.Add(family);
        return family;
    }

    /// <summary>A caller that may file and follow applications of a county.</summary>
    public static Caller Filer(string division, int pick)
    {
        var fit = Caller.All.Where(c => c.Files && c.Covers(division)).ToArray();
        return fit[pick % fit.Length];
    }

    /// <summary>A caller that decides for a department in a county.</summary>
    public static Caller Decider(string department, string division, int pick)
    {
        var fit = Caller.All.Where(c => c.Department == department && c.Covers(division)).ToArray();
        return fit[pick % fit.Length];
    }

    /// <summary>Takes in what an answer told.</summary>
    public void Learn(Draft draft, byte[] sent, Answer answer, JsonNode? json)
    {
        if (answer.Status == 201 && draft.Family is { } family && draft.Acting is { } by && (string?)json?["caseId"] is { } caseId)
        {
            var key = draft.Headers.Where(h => h.Name == "Idempotency-Key").Select(h => h.Value).FirstOrDefault();
            Filed.Add(new Filed(family, caseId, draft.Body ?? [], key, by, sent, draft.IsUntouched));
        }
        else if (answer.Status == 202 && (string?)json?["materialId"] is { } scan && Model.CaseInPath(draft.Path) is { } filed)
        {
            Scans.Add(new Scan(filed, scan, (string)json["material"]!));
        }

        if (answer.Status == 200 && draft is { IsUntouched: true, Kind: "event" or "correction", Acting: { } said })
        {
            var body = JsonNode.Parse(draft.Body!)!.AsObject();
            if (draft.Kind == "correction")
            {
                Made.Add(new Made(draft.Path, said, body));
            }
            else if (Said.Find(s => (string?)s.Event["eventId"] == (string?)body["eventId"]) is { } taken)
            {
                taken.Answer = answer.Body;
            }
        }

        if (answer.Status == 200 && (string?)(json as JsonObject)?["continuation"] is { } continuation)
        {
            Continuations.Add(continuation);
        }
    }
}
