using System.Globalization;

namespace SocialAssistance.Applications;

/// <summary>Citizen identification numbers (公民身份号码, GB 11643-1999): 17 digits and a check character.</summary>
public static class ResidentIdNumber
{
    private const int Length = 18;

    private const string CheckCharacters = "10X98765432";

    /// <summary>
    /// The last birth date by which a number in a text counts as somebody's. Offices number their documents by division, day and
    /// serial, eighteen digits as well, one in eleven of them with the right check character: a document still in force is
    /// younger than this, and nothing that an office hands in may be refused for how it counts.
    /// </summary>
    private static readonly DateOnly LastBirth = new(2007, 12, 31);

    /// <summary>The number as it is kept: without blanks around it, a final x in upper case.</summary>
    public static string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Trim().ToUpperInvariant();
    }

    /// <summary>Whether the number has 18 places, a real birth date between 1900 and <paramref name="today"/>, and the right check character.</summary>
    /// <param name="number">A normalized number.</param>
    /// <param name="today">Today in Asia/Shanghai.</param>
    public static bool IsValid(string number, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(number);
        return number.Length == Length
            && number.AsSpan(0, 17).IndexOfAnyExceptInRange('0', '9') < 0
            && number[17] == CheckCharacter(number)
            && BirthDate(number) is { Year: >= 1900 } birth
            && birth <= today;
    }

    /// <summary>
    /// Whether the number of somebody who is of age stands somewhere in a text. What is part of a longer number is none, and
    /// younger people's cannot be told from the numbers of documents.
    /// </summary>
    public static bool StandsIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var at = 0; at + Length <= text.Length; at++)
        {
            if (!IsDigit(at - 1) && !IsDigit(at + Length) && IsValid(Normalize(text.Substring(at, Length)), LastBirth))
            {
                return true;
            }
        }

        return false;

        bool IsDigit(int place) => place >= 0 && place < text.Length && char.IsAsciiDigit(text[place]);
    }

    /// <summary>The birth date in the number, or null when it is none.</summary>
    public static DateOnly? BirthDate(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        return number.Length == Length
            && DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? date
                : null;
    }

    /// <summary>Whether the person is <paramref name="years"/> years old or more on <paramref name="day"/>.</summary>
    public static bool IsOfAge(string number, int years, DateOnly day) => BirthDate(number)?.AddYears(years) <= day;

    /// <summary>The check character of the first 17 digits (ISO 7064 MOD 11-2).</summary>
    public static char CheckCharacter(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        var sum = 0;
        var weight = 1;
        for (var place = 16; place >= 0; place--)
        {
            weight = weight * 2 % 11;
            sum += (number[place] - '0') * weight;
        }

        return CheckCharacters[sum % 11];
    }
}
