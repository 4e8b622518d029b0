namespace SocialAssistance.Materials;

/// <summary>Looks for malicious content. Failing to look is a verdict, never an exception.</summary>
public interface IMaterialScanner
{
    /// <summary>Name of the scanner, as the case records it.</summary>
    string Name { get; }

    /// <summary>Scans the whole of <paramref name="content"/>.</summary>
    Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);
}
