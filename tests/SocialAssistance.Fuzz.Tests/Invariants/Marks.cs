using System.Globalization;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>
/// Texts that stand in the personal data of one family and nowhere else: <c>zqm</c>, six digits of base 36 that name the
/// family, and a letter that names the part of the form. Plain letters, so that no escaping hides them.
/// </summary>
internal static class Marks
{
    public const string Prefix = "zqm";

    // Every letter of a part has an even number of bits set: no flipped bit makes one of another.
    public const char Applicant = 'i';
    public const char Contact = 'c';
    public const char Household = 'j';
    public const char Circumstances = 'o';
    public const char Reference = '3';
    public const char Document = '9';
    public const char FileName = 'f';
    public const char Withdrawal = 'w';
    public const char Correction = 'x';

    private const string Departments = "ABDGHKM";

    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int Width = 6;

    /// <summary>The part of the form that an item asks for.</summary>
    public static char Section(string section) => section switch
    {
        "medical" => 'q',
        "temporary" => 't',
        "veteran" => 'r',
        "studentLoan" => 'l',
        "employment" => 'e',
        _ => throw new ArgumentOutOfRangeException(nameof(section)),
    };

    /// <summary>What a department says of a case.</summary>
    public static char SaidBy(string department) => Departments[Array.IndexOf(Hosting.Caller.Departments, department)];

    public static string Of(int family, char part)
    {
        Span<char> text = stackalloc char[Width];
        for (var place = Width - 1; place >= 0; place--)
        {
            text[place] = Digits[family % 36];
            family /= 36;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{text}{part}");
    }

    /// <summary>Whether a part says something of people, so that it stands nowhere in clear.</summary>
    public static bool IsPersonal(char part) => ("icjofwxqtrle" + Departments).Contains(part, StringComparison.Ordinal);

    /// <summary>Whether it is a part at all: a changed mark may end in anything.</summary>
    public static bool IsKnown(char part) => IsPersonal(part) || part is Reference or Document;

    /// <summary>Every mark in some bytes.</summary>
    public static IEnumerable<(int Family, char Part)> In(byte[] bytes)
    {
        var at = 0;
        while (bytes.AsSpan(at).IndexOf("zqm"u8) is >= 0 and var next)
        {
            at += next + Prefix.Length;
            if (at + Width < bytes.Length && Read(bytes.AsSpan(at, Width)) is { } family)
            {
                yield return (family, (char)bytes[at + Width]);
            }
        }
    }

    private static int? Read(ReadOnlySpan<byte> digits)
    {
        var family = 0;
        foreach (var digit in digits)
        {
            if (Digits.IndexOf((char)digit, StringComparison.Ordinal) is not (>= 0 and var value))
            {
                return null;
            }

            family = (family * 36) + value;
        }

        return family;
    }
}
