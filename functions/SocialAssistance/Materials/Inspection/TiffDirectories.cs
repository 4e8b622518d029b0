using System.Buffers.Binary;

namespace SocialAssistance.Materials.Inspection;

/// <summary>
/// Walks the chain of a TIFF's page directories (TIFF 6.0, section 2) and holds every size in it against the file:
/// the library allocates by what a directory claims, and forgives values that lie beyond the end.
/// </summary>
internal static class TiffDirectories
{
    private const int MaxPages = 2_000;
    private const int EntryBytes = 12;
    private const int MinTileSide = 16;
    private const int MaxSamples = 8;

    private const int ImageWidth = 256, ImageLength = 257, BitsPerSample = 258, StripOffsets = 273, SamplesPerPixel = 277, StripByteCounts = 279,
        TileWidth = 322, TileLength = 323, TileOffsets = 324, TileByteCounts = 325;

    // Directories within directories, as cameras and editors write them: reduced pictures, camera data, place, interoperability.
    private const int SubDirectories = 330, Exif = 34665, Gps = 34853, Interoperability = 40965;
    private const int MaxDepth = 3;

    // The picture of the older way of keeping a JPEG.
    private const int JpegOffset = 513, JpegLength = 514;

    /// <returns>Null when nothing is amiss.</returns>
    public static ScanFault? Examine(ReadOnlySpan<byte> file)
    {
        var bytes = new Bytes(file);
        var known = new Extent(file.Length);
        var seen = new HashSet<uint>();
        for (var next = bytes.Long(4); next != 0;)
        {
            if (!seen.Add(next))
            {
                return ScanFault.Truncated;
            }

            if (seen.Count > MaxPages)
            {
                return ScanFault.TooLarge;
            }

            if (ExaminePage(bytes, known, next, out next) is { } fault)
            {
                return fault;
            }
        }

        if (seen.Count == 0)
        {
            return ScanFault.Truncated;
        }

        // The format has no end mark: it ends where the last thing ends that a directory speaks of.
        return Padding.IsAll(file[(int)known.End..]) ? null : ScanFault.ForeignContent;
    }

    private static ScanFault? ExaminePage(Bytes bytes, Extent known, uint offset, out uint next)
    {
        if (ReadTags(bytes, known, offset, 0, out next) is not { } tags)
        {
            return ScanFault.Truncated;
        }

        long width = First(tags, bytes, ImageWidth, 0), height = First(tags, bytes, ImageLength, 0);
        if (width == 0 || height == 0)
        {
            return ScanFault.Truncated;
        }

        var samples = First(tags, bytes, SamplesPerPixel, 1);
        if (!ImageLimits.Allows(width, height, buffered: false)
            || samples > MaxSamples || !ImageLimits.AllowsBits(width, height, samples * First(tags, bytes, BitsPerSample, 1))
            || First(tags, bytes, TileWidth, MinTileSide) < MinTileSide || First(tags, bytes, TileLength, MinTileSide) < MinTileSide)
        {
            return ScanFault.TooLarge;
        }

        return HasItsData(bytes, known, tags, StripOffsets, StripByteCounts) || HasItsData(bytes, known, tags, TileOffsets, TileByteCounts)
            ? null
            : ScanFault.Truncated;
    }

    /// <returns>The values by tag, or null when one is not within the file.</returns>
    private static Dictionary<int, Values>? ReadTags(Bytes bytes, Extent known, uint offset, int depth, out uint next)
    {
        var count = bytes.Short(offset);
        var end = offset + 2 + ((long)count * EntryBytes);
        next = bytes.Long(end);
        known.Note(offset, end + 4 - offset);
        var tags = new Dictionary<int, Values>();
        for (var i = 0; i < count; i++)
        {
            var entry = offset + 2 + ((long)i * EntryBytes);
            var values = Values.Read(bytes, entry);
            if (!values.AreWithin(bytes))
            {
                return null;
            }

            known.Note(values.Start, values.Bytes);
            tags.TryAdd(bytes.Short(entry), values);
        }

        NoteWithin(bytes, known, tags, depth);
        return tags;
    }

