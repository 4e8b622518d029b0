using SocialAssistance.Materials.Inspection;

namespace SocialAssistance.Materials;

/// <summary>Tells from the bytes alone whether a file can serve as a scan.</summary>
/// <remarks>
/// The format is told by the mark at the very first byte: a file that is one thing at its start and another further on
/// is taken for what its start says. Work is bounded whatever the file claims of itself.
/// Content after the end of a whole JPEG or PNG is not looked at; that is the virus scanner's part.
/// </remarks>
public static class ScanInspector
{
    /// <summary>Largest accepted file, in bytes (20 MB).</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    /// <summary>Inspects a whole file.</summary>
    /// <returns>The format, or the fault that stands against the file. Never both, never neither.</returns>
    public static ScanInspection Inspect(ReadOnlyMemory<byte> content)
    {
        if (content.IsEmpty)
        {
            return Refuse(ScanFault.Empty);
        }

        if (content.Length > MaxBytes)
        {
            return Refuse(ScanFault.TooLarge);
        }

        try
        {
            var bytes = content.Span;
            if (bytes.StartsWith("%PDF-"u8))
            {
                return Judge(ScanFormat.Pdf, PdfInspection.FindFault(content));
            }

            if (bytes.StartsWith(JpegInspection.Magic))
            {
                return Judge(ScanFormat.Jpeg, JpegInspection.FindFault(content));
            }

            if (bytes.StartsWith(PngInspection.Magic))
            {
                return Judge(ScanFormat.Png, PngInspection.FindFault(content));
            }

            if (bytes.StartsWith("PK\x03\x04"u8))
            {
                return Judge(ScanFormat.Ofd, OfdInspection.FindFault(content));
            }

            if (bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8))
            {
                return Judge(ScanFormat.Tiff, TiffInspection.FindFault(content));
            }

            return Refuse(ScanFault.UnknownFormat);
        }
        catch (Exception)
        {
            // A hostile or damaged file may make a library throw anything at all; whatever it is, the file is at fault.
            return Refuse(ScanFault.Truncated);
        }
    }

    private static ScanInspection Judge(ScanFormat format, ScanFault? fault) =>
        fault is { } found ? Refuse(found) : new ScanInspection(format, null);

    private static ScanInspection Refuse(ScanFault fault) => new(null, fault);
}
