namespace SocialAssistance.Materials;

/// <summary>The kinds of file that a scan may be; told by content, never by name.</summary>
public enum ScanFormat
{
    /// <summary>PDF, not encrypted.</summary>
    Pdf,

    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>OFD (GB/T 33190).</summary>
    Ofd,

    /// <summary>TIFF.</summary>
    Tiff,
}

/// <summary>What a scanner says of a file.</summary>
public enum ScanVerdict
{
    /// <summary>Nothing harmful was found. Only this is accepted.</summary>
    Clean,

    /// <summary>Something harmful was found.</summary>
    Infected,

    /// <summary>The scanner could not tell: it is absent, hung or answered nonsense. Never taken for clean.</summary>
    Undetermined,
}
