namespace SocialAssistance.Materials.Inspection;

/// <summary>The largest picture a scan may be. Held against what a file's header claims, before anything is decoded.</summary>
internal static class ImageLimits
{
    /// <summary>Pixels of a picture that is decoded line by line: well above A3 at 600 dots per inch (70 million).</summary>
    private const long MaxPixels = 120_000_000;

    /// <summary>Pixels of a picture that must be held whole while it is decoded: above A4 at 600 dots per inch (35 million).</summary>
    private const long MaxBufferedPixels = 40_000_000;

    private const long MaxSide = 40_000;

    /// <summary>Bits of one page's pixels: as many pixels as allowed, of four bytes each.</summary>
    private const long MaxBits = MaxPixels * 32;

    public static bool Allows(long width, long height, bool buffered) =>
        width is > 0 and <= MaxSide && height is > 0 and <= MaxSide
        && width * height <= (buffered ? MaxBufferedPixels : MaxPixels);

    /// <summary>Whether a picture may be that large whose pixels are of so many bits; one of single bits may have more of them.</summary>
    public static bool AllowsBits(long width, long height, long bitsPerPixel) =>
        width is > 0 and <= MaxSide && height is > 0 and <= MaxSide && bitsPerPixel is > 0 and <= 1024
        && width * height * bitsPerPixel <= MaxBits;
}
