using System.Text.Json.Nodes;
using SocialAssistance.Cases;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Invariants;

namespace SocialAssistance.Fuzz.Tests.Steps;

/// <summary>What departments do: look, decide, feed the register and compare.</summary>
internal static class Deciding
{
    private static readonly string[] Queries =
    [
        "", "status=all", "status=open&pageSize=3", "status=granted", "status=dispatched&light=green", "pageSize=1", "pageSize=200",
        "division=640104", "division=640200", "division=640000", "light=red", "undelivered=true", "undelivered=false&status=all",
    ];

    public static Draft WorkList(World world, Pick pick)
    {
        var caller = pick.First(Caller.All.Where(c => c.Department is not null).ToArray());
        return new Draft { Kind = "work-list", Path = $"/api/departments/{caller.Department}/tasks", Query = Query(world, pick) }.As(caller);
    }

    public static Draft Supervise(World world, Pick pick)
    {
        var caller = pick.First(Caller.All.Where(c => c.Role is "supervisor" or "operator").ToArray());
        return new Draft { Kind = "supervision", Path = "/api/supervision/tasks", Query = Query(world, pick) }.As(caller);
    }

    /// <summary>Reads the trail, or has it checked.</summary>
    public static Draft Audit(World world, Pick pick)
    {
        string[] queries = ["pageSize=5", "caseId=" + pick.Second(world.All).CaseId, "action=item-decided", "from=2026-08-03&to=2026-08-03", "actor=platform&pageSize=1"];
        return new Draft
        {
            Kind = "audit",
            Path = pick.A % 6 == 0 ? "/api/audit/days/2026-08-03" : "/api/audit/records",
            Query = pick.A % 6 == 0 ? null : pick.C % 5 == 0 && world.Continuations.Count > 0 ? "continuation=" + Uri.EscapeDataString(pick.Second(world.Continuations)) : pick.Third(queries),
        }.As(Caller.All.Single(c => c.Role == "auditor"));
    }

    public static Draft Task(World world, Pick pick)
    {
        var (filed, item, caller) = Item(world, pick);
        return new Draft { Kind = "task", Path = Path(caller, filed.CaseId, item.Item) }.As(caller);
    }

    public static Draft Material(World world, Pick pick)
    {
        var (filed, item, caller) = Item(world, pick);
        var scans = world.Latest(filed.CaseId)?.Materials ?? [];
        var scan = scans.IsEmpty ? "identity-document-00" : scans[pick.C % scans.Length].MaterialId;
        return new Draft { Kind = "task-material", Path = $"{Path(caller, filed.CaseId, item.Item)}/materials/{scan}" }.As(caller);
    }

    /// <summary>Says what can be said next of an item, or something that was said before.</summary>
    public static Draft Say(World world, Pick pick)
    {
        if (pick.B % 6 == 0 && world.Said.Count > 0)
        {
            var again = pick.First(world.Said);
            var same = again.Event.DeepClone().AsObject();
            var other = pick.C % 3 == 0;
            if (other)
            {
                same["note"] = "另一句话";
            }

            return Event("event-again", again.By, again.CaseId, again.Item, same, again.Answer is null ? null : other ? 409 : 200, other ? null : again.Answer);
        }

        var (filed, item, caller) = Item(world, pick);
        var said = EventFor(world, item, caller, filed, pick);
        world.Said.Add(new Said(caller, filed.CaseId, item.Item, said));
        return Event("event", caller, filed.CaseId, item.Item, said);
    }

    /// <summary>Several at once, of one department: some of its own, some perhaps not.</summary>
    public static Draft SayMany(World world, Pick pick)
    {
        var (_, _, caller) = Item(world, pick);
        var events = new JsonArray();
        for (var n = 0; n < 1 + (pick.A % 5); n++)
        {
            var (filed, item, _) = Item(world, new Pick(pick.A + n, pick.B + (3 * n), pick.C));
            var said = EventFor(world, item, caller, filed, new Pick(pick.B, pick.A + n, pick.C + n));
            said["caseId"] = filed.CaseId;
            said["item"] = item.Item;
            events.Add((JsonNode)said);
        }

        return new Draft { Kind = "event-batch", Path = $"/api/departments/{caller.Department}/events" }
            .WithJson(Applying.Bytes(new JsonObject { ["events"] = events })).As(caller);
    }

