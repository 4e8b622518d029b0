using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using SocialAssistance.Guide;

namespace SocialAssistance.Cases;

/// <summary>Numbers of cases: day, county and a random part that cannot be guessed, for example <c>20260803-640104-7K3M9Q2XWD4P</c>.</summary>
public static class CaseIds
{
    /// <summary>Digits and capitals without those that are misread aloud or by hand: I, L, O, U.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    private const int RandomLength = 12;

    private const int Length = 8 + 1 + 6 + 1 + RandomLength;

    /// <summary>A new number.</summary>
    /// <param name="division">County, six digits.</param>
    /// <param name="now">The moment of submission.</param>
    public static string New(string division, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{ChinaTime.DayOf(now):yyyyMMdd}-{division}-{RandomNumberGenerator.GetString(Alphabet, RandomLength)}");

    /// <summary>The county that a case number names, six digits; null when it is no case number.</summary>
    public static string? DivisionOf(string caseId) => IsWellFormed(caseId) ? caseId[9..15] : null;

    /// <summary>Whether a text has the form of a case number; whether there is such a case is another question.</summary>
    public static bool IsWellFormed(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == Length
            && text[8] == '-' && text[15] == '-'
            && text.AsSpan(0, 8).IndexOfAnyExceptInRange('0', '9') < 0
            && text.AsSpan(9, 6).IndexOfAnyExceptInRange('0', '9') < 0
            && text.AsSpan(16).IndexOfAnyExcept(Allowed) < 0;
    }
}
