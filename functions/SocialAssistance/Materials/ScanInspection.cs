namespace SocialAssistance.Materials;

/// <summary>What looking at a file's bytes tells.</summary>
/// <param name="Format">The format, when the file is a whole and readable scan.</param>
/// <param name="Fault">Why it is refused, or null.</param>
public sealed record ScanInspection(ScanFormat? Format, ScanFault? Fault);

/// <summary>Why a file is refused as a scan.</summary>
public enum ScanFault
{
    /// <summary>It has no bytes.</summary>
    Empty,

    /// <summary>It has more than <see cref="ScanInspector.MaxBytes"/> bytes, or unfolds to far more than any scan needs.</summary>
    TooLarge,

    /// <summary>It is none of the accepted formats.</summary>
    UnknownFormat,

    /// <summary>It is encrypted, be it only against printing: an archive cannot count on opening it.</summary>
    Encrypted,

    /// <summary>Its end is missing or its content is damaged.</summary>
    Truncated,

    /// <summary>It holds something besides the one scan: bytes behind its end, or what another program would take for a file of its own.</summary>
    ForeignContent,

    /// <summary>It can do something when it is opened: a script, an attachment, a program that is started.</summary>
    ActiveContent,
}
