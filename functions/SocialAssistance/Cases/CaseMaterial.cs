using SocialAssistance.Privacy;

namespace SocialAssistance.Cases;

/// <summary>What became of a scan.</summary>
public enum MaterialStatus
{
    /// <summary>Come, but not readable yet: it is taken in again until it can be examined.</summary>
    Received,

    /// <summary>Whole, readable and clean.</summary>
    Accepted,

    /// <summary>Refused, with the reason.</summary>
    Rejected,

    /// <summary>The scanner could not tell; it is asked again.</summary>
    Undetermined,
}

/// <summary>One scan of a case. The same bytes for the same material are the same scan.</summary>
public sealed record CaseMaterial
{
    /// <summary>Id of the scan within its case, from its material and content.</summary>
    public required string MaterialId { get; init; }

    /// <summary>Code of the material it shows.</summary>
    public required string Material { get; init; }

    /// <summary>The name it was handed in with.</summary>
    public required Personal<string> FileName { get; init; }

    /// <summary>Media type, told by content; null when it is no scan.</summary>
    public string? ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of the bytes, hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>What became of it.</summary>
    public required MaterialStatus Status { get; init; }

    /// <summary>Why it was refused or is undetermined, in Chinese: one of the system's own sentences, never what somebody wrote.</summary>
    public string? Reason { get; init; }

    /// <summary>Name of the scanner that judged it.</summary>
    public string? Scanner { get; init; }
}
