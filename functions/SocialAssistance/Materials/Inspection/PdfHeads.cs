namespace SocialAssistance.Materials.Inspection;

/// <summary>
/// Finds where objects and trailers begin by their own words, whatever the cross references say: readers that find a file
/// damaged look for them in this way.
/// </summary>
internal static class PdfHeads
{
    private const int MaxComments = 8;

    /// <summary>Offsets of the first byte behind each <c>1 0 obj</c> and each <c>trailer</c>.</summary>
    public static List<int> Find(ReadOnlySpan<byte> bytes)
    {
        var found = new List<int>();
        for (int at = 0, next; (next = bytes[at..].IndexOf("obj"u8)) >= 0;)
        {
            at += next;
            if (IsPrecededByTwoNumbers(bytes[..at]))
            {
                found.Add(at + "obj".Length);
            }

            at += "obj".Length;
        }

        for (int at = 0, next; (next = bytes[at..].IndexOf("trailer"u8)) >= 0;)
        {
            at += next + "trailer".Length;
            found.Add(at);
        }

        return found;
    }

    /// <summary>Whether there are objects of a PDF, at least two, without which there is no page; one may come by chance.</summary>
    public static bool AreIn(ReadOnlySpan<byte> bytes)
    {
        var found = 0;
        for (int at = 0, next; found < 2 && (next = bytes[at..].IndexOf("obj"u8)) >= 0; at += "obj".Length)
        {
            at += next;
            found += IsPrecededByTwoNumbers(bytes[..at]) ? 1 : 0;
        }

        return found == 2;
    }

    private static bool IsPrecededByTwoNumbers(ReadOnlySpan<byte> before) =>
        TrimNumber(TrimBlanks(before), out var generation) && TrimBlanks(generation) is var number
        && number.Length < generation.Length && TrimNumber(number, out _);

    private static bool TrimNumber(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> before)
    {
        before = bytes.TrimEnd("0123456789"u8);
        return before.Length < bytes.Length;
    }

    // Comments may stand between the words as well.
    private static ReadOnlySpan<byte> TrimBlanks(ReadOnlySpan<byte> bytes)
    {
        bytes = TrimEnd(bytes, out var line);
        for (var i = 0; i < MaxComments && line; i++)
        {
            var start = bytes[(bytes.LastIndexOfAny((byte)'\r', (byte)'\n') + 1)..];
            if (start.IndexOf((byte)'%') is >= 0 and var comment)
            {
                bytes = TrimEnd(bytes[..(bytes.Length - start.Length + comment)], out line);
            }
            else
            {
                break;
            }
        }

        return bytes;
    }

    private static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> bytes, out bool line)
    {
        var trimmed = bytes.TrimEnd(" \r\n\t\0\f"u8);
        line = bytes[trimmed.Length..].IndexOfAny((byte)'\r', (byte)'\n') >= 0;
        return trimmed;
    }
}
