namespace SocialAssistance.Materials;

/// <summary>How a scan's format is written elsewhere.</summary>
public static class ScanFormats
{
    /// <summary>The media type, as HTTP and the blob store know it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The format is none of the known ones.</exception>
    public static string ContentType(this ScanFormat format) => format switch
    {
        ScanFormat.Pdf => "application/pdf",
        ScanFormat.Jpeg => "image/jpeg",
        ScanFormat.Png => "image/png",
        ScanFormat.Ofd => "application/ofd",
        ScanFormat.Tiff => "image/tiff",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>The usual file name extension, with its dot.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The format is none of the known ones.</exception>
    public static string Extension(this ScanFormat format) => format switch
    {
        ScanFormat.Pdf => ".pdf",
        ScanFormat.Jpeg => ".jpg",
        ScanFormat.Png => ".png",
        ScanFormat.Ofd => ".ofd",
        ScanFormat.Tiff => ".tif",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>The usual extension, with its dot, of the format that a media type stands for; none for any other.</summary>
    public static string ExtensionOf(string? contentType) =>
        Enum.GetValues<ScanFormat>().Where(f => f.ContentType() == contentType).Select(Extension).FirstOrDefault("");
}
