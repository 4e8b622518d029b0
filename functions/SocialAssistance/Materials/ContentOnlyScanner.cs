namespace SocialAssistance.Materials;

/// <summary>
/// Stands where a virus scanner would, on a machine that has none: it looks at nothing, and calls clean every file that
/// has come through <see cref="ScanInspector"/>.
/// </summary>
/// <remarks>
/// The default of the one-machine host. Its name goes into the case, so that nobody takes its word for a virus scan.
/// Where files come from the public, configure a real scanner.
/// </remarks>
public sealed class ContentOnlyScanner : IMaterialScanner
{
    /// <summary>The name the case records.</summary>
    public const string ScannerName = "content-only";

    /// <inheritdoc />
    public string Name => ScannerName;

    /// <inheritdoc />
    public Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(ScanVerdict.Clean);
    }
}
