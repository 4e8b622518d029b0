using System.Buffers.Binary;
using SkiaSharp;

namespace SocialAssistance.Materials.Inspection;

/// <summary>Checks that a PNG has all its chunks and decodes.</summary>
internal static class PngInspection
{
    private const int HeaderBytes = 33;

    // Editors keep notes of their own in chunks that no standard knows; a scan's are short.
    private const long MaxPrivateBytes = 64 * 1024;
    private const int ChunkFrameBytes = 12;

    // PNG third edition, and the registered extensions that cameras, screens and scanners write.
    private const string KnownChunks =
        "IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI tEXt zTXt iTXt bKGD hIST pHYs sPLT eXIf tIME acTL fcTL fdAT "
        + "oFFs pCAL sCAL gIFg gIFx sTER dSIG vpAg iDOT";

    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static ScanFault? FindFault(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        if (bytes.Length < HeaderBytes || !bytes.Slice(12, 4).SequenceEqual("IHDR"u8))
        {
            return ScanFault.Truncated;
        }

        if (ExamineChunks(bytes) is { } fault)
        {
            return fault;
        }

        var interlaced = bytes[28] != 0;
        if (!ImageLimits.Allows(
                BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]), interlaced))
        {
            return ScanFault.TooLarge;
        }

        using var codec = new PinnedCodec(content, SKEncodedImageFormat.Png);
        return Decodes(codec) ? null : ScanFault.Truncated;
    }

    private static ScanFault? ExamineChunks(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes[Magic.Length..];
        long unknown = 0;
        while (rest.Length >= ChunkFrameBytes)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest) + (long)ChunkFrameBytes;
            if (length > rest.Length)
            {
                return ScanFault.Truncated;
            }

            var type = rest.Slice(4, 4);
            rest = rest[(int)length..];
            if (type.SequenceEqual("IEND"u8))
            {
                return length == ChunkFrameBytes && Padding.IsAll(rest) ? null : ScanFault.ForeignContent;
            }

            unknown += IsKnown(type) ? 0 : length;
            if (unknown > MaxPrivateBytes)
            {
                return ScanFault.ForeignContent;
            }
        }

        return ScanFault.Truncated;
    }

    private static bool IsKnown(ReadOnlySpan<byte> type)
    {
        Span<char> name = stackalloc char[4];
        for (var i = 0; i < name.Length; i++)
        {
            name[i] = (char)type[i];
        }

        return !name.Contains(' ') && KnownChunks.AsSpan().Contains(name, StringComparison.Ordinal);
    }

    // Every line is inflated and checked, but only its first pixel is kept: the picture's size costs no memory.
    private static bool Decodes(PinnedCodec codec)
    {
        var info = codec.InfoOf(codec.Codec.Info.Size);
        using var column = new SKBitmap(info.WithSize(1, info.Height));
        var first = new SKCodecOptions(new SKRectI(0, 0, 1, info.Height));
        return codec.Codec.StartIncrementalDecode(info, column.GetPixels(), column.RowBytes, first) == SKCodecResult.Success
            && codec.Codec.IncrementalDecode() == SKCodecResult.Success;
    }
}