    public static Draft Recognise(World world, Pick pick)
    {
        var caller = pick.First(Caller.All.Where(c => c.Department is "civil-affairs" or "agriculture-rural-affairs").ToArray());
        var entries = new JsonArray();
        for (var n = 0; n < 1 + (pick.B % 4); n++)
        {
            var family = world.Families[(pick.C + n) % world.Families.Count];
            entries.Add((JsonNode)new JsonObject
            {
                ["category"] = caller.Department == "civil-affairs" ? "minimum-living-allowance" : "poverty-return-monitoring",
                ["name"] = family.Name,
                ["idNumber"] = family.IdNumbers[n % 3],
                ["documentNumber"] = $"示救〔2026〕{family.Index}号",
                ["division"] = caller.Covers(family.Division) ? family.Division : "640202",
                ["validFrom"] = "2026-07-01",
                ["validTo"] = "2027-06-30",
            });
        }

        return new Draft { Kind = "recognitions", Method = "PUT", Path = "/api/register/recognitions" }
            .WithJson(Applying.Bytes(new JsonObject { ["entries"] = entries })).As(caller);
    }

    public static Draft Compare(World world, Pick pick)
    {
        var caller = pick.First(Caller.All.Where(c => c.Department is not null).ToArray());
        var people = world.Families.Take(1 + (pick.B % 3)).Select(f => (JsonNode)new JsonObject { ["name"] = f.Name, ["idNumber"] = f.IdNumbers[pick.C % 3] });
        return new Draft { Kind = "comparisons", Path = "/api/register/comparisons" }
            .WithJson(Applying.Bytes(new JsonObject { ["people"] = new JsonArray([.. people]) })).As(caller);
    }

    private static string? Query(World world, Pick pick) =>
        pick.C % 5 == 0 && world.Continuations.Count > 0
            ? "status=all&pageSize=3&continuation=" + Uri.EscapeDataString(pick.Second(world.Continuations))
            : pick.Second(Queries) is { Length: > 0 } query ? query : null;

    private static (Filed Filed, CaseItem Item, Caller Caller) Item(World world, Pick pick)
    {
        var reached = world.Filed.Where(f => world.Latest(f.CaseId)?.AcceptedAt is not null).ToArray();
        var filed = pick.B % 5 == 0 || reached.Length == 0 ? pick.First(world.All) : pick.First(reached);
        var items = world.Latest(filed.CaseId)!.Items;
        var item = items[pick.B / 7 % items.Length];
        return (filed, item, World.Decider(item.Department, filed.Family.Division, pick.C));
    }

    private static string Path(Caller caller, string caseId, string item) => $"/api/departments/{caller.Department}/tasks/{caseId}/{item}";

    private static Draft Event(string kind, Caller caller, string caseId, string item, JsonObject said, int? must = null, byte[]? mustSay = null) =>
        new Draft { Kind = kind, Path = Path(caller, caseId, item) + "/events", Must = must, MustSay = mustSay }.WithJson(Applying.Bytes(said)).As(caller);

    private static JsonObject EventFor(World world, CaseItem item, Caller caller, Filed filed, Pick pick)
    {
        string[] types = item.Status switch
        {
            ItemStatus.AwaitingMaterials => ["accepted", "decided"],
            ItemStatus.Dispatched => ["accepted", "accepted", "supplement-requested", "decided", "not-accepted"],
            ItemStatus.Accepted => ["progressed", "supplement-requested", "decided", "accepted"],
            ItemStatus.SupplementRequested => ["progressed", "decided"],
            _ => ["revised", "revised", "progressed"],
        };
        var mark = filed.Family.Mark(Marks.SaidBy(caller.Department!));
        var said = new JsonObject
        {
            ["eventId"] = world.Unique("ev"),
            ["type"] = pick.Third(types),
            ["occurredAt"] = "2026-08-03T08:30:00+08:00",
            ["operator"] = "经办员 " + mark,
            ["note"] = "已入户 " + mark,
        };
        switch ((string)said["type"]!)
        {
            case "supplement-requested":
                said["supplement"] = new JsonObject { ["materials"] = new JsonArray("other"), ["message"] = "请补交 " + mark, ["answerBy"] = "2026-08-20" };
                break;
            case "decided" or "revised":
                said["decision"] = pick.A % 2 == 0 ? Granted(filed.Family) : Denied(filed.Family, mark);
                break;
        }

        return said;
    }

    private static JsonObject Granted(Family family) => new()
    {
        ["outcome"] = "granted",
        ["documentNumber"] = "示救 " + family.Mark(Marks.Document),
        ["grants"] = new JsonArray(new JsonObject { ["kind"] = "救助金", ["amount"] = 650.5, ["unit"] = "元/月", ["from"] = "2026-08-01", ["to"] = "2027-07-31" }),
    };

    private static JsonObject Denied(Family family, string mark) => new()
    {
        ["outcome"] = "denied",
        ["documentNumber"] = "示救 " + family.Mark(Marks.Document),
        ["reason"] = "收入高于标准 " + mark,
        ["legalBasis"] = "《社会救助暂行办法》第九条",
        ["remedy"] = "60日内可申请行政复议",
    };
}
