namespace SocialAssistance.Applications;

/// <summary>Codes of the faults that only an application can have.</summary>
public static class ApplicationFault
{
    /// <summary>An ID number fails GB 11643.</summary>
    public const string IdNumber = "id-number-invalid";

    /// <summary>A phone number is none of mainland China.</summary>
    public const string Phone = "phone-invalid";

    /// <summary>A division is no county of the region.</summary>
    public const string Division = "division-unknown";

    /// <summary>The guide has no such item.</summary>
    public const string ItemUnknown = "item-unknown";

    /// <summary>An item is ticked twice.</summary>
    public const string ItemTwice = "item-duplicate";

    /// <summary>An item cannot be applied for today.</summary>
    public const string ItemOutOfSeason = "item-out-of-season";

    /// <summary>An item is for rural households only.</summary>
    public const string ItemRuralOnly = "item-rural-only";

    /// <summary>A ticked item's section is missing.</summary>
    public const string SectionRequired = "section-required";

    /// <summary>One person stands in the household twice.</summary>
    public const string PersonTwice = "person-duplicate";

    /// <summary>The authorization was not agreed to.</summary>
    public const string NotAgreed = "authorization-not-agreed";

    /// <summary>An adult of the household did not sign.</summary>
    public const string SignatureMissing = "signature-missing";

    /// <summary>Somebody signed who is not of the household.</summary>
    public const string SignatoryUnknown = "signatory-unknown";

    /// <summary>A period ends before it begins.</summary>
    public const string PeriodReversed = "period-reversed";

    /// <summary>An academic year is not two consecutive years.</summary>
    public const string AcademicYear = "academic-year-invalid";

    /// <summary>The student borrows with themselves.</summary>
    public const string CoBorrowerIsStudent = "co-borrower-is-student";
}
