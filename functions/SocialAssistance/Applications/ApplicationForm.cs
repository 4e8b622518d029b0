using System.Collections.Immutable;
using System.Text.Json.Serialization;
using SocialAssistance.Privacy;

namespace SocialAssistance.Applications;

/// <summary>
/// The one application form (《社会救助“一件事”申请表》 with the authorization and the family economic information table,
/// 二(一)). Money in yuan a year unless said. Personal data throughout: it is shown only where a rule allows it.
/// </summary>
/// <remarks>
/// What says something of a person is <see cref="Personal{T}"/>: open as it comes, sealed in a case. What the process needs
/// stays readable: divisions, items, the day of signature, codes and flags.
/// </remarks>
public sealed record ApplicationForm
{
    /// <summary>The caller's own number of the application, unique for that caller; at most 64 characters.</summary>
    public Personal<string>? ExternalReference { get; init; }

    /// <summary>How it was filed: <c>platform</c>, <c>app</c> or <c>window</c> (annex 2, 一(六)).</summary>
    public required string Channel { get; init; }

    /// <summary>County that handles it, six digits.</summary>
    public required string Division { get; init; }

    /// <summary>Township or subdistrict, by name.</summary>
    public Personal<string>? Township { get; init; }

    /// <summary>Codes of the ticked items.</summary>
    public required ImmutableArray<string> Items { get; init; }

    /// <summary>Who applies.</summary>
    public required Applicant Applicant { get; init; }

