using SocialAssistance.Input;

namespace SocialAssistance.Guide;

/// <summary>How a household has the home it lives in.</summary>
public enum HomeTenure
{
    /// <summary>Its own (自有).</summary>
    Owned,

    /// <summary>Rented (租住).</summary>
    Rented,

    /// <summary>Borrowed from somebody (借住).</summary>
    Borrowed,

    /// <summary>No home (无房).</summary>
    None,
}

/// <summary>
/// What somebody tells of a household to learn what is worth applying for. Everything may be left out, nothing in it
/// names a person, and nothing is kept.
/// </summary>
public sealed record HouseholdFacts
{
    /// <summary>Whether the household is rural (农村户籍).</summary>
    public bool? Rural { get; init; }

    /// <summary>Whether it lives elsewhere than registered (annex 2 二.4).</summary>
    public bool? ResidenceDiffers { get; init; }

    /// <summary>Number of people in it, at least 1.</summary>
    public int? HouseholdSize { get; init; }

    /// <summary>Income of the whole household, yuan a month.</summary>
    public decimal? MonthlyIncome { get; init; }

    /// <summary>The county's minimum living standard (当地低保标准) as published there, yuan a person and month.
    /// The notice sets none, so the guide knows none.</summary>
    public decimal? LocalStandard { get; init; }

    /// <summary>Whether its income per person is below the county's minimum living standard, where it knows.</summary>
    public bool? IncomeBelowStandard { get; init; }

    /// <summary>What it pays for treatment, yuan a year.</summary>
    public decimal? MedicalExpense { get; init; }

    /// <summary>What it pays for schooling, yuan a year.</summary>
    public decimal? EducationExpense { get; init; }

    /// <summary>Whether it has been recognised as low-income already (三(一), 三(二)).</summary>
    public bool? Recognised { get; init; }

    /// <summary>Whether nobody in it is able to work.</summary>
    public bool? NoAbleBodied { get; init; }

    /// <summary>Whether nobody is there who by law must support it.</summary>
    public bool? NoSupporter { get; init; }

    /// <summary>Whether something sudden has put it in need.</summary>
    public bool? SuddenHardship { get; init; }

    /// <summary>Whether one of it is a veteran.</summary>
    public bool? Veteran { get; init; }

    /// <summary>Whether one of it has been admitted to or is enrolled at a university or college.</summary>
    public bool? StudentAdmittedOrEnrolled { get; init; }

    /// <summary>How it has its home.</summary>
    public HomeTenure? HousingTenure { get; init; }

    /// <summary>Whether its home is unsafe.</summary>
    public bool? UnsafeHousing { get; init; }

    /// <summary>Whether somebody able to work has no work.</summary>
    public bool? Unemployed { get; init; }

    /// <summary>What cannot be: no people, negative amounts. Empty when the facts can be used.</summary>
    public IReadOnlyList<Fault> Faults()
    {
        var faults = new List<Fault>();
        if (HouseholdSize is < 1)
        {
            faults.Add(new Fault("/householdSize", "too-small", "家庭人数至少是1"));
        }

        (string Name, decimal? Amount)[] amounts =
        [
            ("monthlyIncome", MonthlyIncome),
            ("localStandard", LocalStandard),
            ("medicalExpense", MedicalExpense),
            ("educationExpense", EducationExpense),
        ];
        faults.AddRange(amounts
            .Where(a => a.Amount is < 0 or > MaximumAmount)
            .Select(a => new Fault($"/{a.Name}", "amount-out-of-range", "金额不能是负数，也不能超过1000亿元")));
        return faults;
    }

    // Far beyond any household's, and small enough that a year's sum cannot overflow.
    private const decimal MaximumAmount = 100_000_000_000m;
}
