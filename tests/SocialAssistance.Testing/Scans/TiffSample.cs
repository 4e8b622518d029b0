using BitMiracle.LibTiff.Classic;

namespace SocialAssistance.Testing.Scans;

/// <summary>A grey TIFF of one strip, without compression.</summary>
internal static class TiffSample
{
    private const int Width = 16;

    /// <param name="pixels">About how many pixels.</param>
    /// <param name="more">How many bytes its description adds; even.</param>
    /// <param name="seed">Which one of many.</param>
    public static byte[] Make(double pixels, int more, int seed)
    {
        // Narrow, so that the size can be met closely; the side limit of a scan is far.
        var width = Math.Max(Width, (int)(Math.Sqrt(pixels) / Width) * Width);
        var height = Math.Max(1, (int)(pixels / width));
        using var stream = new MemoryStream();
        using var tiff = Tiff.ClientOpen("sample", "wl", stream, new TiffStream());
        tiff.SetField(TiffTag.IMAGEWIDTH, width);
        tiff.SetField(TiffTag.IMAGELENGTH, height);
        tiff.SetField(TiffTag.BITSPERSAMPLE, 8);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, 1);
        tiff.SetField(TiffTag.PHOTOMETRIC, Photometric.MINISBLACK);
        tiff.SetField(TiffTag.PLANARCONFIG, PlanarConfig.CONTIG);
        tiff.SetField(TiffTag.COMPRESSION, Compression.NONE);
        tiff.SetField(TiffTag.ROWSPERSTRIP, height);
        tiff.SetField(TiffTag.IMAGEDESCRIPTION, new string('x', 7 + more));
        var grey = NoisyPaper.Grey(width, height, seed, 9);
        tiff.WriteEncodedStrip(0, grey, grey.Length);
        tiff.WriteDirectory();
        tiff.Flush();
        return stream.ToArray();
    }

    /// <summary>How many pixels a made one has.</summary>
    public static double PixelsOf(byte[] made)
    {
        using var tiff = Tiff.ClientOpen("sample", "r", new MemoryStream(made), new TiffStream());
        return (double)tiff.GetField(TiffTag.IMAGEWIDTH)[0].ToInt() * tiff.GetField(TiffTag.IMAGELENGTH)[0].ToInt();
    }
}
