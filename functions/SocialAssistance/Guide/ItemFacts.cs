namespace SocialAssistance.Guide;

/// <summary>
/// Facts of applicant and household that an item can need to be shown. A department sees what its item declares and no
/// more: 《个人信息保护法》第六条 allows what the purpose needs at the least.
/// </summary>
public static class ItemFacts
{
    /// <summary>Name and ID number of the applicant in full; masked without it.</summary>
    public const string Identity = "identity";

    /// <summary>Phone and address of the applicant in full; without it the phone is masked and the address absent.</summary>
    public const string Contact = "contact";

    /// <summary>Who lives in the household: relations, and masked names and ID numbers.</summary>
    public const string Household = "household";

    /// <summary>Names and ID numbers of the household in full.</summary>
    public const string HouseholdIdentity = "household-identity";

    /// <summary>Income, occupation and condition of each member of the household.</summary>
    public const string HouseholdCircumstances = "household-circumstances";

    /// <summary>The family economic information table.</summary>
    public const string Economy = "economy";
}
