using CsCheck;
using Shouldly;
using SocialAssistance.Guide;
using Xunit;

namespace SocialAssistance.Tests.Guide;

public sealed class SuggestionTests
{
    private static readonly ServiceGuide Guide = GuideFolder.Shipped;
    private static readonly DateOnly InSeason = new(2026, 8, 3);

    // Each kind of household, and the items it is told of.
    public static TheoryData<string, HouseholdFacts, string[]> Households => new()
    {
        { "nothing told", new(), [] },
        { "nothing the matter", new() { Rural = true, HouseholdSize = 3, MonthlyIncome = 9000, MedicalExpense = 0, EducationExpense = 0, SuddenHardship = false, Unemployed = false, HousingTenure = HomeTenure.Owned }, [] },
        { "no income", new() { MonthlyIncome = 0 }, ["minimum-living-allowance"] },
        { "said to be below the standard", new() { IncomeBelowStandard = true }, ["minimum-living-allowance", "low-income-edge"] },
        { "below the local standard", new() { HouseholdSize = 4, MonthlyIncome = 2799, LocalStandard = 700 }, ["minimum-living-allowance", "low-income-edge"] },
        { "at the local standard", new() { HouseholdSize = 4, MonthlyIncome = 2800, LocalStandard = 700 }, ["low-income-edge"] },
        { "half above the local standard", new() { HouseholdSize = 4, MonthlyIncome = 4200, LocalStandard = 700 }, [] },
        { "number of people not told", new() { MonthlyIncome = 100, LocalStandard = 700 }, [] },
        { "nobody to work or support", new() { NoAbleBodied = true, NoSupporter = true }, ["extreme-poverty-support"] },
        { "nobody to work", new() { NoAbleBodied = true }, [] },
        { "expenses just half the income", new() { MonthlyIncome = 2000, MedicalExpense = 7000, EducationExpense = 5000 }, ["rigid-expenditure"] },
        { "expenses just below half the income", new() { MonthlyIncome = 2000, MedicalExpense = 6999, EducationExpense = 5000 }, [] },
        { "medical expenses alone reach half", new() { MonthlyIncome = 2000, MedicalExpense = 12000 }, ["rigid-expenditure", "medical-assistance"] },
        { "expenses without income told", new() { MedicalExpense = 90000 }, [] },
        { "no expenses and no income", new() { MonthlyIncome = 0, MedicalExpense = 0, EducationExpense = 0 }, ["minimum-living-allowance"] },
        { "rural in sudden hardship", new() { Rural = true, SuddenHardship = true }, ["poverty-return-monitoring", "temporary-assistance"] },
        { "urban in sudden hardship", new() { Rural = false, SuddenHardship = true }, ["temporary-assistance"] },
        { "recognised and ill", new() { Recognised = true, MedicalExpense = 1 }, ["medical-assistance"] },
        { "veteran without need", new() { Veteran = true }, [] },
        { "veteran out of work", new() { Veteran = true, Unemployed = true }, ["veteran-assistance", "employment-assistance"] },
        { "student", new() { StudentAdmittedOrEnrolled = true }, ["student-loan"] },
        { "unsafe home", new() { UnsafeHousing = true }, ["housing-assistance"] },
        { "no home", new() { HousingTenure = HomeTenure.None }, ["housing-assistance"] },
        { "renting", new() { HousingTenure = HomeTenure.Rented }, [] },
        { "renting and recognised", new() { HousingTenure = HomeTenure.Rented, Recognised = true }, ["housing-assistance"] },
        { "owning and recognised", new() { HousingTenure = HomeTenure.Owned, Recognised = true }, [] },
    };

    [Theory]
    [MemberData(nameof(Households), DisableDiscoveryEnumeration = true)]
    public void Household_is_told_of(string household, HouseholdFacts facts, string[] items) =>
        SuggestionEngine.For(Guide, facts, InSeason).Select(s => s.Item).ShouldBe(items, household);

    [Fact]
    public void Every_item_can_be_suggested() =>
        Guide.Items.Select(i => i.Code).ShouldBe(Guide.SuggestionRules.Rules.Select(r => r.Item).Distinct());

    [Fact]
    public void Note_says_that_hints_refuse_nobody()
    {
        Guide.SuggestionRules.Note.ShouldContain("没说到的也可以申请");
        Guide.SuggestionRules.Note.ShouldContain("没有规定金额标准");
    }

