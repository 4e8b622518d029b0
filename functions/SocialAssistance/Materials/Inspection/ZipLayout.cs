using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SocialAssistance.Materials.Inspection;

/// <summary>
/// Holds the two descriptions that a zip file gives of itself, the index at its end and the heads before its parts, against
/// each other and against the file. Programs differ in which they believe, and that is what hostile files live on.
/// </summary>
/// <remarks>
/// PKWARE APPNOTE 6.3, 4.3. The large form (zip64) and archives in several volumes are refused: 20 MB need neither. Only the
/// heads may give their sizes in the large form, as writers do that do not know in advance how large a part becomes.
/// </remarks>
internal static class ZipLayout
{
    public const int MaxEntries = 10_000;

    private const int EndBytes = 22, IndexBytes = 46, HeadBytes = 30;
    private const int MaxNameBytes = 512;

    // The sizes that a writer repeats behind a part when it did not know them before it, with their mark.
    private const int TrailerBytes = 12, MarkedTrailerBytes = 16;

    // A pointer to the end in large form. Where it is, some programs go by it whatever the end itself says.
    private const int LocatorBytes = 20;

    // Some writers leave their mark as the comment of the whole.
    private const int MaxMark = 4;

    // Systems that keep in an entry what kind of file it is, and the kinds that are one: a file, a folder, nothing said.
    private const int Unix = 3, Darwin = 19;
    private const int KindMask = 0xF000, File = 0x8000, Folder = 0x4000;

    private const int EncryptedFlag = 1, SizesFollowFlag = 8, EncryptedIndexFlag = 1 << 13;

    private static readonly SearchValues<char> Odd = SearchValues.Create("\\:*?\"<>|\x7F");

    /// <summary>One part as the index describes it, and where its bytes are.</summary>
    public readonly record struct Part(long Start, long Packed, long Unfolded, int Flags, int Method, string Name)
    {
        /// <summary>Where its packed bytes begin.</summary>
        public long DataStart { get; init; }

        /// <summary>Another name that the index has for it, which some programs prefer.</summary>
        public string? OtherName { get; init; }
    }

    /// <param name="bytes">The whole file.</param>
    /// <param name="length">Where the package ends and padding, if any, begins.</param>
    /// <param name="parts">The parts in their order, when there is no fault.</param>
    /// <returns>Null when both agree and every byte belongs to the package.</returns>
    public static ScanFault? FindFault(ReadOnlySpan<byte> bytes, out int length, out List<Part> parts)
    {
        length = 0;
        parts = [];
        var end = bytes.LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || end + EndBytes > bytes.Length)
        {
            return ScanFault.Truncated;
        }

        length = end + EndBytes + MarkBytes(bytes, end);
        if (!Padding.IsAll(bytes[length..]))
        {
            return ScanFault.ForeignContent;
        }

        var count = Short(bytes, end + 10);
        long indexSize = Long(bytes, end + 12), index = Long(bytes, end + 16);
        if (Short(bytes, end + 4) != 0 || Short(bytes, end + 6) != 0 || Short(bytes, end + 8) != count || end + EndBytes + Short(bytes, end + 20) != length
            || index + indexSize != end || (end >= LocatorBytes && bytes[(end - LocatorBytes)..].StartsWith("PK\x06\x07"u8)))
        {
            return ScanFault.ForeignContent;
        }

        if (count > MaxEntries)
        {
            return ScanFault.TooLarge;
        }

