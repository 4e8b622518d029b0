using System.Collections.Frozen;

namespace SocialAssistance.Guide;

/// <summary>The facts that conditions may name.</summary>
public static class FactNames
{
    /// <summary>The yes-or-no facts.</summary>
    public static FrozenDictionary<string, Func<HouseholdFacts, bool?>> Flags { get; } =
        new Dictionary<string, Func<HouseholdFacts, bool?>>
        {
            ["rural"] = f => f.Rural,
            ["residenceDiffers"] = f => f.ResidenceDiffers,
            ["incomeBelowStandard"] = f => f.IncomeBelowStandard,
            ["recognised"] = f => f.Recognised,
            ["noAbleBodied"] = f => f.NoAbleBodied,
            ["noSupporter"] = f => f.NoSupporter,
            ["suddenHardship"] = f => f.SuddenHardship,
            ["veteran"] = f => f.Veteran,
            ["studentAdmittedOrEnrolled"] = f => f.StudentAdmittedOrEnrolled,
            ["unsafeHousing"] = f => f.UnsafeHousing,
            ["unemployed"] = f => f.Unemployed,
        }.ToFrozenDictionary();

    /// <summary>The amounts in yuan, told or worked out from those told.</summary>
    public static FrozenDictionary<string, Func<HouseholdFacts, decimal?>> Amounts { get; } =
        new Dictionary<string, Func<HouseholdFacts, decimal?>>
        {
            ["monthlyIncome"] = f => f.MonthlyIncome,
            ["yearlyIncome"] = f => f.MonthlyIncome * 12,
            ["monthlyIncomePerPerson"] = f => f.HouseholdSize is > 0 and var size ? f.MonthlyIncome / size : null,
            ["localStandard"] = f => f.LocalStandard,
            ["medicalExpense"] = f => f.MedicalExpense,
            ["educationExpense"] = f => f.EducationExpense,
        }.ToFrozenDictionary();
}
