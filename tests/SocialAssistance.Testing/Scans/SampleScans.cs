using SocialAssistance.Materials;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Writer;

namespace SocialAssistance.Testing.Scans;

/// <summary>Valid scans of the wished size, in bytes: noisy paper, so that most of their bytes are real picture data.</summary>
/// <remarks>
/// The size is met exactly, save that a TIFF's is even: an odd wish gets one byte less.
/// The same size and seed make the same bytes; another seed makes another scan.
/// </remarks>
public static class SampleScans
{
    /// <summary>The smallest size that can be asked for, in bytes.</summary>
    public const int MinBytes = 4 * 1024;

    public static byte[] Make(ScanFormat format, int size, int seed = 1) => format switch
    {
        ScanFormat.Pdf => Pdf(size, seed),
        ScanFormat.Jpeg => Jpeg(size, seed),
        ScanFormat.Png => Png(size, seed),
        ScanFormat.Ofd => Ofd(size, seed),
        ScanFormat.Tiff => Tiff(size, seed),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>A grey JPEG.</summary>
    public static byte[] Jpeg(int size, int seed = 1) =>
        Fitting.Fit(size, pixels => NoisyPaper.Jpeg(pixels, seed), Padding.Jpeg);

    /// <summary>A grey PNG.</summary>
    public static byte[] Png(int size, int seed = 1) =>
        Fitting.Fit(size, pixels => NoisyPaper.Png(pixels, seed), Padding.Png);

    /// <summary>A grey TIFF without compression.</summary>
    public static byte[] Tiff(int size, int seed = 1)
    {
        var even = size & ~1;
        return Fitting.Fit(even, pixels => TiffSample.Make(pixels, 0, seed), (made, wished) =>
            TiffSample.Make(TiffSample.PixelsOf(made), wished - made.Length, seed));
    }

    /// <summary>One A4 page that shows a JPEG.</summary>
    public static byte[] Pdf(int size, int seed = 1) => WithPicture(size, seed, picture =>
    {
        using var builder = new PdfDocumentBuilder { IncludeDocumentInformation = false };
        var page = builder.AddPage(PageSize.A4);
        page.AddJpeg(picture, page.PageSize);
        return WithoutIdentifier(builder.Build());
    });

    /// <summary>A package of one page that shows a JPEG.</summary>
    public static byte[] Ofd(int size, int seed = 1) => WithPicture(size, seed, OfdSample.With);

    // What is around the picture hardly depends on its size; the picture takes what is left.
    private static byte[] WithPicture(int size, int seed, Func<byte[], byte[]> wrap)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, MinBytes);
        var inner = size - 1024;
        while (true)
        {
            var made = wrap(Jpeg(inner, seed));
            if (made.Length == size)
            {
                return made;
            }

            inner -= made.Length - size;
        }
    }

    // The builder gives every file a random identifier: "/ID [ <...><...>]".
    private static byte[] WithoutIdentifier(byte[] pdf)
    {
        var identifier = pdf.AsSpan(pdf.AsSpan().LastIndexOf("/ID "u8));
        foreach (ref var digit in identifier[..identifier.IndexOf((byte)']')][4..])
        {
            if (char.IsAsciiHexDigit((char)digit))
            {
                digit = (byte)'0';
            }
        }

        return pdf;
    }
}
