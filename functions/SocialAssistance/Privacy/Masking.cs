using System.Globalization;

namespace SocialAssistance.Privacy;

/// <summary>Masked forms of personal data, for those who need to recognise but not to know.</summary>
public static class Masking
{
    private const int MobileLength = 11;

    /// <summary>A name with all but its first character hidden; of one character, that as well.</summary>
    public static string Name(string name) => Characters(name) is { Count: > 1 } characters ? Hide(characters, 1, 0) : "*";

    /// <summary>An ID number of 18 or 15 places with 3 first and 4 last ones; of any other, at most a third is left, at the end.</summary>
    public static string IdNumber(string number) =>
        Characters(number) is { Count: 18 or 15 } characters ? Hide(characters, 3, 4) : HideMost(number);

    /// <summary>A number of 11 digits with 3 first and 4 last ones (138****2345); of any other, at most a third is left, at the end.</summary>
    public static string Phone(string phone) =>
        Characters(phone) is { Count: MobileLength } characters && phone.All(char.IsAsciiDigit) ? Hide(characters, 3, 4) : HideMost(phone);

    /// <summary>How the values of a field are masked, or null when they have no masked form.</summary>
    /// <param name="field">Name of the field; what counts is its last part.</param>
    public static Func<string, string>? Find(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field[(field.LastIndexOf('/') + 1)..] switch
        {
            "name" or "student" => Name,
            "idNumber" or "studentIdNumber" => IdNumber,
            "phone" => Phone,
            _ => field.Contains("/signatories/", StringComparison.Ordinal) ? IdNumber : null,
        };
    }

    // Short numbers are easily guessed from what is left of them.
    private static string HideMost(string text)
    {
        var characters = Characters(text);
        return Hide(characters, 0, Math.Min(4, characters.Count / 3));
    }

    private static string Hide(List<string> characters, int first, int last) =>
        string.Concat(characters.Select((c, i) => i < first || i >= characters.Count - last ? c : "*"));

    // As people see them: rare characters in names take two places in memory, and accents one of their own.
    private static List<string> Characters(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var characters = new List<string>(text.Length);
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
        {
            characters.Add(elements.GetTextElement());
        }

        return characters;
    }
}
