using SkiaSharp;

namespace SocialAssistance.Testing.Scans;

/// <summary>A picture as a scanner makes one of a written page: grey paper with grain, and lines of dark strokes.</summary>
internal static class NoisyPaper
{
    private const int Paper = 236;
    private const int Ink = 40;

    public static byte[] Jpeg(double pixels, int seed) => Encode(pixels, seed, 9, SKEncodedImageFormat.Jpeg);

    public static byte[] Png(double pixels, int seed) => Encode(pixels, seed, 3, SKEncodedImageFormat.Png);

    /// <summary>Grey values, line by line.</summary>
    public static byte[] Grey(int width, int height, int seed, int grain)
    {
        var random = new Random(seed);
        var grey = new byte[width * height];
        random.NextBytes(grey);
        for (var i = 0; i < grey.Length; i++)
        {
            int x = i % width, y = i / width;
            var written = y % 32 is > 8 and < 22 && (x / 3 * 7919 + y / 32 * 104729) % 5 < 2;
            grey[i] = (byte)((written ? Ink : Paper) + (grey[i] % grain));
        }

        return grey;
    }

    private static byte[] Encode(double pixels, int seed, int grain, SKEncodedImageFormat format)
    {
        var width = (int)Math.Max(8, Math.Sqrt(pixels / 1.414));
        var height = (int)Math.Max(8, pixels / width);
        using var image = SKImage.FromPixelCopy(
            new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque), Grey(width, height, seed, grain));
        using var data = image.Encode(format, 80);
        return data.ToArray();
    }
}
