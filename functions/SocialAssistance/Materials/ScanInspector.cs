using SocialAssistance.Materials.Inspection;

namespace SocialAssistance.Materials;

/// <summary>Tells from the bytes alone whether a file can serve as a scan.</summary>
/// <remarks>
/// The format is told by the mark at the very first byte, and the file must end where that format's one document ends:
/// a file that other programs would take for something else is refused (<see cref="ScanFault.ForeignContent"/>).
/// Work is bounded whatever the file claims of itself.
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
                return Judge(ScanFormat.Pdf, PdfInspection.FindFault(content), bytes);
            }

            if (bytes.StartsWith(JpegInspection.Magic))
            {
                return Judge(ScanFormat.Jpeg, JpegInspection.FindFault(content), bytes);
            }

            if (bytes.StartsWith(PngInspection.Magic))
            {
                return Judge(ScanFormat.Png, PngInspection.FindFault(content), bytes);
            }

            if (bytes.StartsWith("PK\x03\x04"u8))
            {
                return Judge(ScanFormat.Ofd, OfdInspection.FindFault(content), bytes);
            }

            if (bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8))
            {
                return Judge(ScanFormat.Tiff, TiffInspection.FindFault(content), bytes);
            }

            return Refuse(ScanFault.UnknownFormat);
        }
        catch (ScanRefusedException refused)
        {
            return Refuse(refused.Fault);
        }
        catch (Exception)
        {
            // A hostile or damaged file may make a library throw anything at all; whatever it is, the file is at fault.
            return Refuse(ScanFault.Truncated);
        }
    }

    private static ScanInspection Judge(ScanFormat format, ScanFault? fault, ReadOnlySpan<byte> bytes) =>
        fault is { } found ? Refuse(found)
            : OtherFormats.AreIn(bytes, format) ? Refuse(ScanFault.ForeignContent)
            : new ScanInspection(format, null);

    private static ScanInspection Refuse(ScanFault fault) => new(null, fault);
}
