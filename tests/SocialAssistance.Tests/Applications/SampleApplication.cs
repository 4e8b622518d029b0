using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Applications;
using SocialAssistance.Input;
using SocialAssistance.Tests.Cases;

namespace SocialAssistance.Tests.Applications;

/// <summary>A whole application for all eleven items, filed on 3 August 2026, of people who do not exist.</summary>
internal static class SampleApplication
{
    public static readonly DateOnly Today = new(2026, 8, 3);

    public static readonly string ApplicantId = IdNumbers.Born(1980, 5, 17);
    public static readonly string SpouseId = IdNumbers.Born(1982, 3, 2, 24);
    public static readonly string StudentId = IdNumbers.Born(2007, 9, 1, 35);
    public static readonly string ChildId = IdNumbers.Born(2015, 1, 30, 46);

    /// <summary>The document, new for each caller, to be changed at will.</summary>
    public static JsonObject Json() => JsonNode.Parse($$"""
        {
          "externalReference": "NX-2026-000001", "channel": "app", "division": "640104", "township": "大新镇",
          "items": ["minimum-living-allowance", "extreme-poverty-support", "low-income-edge", "rigid-expenditure",
            "poverty-return-monitoring", "temporary-assistance", "medical-assistance", "veteran-assistance",
            "student-loan", "housing-assistance", "employment-assistance"],
          "applicant": { "name": "马某某", "idNumber": "{{ApplicantId}}", "phone": "13995000001", "address": "兴庆区大新镇一村 1 号",
            "householdDivision": "640122", "residenceDivision": "640104", "rural": true },
          "household": [
            { "name": "王某某", "idNumber": "{{SpouseId}}", "relation": "spouse", "monthlyIncome": 800.5, "occupation": "务农", "condition": "慢性病" },
            { "name": "马小某", "idNumber": "{{StudentId}}", "relation": "child", "monthlyIncome": 0 },
            { "name": "马幼某", "idNumber": "{{ChildId}}", "relation": "child", "monthlyIncome": 0, "occupation": null }
          ],
          "economy": {
            "income": { "wages": 12000, "business": 0, "property": 0, "transfers": 3600.75 },
            "assets": { "deposits": 5000, "vehicles": 0, "homes": 1 },
            "expenses": { "medical": 42000, "education": 9000 } },
          "authorization": { "agreed": true, "signedOn": "2026-08-01", "signatories": ["{{ApplicantId}}", "{{SpouseId}}", "{{StudentId}}"] },
          "medical": { "situation": "住院手术", "hospital": "人民医院", "expense": 42000 },
          "temporary": { "reason": "突发疾病" },
          "veteran": { "certificateNumber": "TY640104000001", "servedFrom": "1998-12-01", "servedTo": "2003-12-01" },
          "studentLoan": { "student": "马小某", "studentIdNumber": "{{StudentId}}", "school": "宁夏大学", "academicYear": "2026-2027",
            "amount": 16000, "coBorrower": { "name": "马某某", "idNumber": "{{ApplicantId}}" } },
          "housing": { "kind": "rural-renovation", "tenure": "owned", "area": 62.5 },
          "employment": { "unemployedSince": "2025-11-30", "skills": "砌砖" }
        }
        """)!.AsObject();

    /// <summary>The form that the document is.</summary>
    public static ApplicationForm Form() => Read(Json()).Value.ShouldNotBeNull();

    public static Reading<ApplicationForm> Read(JsonNode json, DateOnly? today = null, bool keyed = false) =>
        Read(json.ToJsonString(), today, keyed);

    public static Reading<ApplicationForm> Read(string json, DateOnly? today = null, bool keyed = false) =>
        ApplicationReader.Read(Encoding.UTF8.GetBytes(json), HandmadeGuide.Of2026, today ?? Today, keyed);

    /// <summary>The faults of the document after a change, as "pointer code".</summary>
    public static string[] Faults(Action<JsonObject> change, DateOnly? today = null)
    {
        var json = Json();
        change(json);
        var reading = Read(json, today);
        reading.Ok.ShouldBe(reading.Value is not null);
        reading.Faults.ShouldAllBe(f => f.Detail.Length > 0);
        return [.. reading.Faults.Select(f => $"{f.Pointer} {f.Code}")];
    }

    /// <summary>Puts a value where a JSON Pointer shows to; arrays by index, objects by name.</summary>
    public static void Put(this JsonObject json, string pointer, JsonNode? value)
    {
        var (parent, name) = Parent(json, pointer);
        if (parent is JsonArray array)
        {
            array[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] = value;
        }
        else
        {
            parent[name] = value;
        }
    }

    /// <summary>Takes out what a JSON Pointer shows to.</summary>
    public static void Drop(this JsonObject json, string pointer)
    {
        var (parent, name) = Parent(json, pointer);
        if (parent is JsonArray array)
        {
            array.RemoveAt(int.Parse(name, System.Globalization.CultureInfo.InvariantCulture));
        }
        else
        {
            parent.AsObject().Remove(name).ShouldBeTrue();
        }
    }

    private static (JsonNode Parent, string Name) Parent(JsonObject json, string pointer)
    {
        var names = pointer[1..].Split('/');
        JsonNode node = json;
        foreach (var name in names[..^1])
        {
            node = node is JsonArray array ? array[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]! : node[name]!;
        }

        return (node, names[^1]);
    }
}
