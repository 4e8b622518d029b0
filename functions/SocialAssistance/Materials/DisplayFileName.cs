using System.Globalization;
using System.Text;

namespace SocialAssistance.Materials;

/// <summary>A file name as it may be shown: what a stranger called a file must not steer a page, a log or a reader's eye.</summary>
public static class DisplayFileName
{
    /// <summary>What a file without a usable name is called.</summary>
    public const string Unnamed = "未命名文件";

    /// <summary>
    /// The last part of a path, without control and invisible characters (those that turn the direction of writing included),
    /// runs of blanks made one, at most <see cref="IncomingName.MaxFileNameLength"/> characters with the extension kept.
    /// </summary>
    public static string Clean(string? fileName)
    {
        var name = fileName ?? string.Empty;
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                }
            }
            else if (IsVisible(rune))
            {
                clean.Append(rune.ToString());
            }
        }

        // Windows drops dots and blanks at the end: what it then takes for the extension must be what is seen.
        var shown = Shorten(clean.ToString().Trim().TrimEnd('.', ' '));
        return shown.Length == 0 ? Unnamed : shown;
    }

    /// <summary>Letters and symbols that are drawn as nothing: Hangul fillers, the empty Braille pattern.</summary>
    private static readonly int[] Blanks = [0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0];

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) && rune != Rune.ReplacementChar && !Blanks.Contains(rune.Value);

    private static string Shorten(string name)
    {
        if (name.Length <= IncomingName.MaxFileNameLength)
        {
            return name;
        }

        var extension = Path.GetExtension(name) is { Length: <= 8 } usual ? usual : string.Empty;
        var kept = IncomingName.MaxFileNameLength - extension.Length - 1;
        if (char.IsHighSurrogate(name[kept - 1]))
        {
            kept--;
        }

        return $"{name.AsSpan(0, kept)}…{extension}";
    }
}