    [Fact]
    public void Suggestion_tells_item_department_and_every_reason()
    {
        var facts = new HouseholdFacts { IncomeBelowStandard = true, MonthlyIncome = 0, ResidenceDiffers = true };
        var suggestion = SuggestionEngine.For(Guide, facts, InSeason)[0];

        (suggestion.Item, suggestion.Name, suggestion.Department).ShouldBe(("minimum-living-allowance", "最低生活保障", "civil-affairs"));
        suggestion.Reasons.ShouldBe(["家庭人均收入低于当地低保标准", "家里没有收入", "没住在户籍地，也可以在经常居住地申请，带上居住证"]);
        (suggestion.SeasonOpen, suggestion.NextOpening).ShouldBe((true, null));
    }

    [Fact]
    public void Closed_item_is_suggested_with_its_next_opening()
    {
        var facts = new HouseholdFacts { StudentAdmittedOrEnrolled = true };

        SuggestionEngine.For(Guide, facts, new DateOnly(2026, 10, 1)).ShouldHaveSingleItem().NextOpening.ShouldBe(new DateOnly(2027, 7, 15));
        SuggestionEngine.For(Guide, facts, InSeason).ShouldHaveSingleItem().SeasonOpen.ShouldBeTrue();
    }

    [Fact]
    public void Impossible_facts_are_all_told_and_not_used()
    {
        var facts = new HouseholdFacts { HouseholdSize = 0, MonthlyIncome = -1, LocalStandard = -1, MedicalExpense = -1, EducationExpense = decimal.MaxValue };

        facts.Faults().Select(f => f.Pointer).ShouldBe(
            ["/householdSize", "/monthlyIncome", "/localStandard", "/medicalExpense", "/educationExpense"]);
        Should.Throw<ArgumentException>(() => SuggestionEngine.For(Guide, facts, InSeason));
    }

    [Fact]
    public void Only_rural_households_are_told_of_rural_items_and_every_suggestion_has_a_reason() =>
        AnyFacts.Sample(facts =>
        {
            var suggestions = SuggestionEngine.For(Guide, facts, InSeason);
            return suggestions.All(s => s.Reasons.Length > 0 && s.Reasons.Distinct().Count() == s.Reasons.Length)
                && suggestions.Select(s => s.Item).Distinct().Count() == suggestions.Length
                && (facts.Rural == true || suggestions.All(s => s.Item != "poverty-return-monitoring"));
        });

    [Fact]
    public void Higher_expenses_never_take_a_suggestion_away() =>
        Gen.Select(AnyFacts, Gen.Decimal[0, 50000]).Sample((facts, more) =>
        {
            var before = SuggestionEngine.For(Guide, facts, InSeason).Select(s => s.Item);
            var after = SuggestionEngine.For(Guide, facts with { MedicalExpense = (facts.MedicalExpense ?? 0) + more }, InSeason);
            return before.All(after.Select(s => s.Item).Contains);
        });

    private static Gen<HouseholdFacts> AnyFacts
    {
        get
        {
            var flag = OneOf<bool?>(null, true, false);
            var amount = Gen.OneOf(Gen.Const((decimal?)null), Gen.Const((decimal?)0), Gen.Decimal[0, 50000].Select(d => (decimal?)d));
            var size = Gen.OneOf(Gen.Const((int?)null), Gen.Int[1, 9].Select(n => (int?)n));
            var tenure = OneOf<HomeTenure?>(null, HomeTenure.Owned, HomeTenure.Rented, HomeTenure.Borrowed, HomeTenure.None);
            return Gen.Select(flag.Array[11], amount.Array[4], size, tenure, (f, a, n, t) => new HouseholdFacts
            {
                Rural = f[0],
                ResidenceDiffers = f[1],
                IncomeBelowStandard = f[2],
                Recognised = f[3],
                NoAbleBodied = f[4],
                NoSupporter = f[5],
                SuddenHardship = f[6],
                Veteran = f[7],
                StudentAdmittedOrEnrolled = f[8],
                UnsafeHousing = f[9],
                Unemployed = f[10],
                MonthlyIncome = a[0],
                LocalStandard = a[1],
                MedicalExpense = a[2],
                EducationExpense = a[3],
                HouseholdSize = n,
                HousingTenure = t,
            });
        }
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(n => values[n]);
}
