using System.Collections.Immutable;

namespace SocialAssistance.Privacy;

/// <summary>For what a keyed hash is made. The same text has another hash for another purpose.</summary>
public enum HashPurpose
{
    /// <summary>To find a person by their ID number.</summary>
    Person,

    /// <summary>To tell whether a name is the applicant's.</summary>
    Name,

    /// <summary>To tell whether an application, or what a department says, is the same again.</summary>
    Content,

    /// <summary>To know a submission again by its caller and the key or reference that the caller gave.</summary>
    Submission,
}

/// <summary>
/// Makes from a personal text a value by which it is found or known again, and which nobody can guess the text from who has
/// not the installation's secret. The algorithm stands in the value.
/// </summary>
public interface IKeyedHash
{
    /// <summary>The values of a text under every algorithm that may have been written, the one to be written now first.</summary>
    /// <param name="purpose">For what.</param>
    /// <param name="text">The text; an ID number is normalized.</param>
    ImmutableArray<string> Candidates(HashPurpose purpose, string text);
}

/// <summary>Shorter ways to ask.</summary>
public static class KeyedHashes
{
    /// <summary>The value to be written now.</summary>
    public static string Current(this IKeyedHash hash, HashPurpose purpose, string text)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return hash.Candidates(purpose, text)[0];
    }
}
