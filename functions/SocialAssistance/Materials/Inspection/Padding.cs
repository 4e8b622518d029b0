using System.Buffers;

namespace SocialAssistance.Materials.Inspection;

/// <summary>What may stand behind the end of a scan: devices fill up blocks and end files with a line break.</summary>
internal static class Padding
{
    // NUL, tab, line breaks, the end-of-file mark of old systems, blank.
    private static readonly SearchValues<byte> Bytes = SearchValues.Create("\0\t\n\f\r\x1A "u8);

    // What flash memory holds where nothing was written.
    private const byte EmptyCell = 0xFF;

    /// <summary>Whether there is nothing but padding; nothing at all will do.</summary>
    public static bool IsAll(ReadOnlySpan<byte> rest) => rest.IndexOfAnyExcept(Bytes) < 0 || rest.IndexOfAnyExcept(EmptyCell) < 0;

    /// <summary>What follows the padding at the start.</summary>
    public static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> rest) => rest.IndexOfAnyExcept(Bytes) is >= 0 and var first ? rest[first..] : [];
}
