using System.Text.Json;

namespace SocialAssistance.Guide;

/// <summary>What items, materials and departments must be to each other, beyond what a schema of one file can say.</summary>
internal static class ItemChecks
{
    // Every year has the days of a year that is no leap year; a season can begin or end on those only.
    private const int CommonYear = 2025;

    public static void Check(GuideFiles files, GuideFaultList faults)
    {
        CheckItems(files, faults);
        CheckMaterials(files, faults);
        CheckDepartments(files, faults);
    }

    private static void CheckItems(GuideFiles files, GuideFaultList faults)
    {
        var items = files.Entries("items", "items").ToList();
        faults.AddRepeated(items.Select(i => i["code"]));
        faults.AddUnknown(items.Select(i => i["department"]), files.Codes("departments"), "department");
        foreach (var item in items)
        {
            CheckLimit(item, faults);
            CheckFacts(item, faults);
            if (item["season"] is { Value.ValueKind: JsonValueKind.Object } season)
            {
                CheckSeason(season, faults);
            }
        }
    }

    private static void CheckLimit(GuideNode item, GuideFaultList faults)
    {
        var settled = item["limit"] is { Value.ValueKind: JsonValueKind.Object };
        var yearly = item["limitsByYear"];
        if (item["limit"] is { Value.ValueKind: JsonValueKind.Null } && yearly is null)
        {
            faults.Add(item, "has neither a limit nor limitsByYear; an item whose limit is set anew each year says limitsByYear, {} until one is announced");
        }

        if (settled && yearly is { } contradiction)
        {
            faults.Add(contradiction, "contradicts limit, which holds for every year");
        }
    }

    private static void CheckFacts(GuideNode item, GuideFaultList faults)
    {
        var facts = item.List("facts").ToList();
        if (facts.Any(f => f.Text == ItemFacts.Household))
        {
            return;
        }

        foreach (var fact in facts.Where(f => f.Text is ItemFacts.HouseholdIdentity or ItemFacts.HouseholdCircumstances))
        {
            faults.Add(fact, $"says more of the members of a household that is not shown: add {ItemFacts.Household}");
        }
    }

    private static void CheckSeason(GuideNode season, GuideFaultList faults)
    {
        var from = DayOf("fromMonth", "fromDay");
        var to = DayOf("toMonth", "toDay");
        if (from > to)
        {
            faults.Add(season, "crosses a new year");
        }

        DateOnly? DayOf(string month, string day)
        {
            if (season[month]?.Number is not { } m || season[day]?.Number is not { } d || m is < 1 or > 12)
            {
                return null;
            }

            if (d >= 1 && d <= DateTime.DaysInMonth(CommonYear, m))
            {
                return new DateOnly(CommonYear, m, d);
            }

            faults.Add(season[day]!.Value, "is a day that not every year has");
            return null;
        }
    }

    private static void CheckMaterials(GuideFiles files, GuideFaultList faults)
    {
        var materials = files.Entries("materials", "materials").ToList();
        faults.AddRepeated(materials.Select(m => m["code"]));
        faults.AddRepeated(materials.Select(m => m["number"]));
        faults.AddUnknown(materials.SelectMany(m => m.List("items")).Select(i => (GuideNode?)i), files.Codes("items"), "item");
        foreach (var material in materials)
        {
            if (material["always"]?.IsTrue == true && material.List("items").Any())
            {
                faults.Add(material["items"]!.Value, "contradicts always, which asks for it with every item");
            }

            if (material["onlyWhenResidenceDiffers"]?.IsTrue == true && material["always"]?.IsTrue != true && !material.List("items").Any())
            {
                faults.Add(material, "has a condition, but no item asks for it");
            }
        }
    }

    private static void CheckDepartments(GuideFiles files, GuideFaultList faults)
    {
        if (files["departments"]?["departments"] is not { } list)
        {
            return;
        }

        var departments = list.Elements.ToList();
        faults.AddRepeated(departments.Select(d => d["code"]));
        faults.AddUnknown(
            departments.SelectMany(d => d.List("sharesRecognitionsWith")).Select(d => (GuideNode?)d), files.Codes("departments"), "department");
        foreach (var self in departments.SelectMany(d => d.List("sharesRecognitionsWith").Where(s => s.Text is { } t && t == d.TextOf("code"))))
        {
            faults.Add(self, "a department shares nothing with itself");
        }

        var leads = departments.Count(d => d["lead"]?.IsTrue == true);
        if (leads != 1)
        {
            faults.Add(list, $"exactly one department leads, not {leads}");
        }
    }
}
