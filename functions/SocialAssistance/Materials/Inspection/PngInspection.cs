using System.Buffers.Binary;
using SkiaSharp;

namespace SocialAssistance.Materials.Inspection;

/// <summary>Checks that a PNG has all its chunks and decodes.</summary>
internal static class PngInspection
{
    private const int HeaderBytes = 33;

    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static ScanFault? FindFault(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        if (bytes.Length < HeaderBytes || !bytes.Slice(12, 4).SequenceEqual("IHDR"u8) || !HasEnd(bytes))
        {
            return ScanFault.Truncated;
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

    private static bool HasEnd(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes[Magic.Length..];
        while (rest.Length >= 12)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest) + 12L;
            if (length > rest.Length)
            {
                return false;
            }

            if (rest.Slice(4, 4).SequenceEqual("IEND"u8))
            {
                return true;
            }

            rest = rest[(int)length..];
        }

        return false;
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
