using System.Buffers.Binary;
using SkiaSharp;

namespace SocialAssistance.Materials.Inspection;

/// <summary>Checks that a JPEG has its end marker, nothing but pictures behind it, and decodes.</summary>
/// <remarks>
/// The markers are walked first (ITU-T T.81, annex B): decoders draw what there is of a picture and are silent about its
/// missing end, and the size and number of passes must be known before any decoder sees the file.
/// </remarks>
internal static class JpegInspection
{
    // Photographs in many passes cost a walk over the whole picture each; encoders use about ten.
    private const int MaxScans = 64;

    // Pixels times passes of a picture in several passes: every pass goes over the whole picture, however little is in it.
    private const long MaxPassPixels = 480_000_000;

    // Further pictures behind the first, as cameras put them there (CIPA DC-007: previews, gain maps, stereo).
    private const int MaxFurtherPictures = 8;

    // One eighth is what the decoder does without computing the pixels between; all the coded data is still read.
    private const float Scale = 0.125f;

    private const byte StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA;

    public static ReadOnlySpan<byte> Magic => [0xFF, StartOfImage, 0xFF];

    public static ScanFault? FindFault(ReadOnlyMemory<byte> content)
    {
        if (!TryWalk(content.Span, out var layout))
        {
            return ScanFault.Truncated;
        }

        if (IsTooLarge(layout))
        {
            return ScanFault.TooLarge;
        }

        if (!OnlyPicturesFollow(content.Span[layout.End..]))
        {
            return ScanFault.ForeignContent;
        }

        using var codec = new PinnedCodec(content, SKEncodedImageFormat.Jpeg);
        var size = codec.Codec.GetScaledDimensions(Scale);
        using var picture = new SKBitmap(codec.InfoOf(size));
        return codec.Codec.GetPixels(picture.Info, picture.GetPixels()) == SKCodecResult.Success ? null : ScanFault.Truncated;
    }

    private static bool IsTooLarge(Layout layout) =>
        layout.Scans > MaxScans
        || !ImageLimits.Allows(layout.Width, layout.Height, layout.Progressive || layout.Scans > 1)
        || (layout.Scans > 1 && (long)layout.Width * layout.Height * layout.Scans > MaxPassPixels);

    // They are never shown, so they are walked and not decoded.
    private static bool OnlyPicturesFollow(ReadOnlySpan<byte> rest)
    {
        for (var pictures = 0; !Padding.IsAll(rest); pictures++)
        {
            rest = rest.TrimStart((byte)0);
            if (pictures == MaxFurtherPictures || !rest.StartsWith(Magic) || !TryWalk(rest, out var layout) || IsTooLarge(layout))
            {
                return false;
            }

            rest = rest[layout.End..];
        }

        return true;
    }

    private static bool TryWalk(ReadOnlySpan<byte> bytes, out Layout layout)
    {
        layout = default;
        var at = 2;
        while (at + 1 < bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            at += 2;
            if (marker == EndOfImage)
            {
                layout.End = at;
                return layout.Scans > 0;
            }

            if (marker is 0x01 or (>= 0xD0 and <= StartOfImage))
            {
                continue;
            }

            if (at + 2 > bytes.Length)
            {
                return false;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
            if (length < 2 || at + length > bytes.Length)
            {
                return false;
            }

            if (IsFrame(marker) && !TryReadFrame(bytes.Slice(at, length), marker, ref layout))
            {
                return false;
            }

            at += length;
            if (marker == StartOfScan)
            {
                layout.Scans++;
                at += CodedLength(bytes[at..]);
            }
        }

        return false;
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC;

    private static bool TryReadFrame(ReadOnlySpan<byte> segment, byte marker, ref Layout layout)
    {
        // One picture, one frame: a second would let the first's size be looked at and the second's be decoded.
        if (segment.Length < 8 || layout.Width != 0)
        {
            return false;
        }

        layout.Height = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        layout.Width = BinaryPrimitives.ReadUInt16BigEndian(segment[5..]);
        layout.Progressive = marker is 0xC2 or 0xC6 or 0xCA or 0xCE;
        return layout.Width != 0;
    }

    // Coded data goes on to the next marker that is neither a stuffed byte nor a restart.
    private static int CodedLength(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (true)
        {
            var mark = bytes[at..].IndexOf((byte)0xFF);
            if (mark < 0 || at + mark + 1 >= bytes.Length)
            {
                return bytes.Length;
            }

            at += mark;
            if (bytes[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }

            at += 2;
        }
    }

    private struct Layout
    {
        public int Width;
        public int Height;
        public int Scans;
        public bool Progressive;

        /// <summary>Where the first byte behind the end marker is.</summary>
        public int End;
    }
}
