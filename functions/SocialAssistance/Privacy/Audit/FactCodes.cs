using System.Collections.Immutable;
using SocialAssistance.Applications;

namespace SocialAssistance.Privacy.Audit;

/// <summary>
/// The codes of the facts of a case, as the trail lists what was written and what was shown. The members of the form by
/// their names; the one place where they are listed.
/// </summary>
public static class FactCodes
{
    /// <summary>The applicant's phone.</summary>
    public const string ApplicantPhone = "applicant.phone";

    /// <summary>The applicant's address.</summary>
    public const string ApplicantAddress = "applicant.address";

    /// <summary>Who exactly applies.</summary>
    public static ImmutableArray<string> ApplicantIdentity { get; } = ["applicant.name", "applicant.idNumber"];

    /// <summary>Who applies.</summary>
    public static ImmutableArray<string> Applicant { get; } =
    [
        .. ApplicantIdentity, ApplicantPhone, ApplicantAddress,
        "applicant.householdDivision", "applicant.residenceDivision", "applicant.rural",
    ];

    /// <summary>Who exactly lives in the household.</summary>
    public static ImmutableArray<string> HouseholdIdentity { get; } = ["household.name", "household.idNumber"];

    /// <summary>What is said of each who lives in the household.</summary>
    public static ImmutableArray<string> HouseholdCircumstances { get; } = ["household.monthlyIncome", "household.occupation", "household.condition"];

    /// <summary>Who lives in the household.</summary>
    public static ImmutableArray<string> Household { get; } =
        [.. HouseholdIdentity, "household.relation", .. HouseholdCircumstances];

    /// <summary>The family economic information table.</summary>
    public static ImmutableArray<string> Economy { get; } = ["economy.income", "economy.assets", "economy.expenses"];

    /// <summary>The authorization and commitment.</summary>
    public static ImmutableArray<string> Authorization { get; } = ["authorization.signedOn", "authorization.signatories"];

    /// <summary>What the comparison with the register found.</summary>
    public const string Comparison = "comparison";

    /// <summary>A decision: outcome, grants, reasons.</summary>
    public const string Decision = "decision";

    /// <summary>What a department said: notes and messages.</summary>
    public const string Notes = "notes";

    /// <summary>Scans: their names and what came of them.</summary>
    public const string Materials = "materials";

    /// <summary>The content of a scan.</summary>
    public const string MaterialContent = "materials.content";

    /// <summary>Status and days of items.</summary>
    public const string Status = "status";

    /// <summary>Recognitions of people in the register.</summary>
    public const string Recognitions = "recognitions";

    /// <summary>The trail itself.</summary>
    public const string Trail = "audit";

    /// <summary>A fact of which only a masked form was shown.</summary>
    public static string Masked(string fact) => fact + ":masked";

    /// <summary>Which facts a form holds.</summary>
    public static ImmutableArray<string> Of(ApplicationForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        object?[] sections = [form.Medical, form.Temporary, form.Veteran, form.StudentLoan, form.Housing, form.Employment];
        return
        [
            .. Applicant,
            .. form.Household.IsEmpty ? [] : Household,
            .. Economy,
            .. Authorization,
            .. sections.SelectMany(s => OfSection(s)),
        ];
    }

    /// <summary>The code of a field of the form: its name without the places of people.</summary>
    /// <param name="field">Name of the field, for example <c>form/household/0/name</c>.</param>
    public static string OfField(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return string.Join('.', field.Split('/').Skip(1).Where(part => !part.All(char.IsAsciiDigit)));
    }

    /// <summary>Which facts an item's own section of the form holds; none when there is no section.</summary>
    public static ImmutableArray<string> OfSection(object? section) => section switch
    {
        null => [],
        MedicalSection => ["medical.situation", "medical.hospital", "medical.expense"],
        TemporarySection => ["temporary.reason"],
        VeteranSection => ["veteran.certificateNumber", "veteran.servedFrom", "veteran.servedTo"],
        StudentLoanSection =>
        [
            "studentLoan.student", "studentLoan.studentIdNumber", "studentLoan.school", "studentLoan.academicYear", "studentLoan.amount",
            "studentLoan.coBorrower",
        ],
        HousingSection => ["housing.kind", "housing.tenure", "housing.area"],
        EmploymentSection => ["employment.unemployedSince", "employment.skills"],
        _ => ["section"],
    };
}
