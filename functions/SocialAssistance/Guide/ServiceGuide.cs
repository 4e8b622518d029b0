using System.Collections.Immutable;
using SocialAssistance.Privacy.Retention;

namespace SocialAssistance.Guide;

/// <summary>
/// The service guide (办事指南) as data: which items, materials, departments, divisions and time limits there are.
/// Immutable; a case freezes <see cref="Version"/> and what it took from it at its acceptance.
/// </summary>
public sealed class ServiceGuide
{
    private readonly Dictionary<string, AssistanceItem> _items;
    private readonly Dictionary<string, MaterialRule> _materials;
    private readonly Dictionary<string, Department> _departments;
    private readonly Dictionary<string, Division> _counties;

    /// <summary>Makes a guide from parts that <see cref="GuideLoader"/> has validated.</summary>
    public ServiceGuide(
        string version,
        ImmutableArray<AssistanceItem> items,
        ImmutableArray<MaterialRule> materials,
        ImmutableArray<Department> departments,
        ImmutableArray<Prefecture> prefectures,
        WorkCalendar calendar,
        GuidePractice practice)
    {
        Version = version;
        Items = items;
        Materials = materials;
        Departments = departments;
        Prefectures = prefectures;
        Calendar = calendar;
        Practice = practice;
        _items = items.ToDictionary(i => i.Code);
        _materials = materials.ToDictionary(m => m.Code);
        _departments = departments.ToDictionary(d => d.Code);
        _counties = prefectures.SelectMany(p => p.Counties).ToDictionary(c => c.Code);
    }

    /// <summary>Version of the guide, which a case freezes.</summary>
    public string Version { get; }

    /// <summary>The joint items in the notice's order.</summary>
    public ImmutableArray<AssistanceItem> Items { get; }

    /// <summary>The materials in the notice's order.</summary>
    public ImmutableArray<MaterialRule> Materials { get; }

    /// <summary>The departments, the lead first.</summary>
    public ImmutableArray<Department> Departments { get; }

    /// <summary>The prefectures with their counties.</summary>
    public ImmutableArray<Prefecture> Prefectures { get; }

    /// <summary>The working-day calendar.</summary>
    public WorkCalendar Calendar { get; }

    /// <summary>What general administrative practice adds where the notice is silent.</summary>
    public GuidePractice Practice { get; }

    /// <summary>The document that clauses without a law's name are cited from, in Chinese.</summary>
    public string Source { get; init; } = "";

    /// <summary>The region the divisions lie in, or null in a guide made by hand.</summary>
    public Division? Region { get; init; }

    /// <summary>The hints by which <see cref="SuggestionEngine"/> finds items worth applying for; none by default.</summary>
    public SuggestionRules SuggestionRules { get; init; } = SuggestionRules.None;

    /// <summary>How long what is kept; in a guide made by hand everything for ever.</summary>
    public RetentionPolicy Retention { get; init; } = RetentionPolicy.KeepAll;

    /// <summary>The department that leads (三(一)).</summary>
    public Department LeadDepartment => Departments.First(d => d.Lead);

    /// <summary>The item of that code, or null.</summary>
    public AssistanceItem? FindItem(string code) => _items.GetValueOrDefault(code);

    /// <summary>The item of that code.</summary>
    /// <exception cref="KeyNotFoundException">The guide has no such item.</exception>
    public AssistanceItem Item(string code) => _items[code];

    /// <summary>The material of that code, or null.</summary>
    public MaterialRule? FindMaterial(string code) => _materials.GetValueOrDefault(code);

    /// <summary>The department of that code, or null.</summary>
    public Department? FindDepartment(string code) => _departments.GetValueOrDefault(code);

    /// <summary>The county of that code, or null; prefectures decide nothing and are not found.</summary>
    public Division? FindCounty(string code) => _counties.GetValueOrDefault(code);

    /// <summary>Whether the county <paramref name="county"/> is, or lies in, <paramref name="division"/>
    /// (a county, a prefecture or the region).</summary>
    public static bool Covers(string division, string county) =>
        division.Length == 6
        && county.Length == 6
        && (division == county
            || (division.EndsWith("0000", StringComparison.Ordinal) && county.StartsWith(division[..2], StringComparison.Ordinal))
            || (division.EndsWith("00", StringComparison.Ordinal) && county.StartsWith(division[..4], StringComparison.Ordinal)));

    /// <summary>
    /// The scans that <paramref name="items"/> need, merged so that nothing is asked for twice (二(一), annex 2 二).
    /// Materials whose place the electronic form takes are not among them.
    /// </summary>
    /// <param name="items">Codes of ticked items; unknown codes ask for nothing.</param>
    /// <param name="residenceDiffers">Whether the applicant lives elsewhere than registered.</param>
    public ImmutableArray<RequiredMaterial> RequiredScans(IReadOnlyCollection<string> items, bool residenceDiffers) =>
        [.. RequiredMaterials(items, residenceDiffers).Where(m => !m.Material.ElectronicForm)];

    /// <summary>As <see cref="RequiredScans"/>, with the materials whose place the electronic form takes.</summary>
    /// <param name="items">Codes of ticked items; unknown codes ask for nothing.</param>
    /// <param name="residenceDiffers">Whether the applicant lives elsewhere than registered.</param>
    public ImmutableArray<RequiredMaterial> RequiredMaterials(IReadOnlyCollection<string> items, bool residenceDiffers)
    {
        var ticked = Items.Where(i => items.Contains(i.Code)).Select(i => i.Code).ToImmutableArray();
        return
        [
            .. Materials
                .Where(m => residenceDiffers || !m.OnlyWhenResidenceDiffers)
                .Select(m => new RequiredMaterial(m, m.Always ? ticked : [.. ticked.Where(m.Items.Contains)]))
                .Where(m => !m.Items.IsEmpty),
        ];
    }
}
