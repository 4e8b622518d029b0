namespace SocialAssistance.Register;

/// <summary>Names people of a case by their place in the form, so that nothing personal need be said.</summary>
public static class PersonPlaces
{
    /// <summary>The applicant.</summary>
    public const string Applicant = "applicant";

    /// <summary>Somebody of the household, from 0.</summary>
    public static string Household(int index) => FormattableString.Invariant($"household/{index}");

    /// <summary>The place of the person at <paramref name="index"/> when the applicant comes first.</summary>
    public static string At(int index) => index == 0 ? Applicant : Household(index - 1);
}
