using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>What a request says, however it spells it.</summary>
internal static partial class Spelling
{
    /// <summary>The bytes without zeros (UTF-16 and UTF-32 have them) and without escapes (of JSON, of addresses): marks, numbers and cases stand in it as they will be read.</summary>
    public static byte[] Plain(byte[] sent) => Encoding.Latin1.GetBytes(Escape().Replace(
        Encoding.Latin1.GetString(sent).Replace("\0", "", StringComparison.Ordinal),
        escape => ((char)byte.Parse(escape.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()));

    [GeneratedRegex(@"(?:\\u00|%)([0-9A-Fa-f]{2})", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
