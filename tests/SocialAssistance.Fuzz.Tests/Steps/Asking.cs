using System.Text.Json.Nodes;

namespace SocialAssistance.Fuzz.Tests.Steps;

/// <summary>What anybody may ask.</summary>
internal static class Asking
{
    private static readonly (string Path, string? Query)[] Open =
    [
        ("/api/guide", null), ("/api/guide/checklist", "items=medical-assistance,student-loan&residenceDiffers=true"),
        ("/api/guide/checklist", "items=housing-assistance"), ("/api/health/live", null), ("/api/health/ready", null), ("/api/openapi.json", null), ("/", null), ("/api/guide/checklist", null),
        ("/api/nowhere", null), ("/api", null), ("/favicon.ico", null), ("/api/rehearsal/clock", null),
    ];

    public static Draft Get(Pick pick)
    {
        var (path, query) = pick.First(Open);
        return new Draft { Kind = "open", Path = path, Query = query };
    }

    public static Draft Suggest(Pick pick) => new Draft { Kind = "suggestions", Path = "/api/guide/suggestions" }.WithJson(Applying.Bytes(new JsonObject
    {
        ["rural"] = pick.A % 2 == 0,
        ["householdSize"] = 1 + (pick.B % 6),
        ["monthlyIncome"] = pick.C % 5000,
        ["localStandard"] = 700,
        ["medicalExpense"] = 26000,
        ["housingTenure"] = "rented",
        ["veteran"] = pick.B % 2 == 0,
    }));
}
