using System.Collections.Immutable;
using SocialAssistance.Applications;

namespace SocialAssistance.Privacy;

/// <summary>
/// Every personal value of a form with the name of its field, in one place: what seals, opens and shows goes by it. A name
/// that was ever stored under is never changed, because values are bound to it.
/// </summary>
internal static class FormFields
{
    public const string ExternalReference = "form/externalReference";

    public static ApplicationForm Map(this ApplicationForm form, IPersonalMap map) => form with
    {
        ExternalReference = map.Of(form.ExternalReference, ExternalReference),
        Township = map.Of(form.Township, "form/township"),
        Applicant = form.Applicant with
        {
            Name = map.Of(form.Applicant.Name, "form/applicant/name"),
            IdNumber = map.Of(form.Applicant.IdNumber, "form/applicant/idNumber"),
            Phone = map.Of(form.Applicant.Phone, "form/applicant/phone"),
            Address = map.Of(form.Applicant.Address, "form/applicant/address"),
        },
        Household = [.. form.Household.Select((m, index) => Map(m, FormattableString.Invariant($"form/household/{index}"), map))],
        Economy = Map(form.Economy, map),
        Authorization = form.Authorization with
        {
            Signatories = All(form.Authorization.Signatories, "form/authorization/signatories", map),
        },
        Medical = form.Medical is { } medical ? medical with
        {
            Situation = map.Of(medical.Situation, "form/medical/situation"),
            Hospital = map.Of(medical.Hospital, "form/medical/hospital"),
            Expense = map.Of(medical.Expense, "form/medical/expense"),
        }
        : null,
        Temporary = form.Temporary is { } temporary ? temporary with { Reason = map.Of(temporary.Reason, "form/temporary/reason") } : null,
        Veteran = form.Veteran is { } veteran ? veteran with
        {
            CertificateNumber = map.Of(veteran.CertificateNumber, "form/veteran/certificateNumber"),
            ServedFrom = map.Of(veteran.ServedFrom, "form/veteran/servedFrom"),
            ServedTo = map.Of(veteran.ServedTo, "form/veteran/servedTo"),
        }
        : null,
        StudentLoan = form.StudentLoan is { } loan ? Map(loan, map) : null,
        Housing = form.Housing is { } housing ? housing with { Area = map.Of(housing.Area, "form/housing/area") } : null,
        Employment = form.Employment is { } employment ? employment with
        {
            UnemployedSince = map.Of(employment.UnemployedSince, "form/employment/unemployedSince"),
            Skills = map.Of(employment.Skills, "form/employment/skills"),
        }
        : null,
    };

    private static HouseholdMember Map(HouseholdMember member, string at, IPersonalMap map) => member with
    {
        Name = map.Of(member.Name, at + "/name"),
        IdNumber = map.Of(member.IdNumber, at + "/idNumber"),
        MonthlyIncome = map.Of(member.MonthlyIncome, at + "/monthlyIncome"),
        Occupation = map.Of(member.Occupation, at + "/occupation"),
        Condition = map.Of(member.Condition, at + "/condition"),
    };

    private static Economy Map(Economy economy, IPersonalMap map) => new(
        new Income(
            map.Of(economy.Income.Wages, "form/economy/income/wages"),
            map.Of(economy.Income.Business, "form/economy/income/business"),
            map.Of(economy.Income.Property, "form/economy/income/property"),
            map.Of(economy.Income.Transfers, "form/economy/income/transfers")),
        new Assets(
            map.Of(economy.Assets.Deposits, "form/economy/assets/deposits"),
            map.Of(economy.Assets.Vehicles, "form/economy/assets/vehicles"),
            map.Of(economy.Assets.Homes, "form/economy/assets/homes")),
        new Expenses(
            map.Of(economy.Expenses.Medical, "form/economy/expenses/medical"),
            map.Of(economy.Expenses.Education, "form/economy/expenses/education")));

    private static StudentLoanSection Map(StudentLoanSection loan, IPersonalMap map) => loan with
    {
        Student = map.Of(loan.Student, "form/studentLoan/student"),
        StudentIdNumber = map.Of(loan.StudentIdNumber, "form/studentLoan/studentIdNumber"),
        School = map.Of(loan.School, "form/studentLoan/school"),
        Amount = map.Of(loan.Amount, "form/studentLoan/amount"),
        CoBorrower = new CoBorrower(
            map.Of(loan.CoBorrower.Name, "form/studentLoan/coBorrower/name"),
            map.Of(loan.CoBorrower.IdNumber, "form/studentLoan/coBorrower/idNumber")),
    };

    private static ImmutableArray<Personal<string>> All(ImmutableArray<Personal<string>> values, string at, IPersonalMap map) =>
        [.. values.Select((value, index) => map.Of(value, FormattableString.Invariant($"{at}/{index}")))];
}