        return ReadIndex(bytes, (int)index, end, count, parts) ?? ExamineParts(bytes, parts, (int)index);
    }

    /// <summary>Bytes of a writer's mark behind the end: a few letters, which are nothing to any program.</summary>
    private static int MarkBytes(ReadOnlySpan<byte> bytes, int end)
    {
        int length = Short(bytes, end + 20), start = end + EndBytes;
        return length <= MaxMark && start + length <= bytes.Length && bytes.Slice(start, length).IndexOfAnyExceptInRange((byte)'A', (byte)'Z') < 0 ? length : 0;
    }

    private static ScanFault? ReadIndex(ReadOnlySpan<byte> bytes, int at, int end, int count, List<Part> parts)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < count; i++)
        {
            if (at + IndexBytes > end || !bytes[at..].StartsWith("PK\x01\x02"u8))
            {
                return ScanFault.Truncated;
            }

            int nameBytes = Short(bytes, at + 28), extraBytes = Short(bytes, at + 30), commentBytes = Short(bytes, at + 32);
            var next = at + IndexBytes + nameBytes + extraBytes + commentBytes;
            if (next > end)
            {
                return ScanFault.Truncated;
            }

            var part = new Part(
                Long(bytes, at + 42), Long(bytes, at + 20), Long(bytes, at + 24), Short(bytes, at + 8), Short(bytes, at + 10),
                Encoding.Latin1.GetString(bytes.Slice(at + IndexBytes, nameBytes)));
            if ((part.Flags & (EncryptedFlag | EncryptedIndexFlag)) != 0)
            {
                return ScanFault.Encrypted;
            }

            // Twice the same name, be it in other case, is one file to one program and another to the next.
            if (!IsPlain(part, nameBytes) || !names.Add(part.Name) || Short(bytes, at + 34) != 0 || !IsFileOrFolder(bytes, at)
                || ZipExtras.Read(bytes.Slice(at + IndexBytes + nameBytes, extraBytes)) is not { } extras)
            {
                return ScanFault.ForeignContent;
            }

            if (extras.Name is { } other && other != part.Name && (!IsPlainName(other) || !names.Add(other)))
            {
                return ScanFault.ForeignContent;
            }

            parts.Add(part with { OtherName = extras.Name });
            at = next;
        }

        return at == end ? null : ScanFault.ForeignContent;
    }

    // A link is unpacked to what it leads to.
    private static bool IsFileOrFolder(ReadOnlySpan<byte> bytes, int at) =>
        bytes[at + 5] is not (Unix or Darwin) || (Short(bytes, at + 40) & KindMask) is 0 or File or Folder;

    private static bool IsPlain(Part part, int nameBytes) =>
        part.Method is 0 or 8
        && part is { Start: < uint.MaxValue, Packed: < uint.MaxValue, Unfolded: < uint.MaxValue }
        && (part.Method != 0 || part.Packed == part.Unfolded)
        && nameBytes is > 0 and <= MaxNameBytes && IsPlainName(part.Name);

    // Relative, downward, the same on every file system. Bytes, whatever alphabet their writer meant.
    private static bool IsPlainName(string name) =>
        !name.StartsWith('/')
        && name.AsSpan().IndexOfAny(Odd) < 0
        && name.All(c => c >= ' ')
        && name.TrimEnd('/').Split('/').All(part => part.Length > 0 && part.Trim('.', ' ').Length > 0 && !part.EndsWith('.') && !part.EndsWith(' '));

    /// <summary>The parts must follow each other from the first byte to the index, neither overlapping nor leaving room between them.</summary>
    private static ScanFault? ExamineParts(ReadOnlySpan<byte> bytes, List<Part> parts, int index)
    {
        parts.Sort((a, b) => a.Start.CompareTo(b.Start));
        long at = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            var next = i + 1 < parts.Count ? parts[i + 1].Start : index;
            if (part.Start != at || at + HeadBytes > index || !bytes[(int)at..].StartsWith("PK\x03\x04"u8))
            {
                return ScanFault.ForeignContent;
            }

            if (!HeadAgrees(bytes, (int)at, part, out var dataStart))
            {
                return ScanFault.ForeignContent;
            }

            var left = next - (dataStart + part.Packed);
            if (!IsTrailer(bytes, part, dataStart + part.Packed, left))
            {
                return ScanFault.ForeignContent;
            }

            parts[i] = part with { DataStart = dataStart };
            at = next;
        }

        return at == index ? null : ScanFault.ForeignContent;
    }

    private static bool HeadAgrees(ReadOnlySpan<byte> bytes, int at, Part part, out long dataStart)
    {
        int nameBytes = Short(bytes, at + 26), extraBytes = Short(bytes, at + 28);
        dataStart = at + HeadBytes + nameBytes + extraBytes;
        if (dataStart > bytes.Length || Short(bytes, at + 8) != part.Method || ((Short(bytes, at + 6) ^ part.Flags) & ~0x806) != 0
            || Encoding.Latin1.GetString(bytes.Slice(at + HeadBytes, nameBytes)) != part.Name
            || ZipExtras.Read(bytes.Slice(at + HeadBytes + nameBytes, extraBytes)) is not { } extras
            || (extras.Name is { } other && other != part.Name && other != part.OtherName))
        {
            return false;
        }

        long packed = Long(bytes, at + 18), unfolded = Long(bytes, at + 22);
        if (packed == uint.MaxValue && unfolded == uint.MaxValue && extras.Sizes is { } sizes)
        {
            (unfolded, packed) = sizes;
        }

        return (packed == part.Packed && unfolded == part.Unfolded)
            || ((part.Flags & SizesFollowFlag) != 0 && packed == 0 && unfolded == 0);
    }

    private static bool IsTrailer(ReadOnlySpan<byte> bytes, Part part, long start, long left)
    {
        if (left == 0)
        {
            return true;
        }

        if ((part.Flags & SizesFollowFlag) == 0 || left is not (TrailerBytes or MarkedTrailerBytes) || start < 0 || start + left > bytes.Length)
        {
            return false;
        }

        var sizes = (int)start + (left == MarkedTrailerBytes ? 8 : 4);
        return Long(bytes, sizes) == part.Packed && Long(bytes, sizes + 4) == part.Unfolded;
    }

    private static int Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static long Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
