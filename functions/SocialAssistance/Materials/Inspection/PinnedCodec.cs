using System.Runtime.InteropServices;
using SkiaSharp;

namespace SocialAssistance.Materials.Inspection;

/// <summary>A picture decoder over bytes that stay where they are: native code reads them without a copy.</summary>
internal sealed class PinnedCodec : IDisposable
{
    private readonly GCHandle pin;
    private readonly SKData data;

    public PinnedCodec(ReadOnlyMemory<byte> content, SKEncodedImageFormat format)
    {
        var bytes = MemoryMarshal.TryGetArray(content, out var own) ? own : new ArraySegment<byte>(content.ToArray());
        pin = GCHandle.Alloc(bytes.Array, GCHandleType.Pinned);
        SKData? pinned = null;
        SKCodec? codec = null;
        try
        {
            pinned = SKData.Create(pin.AddrOfPinnedObject() + bytes.Offset, bytes.Count);
            codec = SKCodec.Create(pinned);
            if (codec is null || codec.EncodedFormat != format)
            {
                throw new InvalidDataException("The picture cannot be decoded.");
            }

            (data, Codec) = (pinned, codec);
        }
        catch
        {
            codec?.Dispose();
            pinned?.Dispose();
            pin.Free();
            throw;
        }
    }

    public SKCodec Codec { get; }

    /// <summary>How to decode at the least cost: the file's own colours, nothing converted.</summary>
    public SKImageInfo InfoOf(SKSizeI size)
    {
        var own = Codec.Info;
        var alpha = own.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul;
        var colour = own.ColorType == SKColorType.Gray8 ? SKColorType.Gray8 : SKColorType.Rgba8888;
        return new SKImageInfo(size.Width, size.Height, colour, alpha);
    }

    public void Dispose()
    {
        Codec.Dispose();
        data.Dispose();
        pin.Free();
    }
}
