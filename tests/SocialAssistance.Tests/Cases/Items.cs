namespace SocialAssistance.Tests.Cases;

/// <summary>Codes of the items that tests name.</summary>
internal static class Items
{
    public const string Allowance = "minimum-living-allowance";
    public const string Edge = "low-income-edge";
    public const string Monitoring = "poverty-return-monitoring";
    public const string Temporary = "temporary-assistance";
    public const string Medical = "medical-assistance";
    public const string Veteran = "veteran-assistance";
    public const string Loan = "student-loan";
    public const string Housing = "housing-assistance";
    public const string Employment = "employment-assistance";
}
