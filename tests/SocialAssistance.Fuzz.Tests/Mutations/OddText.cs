using System.Text;

namespace SocialAssistance.Fuzz.Tests.Mutations;

/// <summary>Texts and JSON values that readers get wrong.</summary>
internal static class OddText
{
    /// <summary>Raw JSON values, right and wrong ones; some are no JSON at all.</summary>
    public static readonly byte[][] Values =
    [
        .. new[]
        {
            "null", "true", "false", "0", "-0", "-0.0", "1", "-1", "1.0", "0.01", "0.001", "1e2", "1E+2", "1e400", "-1e400", "1e-400", "9999999999999999999",
            "9223372036854775807", "9223372036854775808", "2147483648", "79228162514264337593543950336", "1000000000", "1000000000.01", "0.1e1", "1e-1",
            "00", "01", "+1", ".5", "1.", "0x10", "NaN", "Infinity", "-Infinity", "1_000", "'x'", "undefined", "True",
            "\"\"", "\" \"", "\"\u3000\"", "[]", "{}", "[null]", "[[]]", "[{}]", "{\"\":null}", "{\"a\":1,\"a\":2}", "[1,2,3]", "[\"x\"]", "\"x\"", "\"true\"", "\"0\"",
            "\"2026-02-30\"", "\"0001-01-01\"", "\"9999-12-31\"", "\"1900-01-01\"", "\"2026-08-03\"", "\"2026-08-03T08:30:00+14:00\"", "\"9999-12-31T23:59:59-14:00\"",
            "\"2026-08-03T24:00:00Z\"", "\"2026-08-03T08:30:00\"", "\"2026-08-03T08:30:00.1234567+08:00\"", "\"1900-01-01T00:00:00+14:00\"", "\"2199-12-31\"",
            "\"640104\"", "\"640202\"", "\"640000\"", "\"６４０１０４\"", "\"minimum-living-allowance\"", "\"civil-affairs\"", "\"granted\"", "\"decided\"", "\"accepted\"",
            "\"..\"", "\"../../etc/passwd\"", "\"'; DROP TABLE cases;--\"", "\"<script>alert(1)</script>\"", "\"${jndi:ldap://127.0.0.1/a}\"", "\"%s%n\"", "\"{{7*7}}\"",
        }.Select(Encoding.UTF8.GetBytes),
        .. Texts().Select(Quoted),
        // What no text can hold: halves of pairs, overlong forms, bytes of no character, a bare control character.
        "\"\\ud800\""u8.ToArray(), "\"\\udc00\\ud800\""u8.ToArray(), "\"a\\ud83dz\""u8.ToArray(), "\"\\u0000\""u8.ToArray(), "\"\\u12\""u8.ToArray(), "\"\\x\""u8.ToArray(),
        [(byte)'"', 0xC0, 0xAF, (byte)'"'], [(byte)'"', 0xE0, 0x80, 0xAF, (byte)'"'], [(byte)'"', 0xED, 0xA0, 0x80, (byte)'"'], [(byte)'"', 0xF8, 0x88, 0x80, 0x80, 0x80, (byte)'"'],
        [(byte)'"', 0xFF, 0xFE, (byte)'"'], [(byte)'"', 0xF4, 0x90, 0x80, 0x80, (byte)'"'], [(byte)'"', 0x00, (byte)'"'], [(byte)'"', 0x01, (byte)'"'], [(byte)'"', (byte)'\n', (byte)'"'],
        [(byte)'"', 0xE5, (byte)'"'],
    ];

    /// <summary>Valid texts that few programs were tried with.</summary>
    public static IEnumerable<string> Texts() =>
    [
        "\uFEFF张三", "\u202E张三", "张\u200B三", "e\u0301e\u0301", "\u00E9", "𠮷野家", "\U0002A6D6\U0002A6D6", "👩‍👩‍👧‍👦", "ﷺ", "Ǆ", "ﬁ", "İstanbul", "ß", "ſ", "Å", "\u2028", "\u2029",
        "\u0085", "\u007F", "\u009F", "\uFFFD", "\uFFFF", "\uE000", "\t", "\r\n", "a\nb", "张" + new string('\u0301', 60), new string('长', 51), new string('长', 50), new string('x', 1001),
        new string('x', 5000), string.Concat(Enumerable.Repeat("𠮷", 26)), "1390000000１", "13900000000\u200F", "64990019500101０0１", "x\u0000y",
    ];

    private static byte[] Quoted(string text) => [(byte)'"', .. Encoding.UTF8.GetBytes(text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal).Replace("\0", "\\u0000", StringComparison.Ordinal)), (byte)'"'];
}
