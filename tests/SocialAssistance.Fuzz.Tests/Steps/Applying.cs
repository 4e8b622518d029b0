using System.Text;
using System.Text.Json.Nodes;
using SocialAssistance.Fuzz.Tests.Invariants;
using SocialAssistance.Fuzz.Tests.Mutations;
using SocialAssistance.Testing.Scans;

namespace SocialAssistance.Fuzz.Tests.Steps;

/// <summary>What applicants do, through the platform and the windows.</summary>
internal static class Applying
{
    private static readonly byte[][] ScanPool = [.. Enumerable.Range(1, 48).Select(n => SampleScans.Png(1500 + (40 * n), n))];

    /// <summary>Files an application: of the next family, or the same again, or another under the same reference.</summary>
    public static Draft Submit(World world, Pick pick)
    {
        if (world.Families.Find(f => f.Cases.IsEmpty) is { } first)
        {
            return Submission(world, first, first.Form, pick);
        }

        var filed = pick.First(world.Filed.Count > 0 ? world.Filed : world.Others);
        switch (pick.B % 4)
        {
            case 0:
                return Again(filed, filed.Body, 200);
            case 1:
                return Changed(filed.Body) is { } changed ? Again(filed, changed, 409) : Again(filed, filed.Body, 200);
            default:
                var family = world.Families.Count < Session.MostFamilies ? world.Another(filed.Family) : filed.Family;
                return Submission(world, family, family.Form, pick);
        }
    }

    public static Draft Search(World world, Pick pick)
    {
        var family = pick.B % 3 == 0 && world.Others.Count > 0 ? pick.First(world.Others).Family : pick.First(world.Families);
        var draft = Search(family).As(World.Filer(family.Division, pick.C));
        if (pick.A % 6 == 0)
        {
            // Somebody who knows a number and not whose it is.
            draft.Body = Bytes(new JsonObject { ["name"] = pick.Third(world.All).Family.Name, ["idNumber"] = family.IdNumbers[0] });
        }

        return draft;
    }

    public static Draft Search(Family family) => new Draft { Kind = "search", Path = "/api/applications/search" }
        .WithJson(Bytes(new JsonObject { ["name"] = family.Name, ["idNumber"] = family.IdNumbers[0] }));

    public static Draft Progress(World world, Pick pick) => OfCase(world, pick, "progress", "");

    public static Draft Timeline(World world, Pick pick) => OfCase(world, pick, "timeline", "/timeline");

    public static Draft Withdraw(World world, Pick pick)
    {
        var draft = OfCase(world, pick, "withdrawal", "/withdrawal");
        draft.Method = "POST";
        var filed = pick.First(world.All);
        return (pick.B % 4) switch
        {
            0 => draft,
            1 => draft.WithJson(Bytes(new JsonObject { ["items"] = new JsonArray(filed.Family.Items.First()), ["reason"] = "已找到工作 " + filed.Family.Mark(Marks.Withdrawal) })),
            _ => draft.WithJson(Bytes(new JsonObject { ["items"] = new JsonArray(filed.Family.Items.Last()) })),
        };
    }

    /// <summary>Hands in what is missing, what a department asked for, or something else.</summary>
    public static Draft Upload(World world, Pick pick)
    {
        // Mostly what a case of its own still lacks, so that cases get to the departments.
        var filed = pick.B % 8 == 0 || world.Filed.Count == 0 ? pick.First(world.All)
            : world.Filed.Find(f => world.Latest(f.CaseId)!.Missing().Any()) ?? pick.First(world.Filed);
        var latest = world.Latest(filed.CaseId);
        var material = latest?.Missing().FirstOrDefault()?.Material
            ?? latest?.Items.SelectMany(i => i.OpenSupplements()).SelectMany(s => s.Materials).FirstOrDefault()
            ?? (pick.C % 2 == 0 ? "other" : "identity-document");
        return new Draft
        {
            Kind = "upload",
            Method = "POST",
            Path = $"/api/applications/{filed.CaseId}/materials",
            Form = Multipart.Upload(material, "扫描 " + filed.Family.Mark(Marks.FileName) + ".png", pick.Third(ScanPool)),
        }.As(World.Filer(filed.Family.Division, pick.C));
    }

    private static Draft OfCase(World world, Pick pick, string kind, string rest)
    {
        var filed = pick.First(world.All);
        return new Draft { Kind = kind, Path = $"/api/applications/{filed.CaseId}{rest}" }.As(World.Filer(filed.Family.Division, pick.C));
    }

    private static Draft Submission(World world, Family family, JsonObject form, Pick pick)
    {
        var sent = form.DeepClone().AsObject();
        string? key = null;
        if (pick.C % 2 == 0)
        {
            key = world.Unique("key");
            if (pick.C % 4 == 0)
            {
                sent.Remove("externalReference");
            }
        }

        var draft = new Draft { Kind = "submit", Path = "/api/applications", Family = family }.WithJson(Bytes(sent)).As(World.Filer(family.Division, pick.C));
        if (key is not null)
        {
            draft.Headers.Add(("Idempotency-Key", key));
        }

        return draft;
    }

    private static Draft Again(Filed filed, byte[] body, int must)
    {
        var draft = new Draft { Kind = "submit-again", Path = "/api/applications", Family = filed.Family, Must = filed.IsUntouched ? must : null }.WithJson(body).As(filed.By);
        if (filed.Key is { } key)
        {
            draft.Headers.Add(("Idempotency-Key", key));
        }

        return draft;
    }

    private static byte[]? Changed(byte[] body)
    {
        try
        {
            var form = JsonNode.Parse(body)!.AsObject();
            form["township"] = "另一个镇";
            return Bytes(form);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    public static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}
