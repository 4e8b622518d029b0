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

    /// <summary>It has more than <see cref="ScanInspector.MaxBytes"/> bytes.</summary>
    TooLarge,

    /// <summary>It is none of the accepted formats.</summary>
    UnknownFormat,

    /// <summary>It cannot be opened without a password.</summary>
    Encrypted,

    /// <summary>Its end is missing or its content is damaged.</summary>
    Truncated,
}

/// <summary>Tells from the bytes alone whether a file can serve as a scan.</summary>
public static class ScanInspector
{
    /// <summary>Largest accepted file, in bytes (20 MB).</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    /// <summary>Inspects a whole file.</summary>
    public static ScanInspection Inspect(ReadOnlyMemory<byte> content) => throw new NotImplementedException();
}
