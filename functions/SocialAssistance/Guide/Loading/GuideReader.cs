using System.Collections.Immutable;

namespace SocialAssistance.Guide;

/// <summary>Makes the guide from files in which no fault was found. Written out by hand: it costs no start-up time
/// and leaves no default to chance.</summary>
internal static class GuideReader
{
    public static ServiceGuide Read(GuideFiles files)
    {
        var items = files["items"]!.Value;
        var divisions = files["divisions"]!.Value;
        return new ServiceGuide(
            Text(items, "version"),
            [.. files.Entries("items", "items").Select(ReadItem)],
            [.. files.Entries("materials", "materials").Select(ReadMaterial).OrderBy(m => m.Number)],
            [.. files.Entries("departments", "departments").Select(ReadDepartment).OrderByDescending(d => d.Lead)],
            [.. divisions.List("prefectures").Select(ReadPrefecture)],
            new WorkCalendar(files.Entries("holidays", "years").Select(ReadYear)),
            ReadPractice(files["practice"]!.Value))
        {
            Source = Text(items, "source"),
            Region = ReadDivision(divisions["region"]!.Value),
            SuggestionRules = SuggestionReader.Read(files["suggestions"]!.Value),
            Retention = RetentionReader.Read(files["retention"]!.Value),
        };
    }

    /// <summary>The rule's basis.</summary>
    public static RuleBasis ReadBasis(GuideNode basis) => new(Text(basis, "clause"), Flag(basis, "byLaw"));

    private static AssistanceItem ReadItem(GuideNode item) => new()
    {
        Code = Text(item, "code"),
        Name = Text(item, "name"),
        Department = Text(item, "department"),
        Limit = item["limit"] is { } limit ? ReadLimit(limit) : null,
        LimitsByYear = (item["limitsByYear"]?.Properties ?? []).ToImmutableDictionary(
            l => int.Parse(l.Name, System.Globalization.CultureInfo.InvariantCulture), l => ReadLimit(l.Node)!),
        Season = item["season"] is { } season
            ? new ApplicationSeason(
                Number(season, "fromMonth"), Number(season, "fromDay"), Number(season, "toMonth"), Number(season, "toDay"))
            : null,
        Recognises = Flag(item, "recognises"),
        NeedsComparison = Flag(item, "needsComparison"),
        RuralOnly = Flag(item, "ruralOnly"),
        Section = item.TextOf("section"),
        Facts = [.. item.List("facts").Select(f => f.Text!)],
        Basis = [.. item.List("basis").Select(ReadBasis)],
    };

    private static TimeLimit? ReadLimit(GuideNode limit) =>
        limit["days"]?.Number is { } days
            ? new TimeLimit(days, Text(limit, "unit") == "workingDays" ? DayUnit.WorkingDays : DayUnit.CalendarDays)
            : null;

    private static MaterialRule ReadMaterial(GuideNode material) => new()
    {
        Code = Text(material, "code"),
        Number = Number(material, "number"),
        Name = Text(material, "name"),
        Accepts = [.. material.List("accepts").Select(a => a.Text!)],
        ElectronicForm = Flag(material, "electronicForm"),
        Always = Flag(material, "always"),
        Items = [.. material.List("items").Select(i => i.Text!)],
        OnlyWhenResidenceDiffers = Flag(material, "onlyWhenResidenceDiffers"),
        Basis = ReadBasis(material["basis"]!.Value),
    };

    private static Department ReadDepartment(GuideNode department) =>
        new(Text(department, "code"), Text(department, "name"), Flag(department, "lead"), ReadBasis(department["basis"]!.Value))
        {
            SharesRecognitionsWith = [.. department.List("sharesRecognitionsWith").Select(d => d.Text!)],
        };

    private static Prefecture ReadPrefecture(GuideNode prefecture) =>
        new(Text(prefecture, "code"), Text(prefecture, "name"), [.. prefecture.List("counties").Select(ReadDivision)]);

    private static Division ReadDivision(GuideNode division) => new(Text(division, "code"), Text(division, "name"));

    private static CalendarYear ReadYear(GuideNode year) => new(
        Number(year, "year"),
        Number(year, "edition"),
        year["daysOff"]!.Value.Properties.ToImmutableDictionary(d => GuideNode.ParseDate(d.Name)!.Value, d => d.Node.Text!),
        [.. year.List("makeUpWorkingDays").Select(d => d.Date!.Value)],
        Text(year, "notice"));

    private static GuidePractice ReadPractice(GuideNode practice) => new(
        Number(practice, "materialsWithinDays"),
        practice["yellowShare"]!.Value.Value.GetDouble(),
        ReadBasis(practice["basis"]!.Value));

    private static string Text(GuideNode node, string name) => node.TextOf(name)!;

    private static int Number(GuideNode node, string name) => node[name]!.Value.Number!.Value;

    private static bool Flag(GuideNode node, string name) => node[name]?.IsTrue ?? false;
}
