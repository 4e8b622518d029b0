using System.Text.Json.Nodes;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Invariants;

namespace SocialAssistance.Fuzz.Tests.Steps;

/// <summary>What people may ask of their data, and what operators order of cases.</summary>
internal static class Rights
{
    private static readonly string[] Reasons = ["administrative-review", "lawsuit", "examination"];

    /// <summary>All that is held of an applicant, or of somebody of another's household.</summary>
    public static Draft Export(World world, Pick pick)
    {
        var filed = pick.First(world.All);
        var family = filed.Family;
        var body = new JsonObject { ["name"] = family.Name, ["idNumber"] = family.IdNumbers[0], ["reason"] = pick.B % 5 == 0 ? "guardian" : "self" };
        if (pick.B % 3 == 0)
        {
            (body["name"], body["idNumber"], body["caseId"]) = (family.MemberName, family.IdNumbers[1 + (pick.C % 2)], filed.CaseId);
        }

        // Somebody who knows a number and not whose it is.
        if (pick.A % 6 == 0)
        {
            body["name"] = pick.Third(world.All).Family.Name;
        }

        return Of(body).As(World.Filer(family.Division, pick.C));
    }

    public static Draft Export(Family family) => Of(new JsonObject { ["name"] = family.Name, ["idNumber"] = family.IdNumbers[0], ["reason"] = "self" });

    /// <summary>Corrects something, or the same again, or something else under the same id.</summary>
    public static Draft Correct(World world, Pick pick)
    {
        if (pick.B % 4 == 0 && world.Made.Count > 0)
        {
            var (path, by, made) = pick.First(world.Made);
            var again = made.DeepClone().AsObject();
            var other = pick.C % 2 == 0;
            if (other)
            {
                again["reason"] = "另一个原因";
            }

            return new Draft { Kind = "correction-again", Path = path, Must = other ? 409 : 200 }.WithJson(Applying.Bytes(again)).As(by);
        }

        var filed = pick.First(world.All);
        var family = filed.Family;
        (string Pointer, string Right)[] wrong =
        [
            ("/applicant/address", "新村 " + family.Mark(Marks.Contact)), ("/applicant/phone", family.Phone), ("/applicant/name", family.Name + "甲"),
            ("/household/0/occupation", "打工 " + family.Mark(Marks.Circumstances)), ("/household/0/idNumber", family.IdNumbers[3]), ("/household/1/condition", "健康 " + family.Mark(Marks.Circumstances)),
            ("/applicant/address", "老村 " + family.Mark(Marks.Contact)), ("/household/0/name", "王" + family.Mark(Marks.Household)),
        ];
        var fields = new JsonObject();
        for (var n = 0; n <= pick.A % 3; n++)
        {
            var (pointer, right) = wrong[(pick.C + n) % wrong.Length];
            fields[pointer] = right;
        }

        var body = new JsonObject { ["correctionId"] = world.Unique("corr"), ["reason"] = "当时填错了 " + family.Mark(Marks.Correction), ["fields"] = fields };
        return new Draft { Kind = "correction", Path = $"/api/applications/{filed.CaseId}/corrections" }.WithJson(Applying.Bytes(body)).As(World.Filer(family.Division, pick.C));
    }

    /// <summary>Orders that a case be kept, or no longer.</summary>
    public static Draft Hold(World world, Pick pick)
    {
        var filed = pick.First(world.All);
        var placed = world.Latest(filed.CaseId)!.Holds.Where(h => h.ReleasedAt is null).Select(h => h.HoldId).FirstOrDefault();
        var release = placed is not null && pick.B % 2 == 0;
        var body = new JsonObject { ["caseId"] = filed.CaseId, ["holdId"] = release || pick.B % 5 == 0 ? placed ?? "none" : world.Unique("hold") };
        if (!release)
        {
            body["reason"] = pick.Third(Reasons);
        }

        return new Draft { Kind = release ? "release" : "hold", Path = "/api/retention/holds" + (release ? "/release" : "") }
            .WithJson(Applying.Bytes(body)).As(Caller.All.Single(c => c.Role == "operator"));
    }

    private static Draft Of(JsonObject body) =>
        new Draft { Kind = "export", Path = "/api/privacy/exports" }.WithJson(Applying.Bytes(body));
}
