namespace SocialAssistance.Privacy;

/// <summary>Masked forms of personal data, for those who need to recognise but not to know.</summary>
public static class Masking
{
    /// <summary>A name with all but its first character hidden.</summary>
    public static string Name(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length <= 1 ? "*" : name[..1] + new string('*', name.Length - 1);
    }

    /// <summary>An ID number with 3 first and 4 last places.</summary>
    public static string IdNumber(string number) => Middle(number, 3, 4);

    /// <summary>A phone number with 3 first and 4 last places.</summary>
    public static string Phone(string phone) => Middle(phone, 3, 4);

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

    private static string Middle(string text, int first, int last)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= first + last
            ? new string('*', text.Length)
            : text[..first] + new string('*', text.Length - first - last) + text[^last..];
    }
}
