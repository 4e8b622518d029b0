namespace SocialAssistance.Guide;

/// <summary>That hints are about items there are, and that none stands twice.</summary>
internal static class SuggestionChecks
{
    public static void Check(GuideFiles files, GuideFaultList faults)
    {
        var rules = files.Entries("suggestions", "rules").ToList();
        faults.AddUnknown(rules.Select(r => r["item"]), files.Codes("items"), "item");
        foreach (var item in rules.GroupBy(r => r.TextOf("item")))
        {
            faults.AddRepeated(item.Select(r => r["when"]));
            faults.AddRepeated(item.Select(r => r["reason"]));
        }
    }
}
