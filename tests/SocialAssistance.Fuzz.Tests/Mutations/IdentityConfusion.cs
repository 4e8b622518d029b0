using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Steps;

namespace SocialAssistance.Fuzz.Tests.Mutations;

/// <summary>Well-formed requests of the wrong caller, or about what belongs to somebody else.</summary>
internal static class IdentityConfusion
{
    private delegate void Change(Draft draft, World world, Pick pick);

    private static readonly Gen<(string Name, Change Change)> AnyChange = Gen.Frequency(
        (6, Of("caller", (draft, _, pick) => draft.As(pick.First(Caller.All)))),
        (3, Of("caller-of-kind", (draft, _, pick) => draft.As(OfKind(draft.Acting, pick)))),
        (6, Of("case", (draft, world, pick) => Swap(draft, world, pick.First(world.All).CaseId))),
        (2, Of("case-guessed", (draft, world, pick) => Swap(draft, world, Guess(pick.First(world.All).CaseId, pick)))),
        (3, Of("department", (draft, _, pick) => Segment(draft, "departments", pick.First(Caller.Departments)))),
        (3, Of("item", (draft, world, pick) => LastItem(draft, world, pick))),
        (2, Of("material", (draft, world, pick) => Segment(draft, "materials", world.Scans.Count > 0 ? pick.First(world.Scans).MaterialId : "identity-document-0"))),
        (3, Of("event-id", EventId)),
        (4, Of("key", Key)),
        (3, Of("reference", (draft, world, pick) => Member(draft, "externalReference", pick.First(world.All).Family.Reference))),
        (2, Of("person", (draft, world, pick) => Person(draft, world, pick))));

    public static readonly Gen<Mutation> Any = Gen.Select(
        AnyChange, Pick.Any, (change, pick) => new Mutation("identity-" + change.Name, (draft, world) => change.Change(draft, world, pick)));

    /// <summary>Another of the same role: the nearest to be taken for one another.</summary>
    private static Caller OfKind(Caller? caller, Pick pick)
    {
        var kind = Caller.All.Where(c => c.Role == caller?.Role).ToArray();
        return kind.Length > 0 ? pick.First(kind) : pick.First(Caller.All);
    }

    private static void Swap(Draft draft, World world, string caseId)
    {
        var known = world.All.Select(f => f.CaseId).FirstOrDefault(id => draft.Path.Contains(id, StringComparison.Ordinal));
        if (known is not null)
        {
            draft.Path = draft.Path.Replace(known, caseId, StringComparison.Ordinal);
        }
        else if (draft.IsJson)
        {
            draft.Body = Encoding.UTF8.GetBytes(world.All.Aggregate(
                Encoding.UTF8.GetString(draft.Body!), (text, filed) => text.Replace(filed.CaseId, caseId, StringComparison.Ordinal)));
        }
    }

    private static string Guess(string caseId, Pick pick)
    {
        var characters = caseId.ToCharArray();
        characters[^(1 + (pick.B % 12))] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[pick.C % 32];
        return new string(characters);
    }

    private static void Segment(Draft draft, string after, string value)
    {
        var parts = draft.Path.Split('/');
        var at = Array.IndexOf(parts, after) + 1;
        if (at > 0 && at < parts.Length)
        {
            parts[at] = value;
            draft.Path = string.Join('/', parts);
        }
    }

    private static void LastItem(Draft draft, World world, Pick pick)
    {
        var items = world.All.SelectMany(f => f.Family.Items).Distinct().Order(StringComparer.Ordinal).ToArray();
        var parts = draft.Path.Split('/');
        if (parts.Length > 6 && parts[2] == "departments")
        {
            parts[6] = pick.First(items);
            draft.Path = string.Join('/', parts);
        }
        else
        {
            Member(draft, "items", new JsonArray(JsonValue.Create(pick.First(items))));
        }
    }

    private static void EventId(Draft draft, World world, Pick pick)
    {
        if (world.Said.Count > 0 && draft.Kind.StartsWith("event", StringComparison.Ordinal))
        {
            Member(draft, "eventId", (string)pick.First(world.Said).Event["eventId"]!);
        }
        else if (world.Made.Count > 0)
        {
            Member(draft, "correctionId", (string)pick.First(world.Made).Correction["correctionId"]!);
        }
    }

    /// <summary>A key that somebody, perhaps somebody else, has used.</summary>
    private static void Key(Draft draft, World world, Pick pick)
    {
        if (draft.Kind.StartsWith("submit", StringComparison.Ordinal))
        {
            draft.Headers.RemoveAll(h => h.Name == "Idempotency-Key");
            draft.Headers.Add(("Idempotency-Key", pick.First(world.All).Key ?? "shared-key"));
        }
    }

    /// <summary>Asks for, or acts for, a person of another family.</summary>
    private static void Person(Draft draft, World world, Pick pick)
    {
        var family = pick.First(world.All).Family;
        if (draft.Kind is "search" or "export")
        {
            Member(draft, "idNumber", family.IdNumbers[0]);
            if (pick.B % 2 == 0)
            {
                Member(draft, "name", family.Name);
            }
        }
        else if (draft.IsJson)
        {
            draft.Body = Encoding.UTF8.GetBytes(world.Families.Aggregate(
                Encoding.UTF8.GetString(draft.Body!), (text, own) => text.Replace(own.IdNumbers[0], family.IdNumbers[0], StringComparison.Ordinal)));
        }
    }

    private static void Member(Draft draft, string name, JsonNode value)
    {
        if (!draft.IsJson)
        {
            return;
        }

        try
        {
            if (JsonNode.Parse(draft.Body!) is JsonObject json && json.ContainsKey(name))
            {
                json[name] = value.DeepClone();
                draft.Body = Applying.Bytes(json);
            }
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or ArgumentException or InvalidOperationException)
        {
            // An earlier mutation broke the body: this one falls out.
        }
    }

    private static Gen<(string Name, Change Change)> Of(string name, Change change) => Gen.Const((name, change));
}
