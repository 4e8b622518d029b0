using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Input;

namespace SocialAssistance.Api.Requests;

/// <summary>Reads what somebody tells of a household to learn what is worth applying for.</summary>
internal static class HouseholdFactsReader
{
    public static HouseholdFacts Read(ObjectReader f) => new()
    {
        Rural = f.OptionalFlag("rural"),
        ResidenceDiffers = f.OptionalFlag("residenceDiffers"),
        HouseholdSize = f.OptionalWhole("householdSize", 1, 100),
        MonthlyIncome = f.OptionalAmount("monthlyIncome"),
        LocalStandard = f.OptionalAmount("localStandard"),
        IncomeBelowStandard = f.OptionalFlag("incomeBelowStandard"),
        MedicalExpense = f.OptionalAmount("medicalExpense"),
        EducationExpense = f.OptionalAmount("educationExpense"),
        Recognised = f.OptionalFlag("recognised"),
        NoAbleBodied = f.OptionalFlag("noAbleBodied"),
        NoSupporter = f.OptionalFlag("noSupporter"),
        SuddenHardship = f.OptionalFlag("suddenHardship"),
        Veteran = f.OptionalFlag("veteran"),
        StudentAdmittedOrEnrolled = f.OptionalFlag("studentAdmittedOrEnrolled"),
        HousingTenure = f.Has("housingTenure") ? Codes.Find<HomeTenure>(f.Code("housingTenure", [.. Codes.All<HomeTenure>()])) : null,
        UnsafeHousing = f.OptionalFlag("unsafeHousing"),
        Unemployed = f.OptionalFlag("unemployed"),
    };
}