    // Nobody draws what these hold; that they belong to the file is all that is asked. One that is broken belongs to it as well.
    private static void NoteWithin(Bytes bytes, Extent known, Dictionary<int, Values> tags, int depth)
    {
        if (First(tags, bytes, JpegOffset, 0) is > 0 and var picture && bytes.Hold(picture, First(tags, bytes, JpegLength, 0)))
        {
            known.Note(picture, First(tags, bytes, JpegLength, 0));
        }

        foreach (var tag in (ReadOnlySpan<int>)[SubDirectories, Exif, Gps, Interoperability])
        {
            if (depth == MaxDepth || !tags.TryGetValue(tag, out var directories) || directories.Size != 4)
            {
                continue;
            }

            for (var i = 0; i < directories.Count; i++)
            {
                var at = directories.At(bytes, i);
                if (bytes.Hold(at, 2) && bytes.Hold(at, 6 + (bytes.Short(at) * (long)EntryBytes))
                    && ReadTags(bytes, known, (uint)at, depth + 1, out _) is { } inner)
                {
                    _ = HasItsData(bytes, known, inner, StripOffsets, StripByteCounts) || HasItsData(bytes, known, inner, TileOffsets, TileByteCounts);
                }
            }
        }
    }

    private static long First(Dictionary<int, Values> tags, Bytes bytes, int tag, long otherwise) =>
        tags.TryGetValue(tag, out var values) && values.Count > 0 ? values.At(bytes, 0) : otherwise;

    private static bool HasItsData(Bytes bytes, Extent known, Dictionary<int, Values> tags, int offsetsTag, int countsTag)
    {
        if (!tags.TryGetValue(offsetsTag, out var offsets) || !tags.TryGetValue(countsTag, out var counts)
            || offsets.Count == 0 || offsets.Count != counts.Count)
        {
            return false;
        }

        for (var i = 0; i < offsets.Count; i++)
        {
            if (!bytes.Hold(offsets.At(bytes, i), counts.At(bytes, i)))
            {
                return false;
            }

            known.Reach(offsets.At(bytes, i) + counts.At(bytes, i));
        }

        return true;
    }

    /// <summary>How far the file is spoken for, and how much may still be looked at.</summary>
    private sealed class Extent(int fileLength)
    {
        // Directories of a well-made file lie side by side; those of a hostile one lie upon each other.
        private long remaining = (4L * fileLength) + (64 * 1024);

        public long End { get; private set; }

        public void Note(long start, long count)
        {
            remaining -= count;
            if (remaining < 0)
            {
                throw new ScanRefusedException(ScanFault.TooLarge);
            }

            Reach(start + count);
        }

        public void Reach(long end) => End = Math.Max(End, end);
    }

    /// <summary>The values of one directory entry, in place when they fit into four bytes.</summary>
    private readonly record struct Values(long Start, uint Count, int Size)
    {
        private const int InPlaceBytes = 4;

        // Bytes of one value, by type: BYTE, ASCII, SHORT, LONG, RATIONAL, and their signed and floating kin. Readers pass over others.
        private static ReadOnlySpan<byte> Sizes => [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

        public static Values Read(Bytes bytes, long entry)
        {
            var type = bytes.Short(entry + 2);
            var size = type < Sizes.Length ? Sizes[type] : 0;
            var count = bytes.Long(entry + 4);
            return new Values((long)count * size <= InPlaceBytes ? entry + 8 : bytes.Long(entry + 8), count, size);
        }

        public long Bytes => (long)Count * Size;

        public bool AreWithin(Bytes bytes) => bytes.Hold(Start, Bytes);

        public long At(Bytes bytes, int index) => Size switch
        {
            2 => bytes.Short(Start + (index * 2L)),
            4 => bytes.Long(Start + (index * 4L)),
            _ => throw new InvalidDataException("A whole number is missing."),
        };
    }

    private readonly ref struct Bytes(ReadOnlySpan<byte> file)
    {
        private readonly ReadOnlySpan<byte> file = file;
        private readonly bool littleEndian = file[0] == 'I';

        public bool Hold(long start, long count) => start >= 0 && count >= 0 && start + count <= file.Length;

        public ushort Short(long at)
        {
            var bytes = file.Slice(checked((int)at), 2);
            return littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
        }

        public uint Long(long at)
        {
            var bytes = file.Slice(checked((int)at), 4);
            return littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
        }
    }
}
