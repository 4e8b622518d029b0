using System.Globalization;
using CsCheck;

namespace SocialAssistance.Tests.Applications;

/// <summary>Makes ID numbers of people who do not exist.</summary>
internal static class IdNumbers
{
    /// <summary>A right number for a birth date.</summary>
    public static string Born(int year, int month, int day, int sequence = 1) => Complete(
        "640104" + new DateOnly(year, month, day).ToString("yyyyMMdd", CultureInfo.InvariantCulture) + sequence.ToString("000", CultureInfo.InvariantCulture));

    /// <summary>Adds the check character, computed as the standard's table has it and not as the program does.</summary>
    public static string Complete(string first17)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return first17 + "10X98765432"[weights.Select((w, i) => w * (first17[i] - '0')).Sum() % 11];
    }

    /// <summary>Right numbers of people born from 1900 to 2025.</summary>
    public static readonly Gen<string> Any = BornWithin(46_000);

    /// <summary>Right numbers of people born from 1900 to 2007.</summary>
    public static readonly Gen<string> OfAge = BornWithin(39_445);

    private static Gen<string> BornWithin(int days) => Gen.Select(
        Gen.Int[640000, 659999],
        Gen.Int[0, days],
        Gen.Int[0, 999],
        (region, day, sequence) => Complete(
            region.ToString(CultureInfo.InvariantCulture)
            + new DateOnly(1900, 1, 1).AddDays(day).ToString("yyyyMMdd", CultureInfo.InvariantCulture)
            + sequence.ToString("000", CultureInfo.InvariantCulture)));
}
