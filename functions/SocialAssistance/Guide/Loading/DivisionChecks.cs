namespace SocialAssistance.Guide;

/// <summary>That the divisions' codes nest as GB/T 2260 has them: region 640000, prefecture 640100, county 640104.</summary>
internal static class DivisionChecks
{
    public static void Check(GuideFiles files, GuideFaultList faults)
    {
        var region = files["divisions"]?["region"]?["code"];
        var prefectures = files.Entries("divisions", "prefectures").ToList();
        var counties = prefectures.SelectMany(p => p.List("counties"));
        faults.AddRepeated([region, .. prefectures.Select(p => p["code"]), .. counties.Select(c => c["code"])]);

        foreach (var prefecture in prefectures)
        {
            Expect(prefecture["code"], region?.Text, 2, faults);
            foreach (var county in prefecture.List("counties"))
            {
                Expect(county["code"], prefecture.TextOf("code"), 4, faults);
            }
        }
    }

    private static void Expect(GuideNode? code, string? parent, int digits, GuideFaultList faults)
    {
        if (code is { Text.Length: 6 } node && parent?.Length == 6 && node.Text[..digits] != parent[..digits])
        {
            faults.Add(node, $"does not lie in {parent}");
        }
    }
}