    /// <summary>Who lives in the same household, without the applicant.</summary>
    public ImmutableArray<HouseholdMember> Household { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The family economic information table.</summary>
    public required Economy Economy { get; init; }

    /// <summary>The authorization to verify the family's economic situation, with the commitment.</summary>
    public required Authorization Authorization { get; init; }

    /// <summary>For medical-assistance.</summary>
    public MedicalSection? Medical { get; init; }

    /// <summary>For temporary-assistance.</summary>
    public TemporarySection? Temporary { get; init; }

    /// <summary>For veteran-assistance.</summary>
    public VeteranSection? Veteran { get; init; }

    /// <summary>For student-loan.</summary>
    public StudentLoanSection? StudentLoan { get; init; }

    /// <summary>For housing-assistance.</summary>
    public HousingSection? Housing { get; init; }

    /// <summary>For employment-assistance.</summary>
    public EmploymentSection? Employment { get; init; }

    /// <summary>Whether the applicant lives elsewhere than registered, which asks for a residence permit (annex 2, 二 4).</summary>
    [JsonIgnore]
    public bool ResidenceDiffers => Applicant.HouseholdDivision != Applicant.ResidenceDivision;

    /// <summary>ID numbers of the applicant and the household, the applicant first.</summary>
    public IEnumerable<Personal<string>> IdNumbers() => Household.Select(m => m.IdNumber).Prepend(Applicant.IdNumber);
}

/// <summary>Who applies.</summary>
/// <param name="Name">Full name.</param>
/// <param name="IdNumber">Citizen identification number.</param>
/// <param name="Phone">Mobile or fixed-line number.</param>
/// <param name="Address">Where they live.</param>
/// <param name="HouseholdDivision">County of registration, six digits.</param>
/// <param name="ResidenceDivision">County of residence, six digits.</param>
/// <param name="Rural">Whether it is a rural household.</param>
public sealed record Applicant(
    Personal<string> Name,
    Personal<string> IdNumber,
    Personal<string> Phone,
    Personal<string> Address,
    string HouseholdDivision,
    string ResidenceDivision,
    bool Rural);

/// <summary>Somebody who lives in the household.</summary>
/// <param name="Name">Full name.</param>
/// <param name="IdNumber">Citizen identification number.</param>
/// <param name="Relation">To the applicant: <c>spouse</c>, <c>child</c>, <c>parent</c>, <c>grandparent</c>, <c>grandchild</c>, <c>sibling</c> or <c>other</c>.</param>
/// <param name="MonthlyIncome">Yuan a month.</param>
/// <param name="Occupation">Occupation.</param>
/// <param name="Condition">Health, disability, schooling: whatever matters.</param>
public sealed record HouseholdMember(
    Personal<string> Name,
    Personal<string> IdNumber,
    string Relation,
    Personal<decimal> MonthlyIncome,
    Personal<string>? Occupation,
    Personal<string>? Condition);

/// <summary>The family economic information table (《家庭经济状况信息表》).</summary>
public sealed record Economy(Income Income, Assets Assets, Expenses Expenses);

/// <summary>Income of the household, yuan a year.</summary>
public sealed record Income(Personal<decimal> Wages, Personal<decimal> Business, Personal<decimal> Property, Personal<decimal> Transfers);

/// <summary>What the household owns.</summary>
/// <param name="Deposits">Yuan.</param>
/// <param name="Vehicles">Number of motor vehicles.</param>
/// <param name="Homes">Number of homes.</param>
public sealed record Assets(Personal<decimal> Deposits, Personal<int> Vehicles, Personal<int> Homes);

/// <summary>What the household must spend, yuan a year.</summary>
public sealed record Expenses(Personal<decimal> Medical, Personal<decimal> Education);

/// <summary>The authorization and commitment (《家庭经济状况核对授权及承诺书》).</summary>
/// <param name="Agreed">Always true in an accepted form.</param>
/// <param name="SignedOn">Day of signature.</param>
/// <param name="Signatories">ID numbers of those who signed.</param>
public sealed record Authorization(bool Agreed, DateOnly SignedOn, ImmutableArray<Personal<string>> Signatories);

/// <summary>What medical-assistance needs to know.</summary>
/// <param name="Situation">Illness and treatment.</param>
/// <param name="Hospital">Where it was treated.</param>
/// <param name="Expense">Paid by the family, yuan.</param>
public sealed record MedicalSection(Personal<string> Situation, Personal<string>? Hospital, Personal<decimal> Expense);

/// <summary>What temporary-assistance needs to know.</summary>
/// <param name="Reason">What happened.</param>
public sealed record TemporarySection(Personal<string> Reason);

/// <summary>What veteran-assistance needs to know.</summary>
public sealed record VeteranSection(Personal<string> CertificateNumber, Personal<DateOnly> ServedFrom, Personal<DateOnly> ServedTo);

/// <summary>What student-loan needs to know.</summary>
/// <param name="Student">Full name of the student.</param>
/// <param name="StudentIdNumber">Citizen identification number of the student.</param>
/// <param name="School">School.</param>
/// <param name="AcademicYear">For example <c>2026-2027</c>.</param>
/// <param name="Amount">Yuan applied for.</param>
/// <param name="CoBorrower">Who borrows with the student.</param>
public sealed record StudentLoanSection(
    Personal<string> Student,
    Personal<string> StudentIdNumber,
    Personal<string> School,
    string AcademicYear,
    Personal<decimal> Amount,
    CoBorrower CoBorrower);

/// <summary>Who borrows with the student.</summary>
public sealed record CoBorrower(Personal<string> Name, Personal<string> IdNumber);

/// <summary>What housing-assistance needs to know.</summary>
/// <param name="Kind"><c>public-rental</c>, <c>rent-subsidy</c> or <c>rural-renovation</c> (三(六)).</param>
/// <param name="Tenure"><c>owned</c>, <c>rented</c>, <c>borrowed</c> or <c>none</c>.</param>
/// <param name="Area">Floor space in square metres.</param>
public sealed record HousingSection(string Kind, string Tenure, Personal<decimal>? Area);

/// <summary>What employment-assistance needs to know.</summary>
/// <param name="UnemployedSince">First day without work.</param>
/// <param name="Skills">What the person can do.</param>
public sealed record EmploymentSection(Personal<DateOnly> UnemployedSince, Personal<string>? Skills);
