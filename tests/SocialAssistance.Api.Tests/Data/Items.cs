namespace SocialAssistance.Api.Tests.Data;

/// <summary>The eleven items and who decides them (annex 2, 一(二); duties, 三), as the notice has them.</summary>
internal static class Items
{
    public const string Allowance = "minimum-living-allowance";
    public const string Edge = "low-income-edge";
    public const string Monitoring = "poverty-return-monitoring";
    public const string Temporary = "temporary-assistance";
    public const string Medical = "medical-assistance";
    public const string Veteran = "veteran-assistance";
    public const string StudentLoan = "student-loan";
    public const string Housing = "housing-assistance";
    public const string Employment = "employment-assistance";

    public static readonly (string Item, string Department)[] Departments =
    [
        (Allowance, "civil-affairs"),
        ("extreme-poverty-support", "civil-affairs"),
        (Edge, "civil-affairs"),
        ("rigid-expenditure", "civil-affairs"),
        (Monitoring, "agriculture-rural-affairs"),
        (Temporary, "civil-affairs"),
        (Medical, "medical-insurance"),
        (Veteran, "veterans-affairs"),
        (StudentLoan, "education"),
        (Housing, "housing-construction"),
        (Employment, "human-resources"),
    ];

    public static readonly string[] All = [.. Departments.Select(d => d.Item)];

    public static string DepartmentOf(string item) => Departments.Single(d => d.Item == item).Department;
}
