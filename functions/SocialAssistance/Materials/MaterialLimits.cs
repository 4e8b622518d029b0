using System.Globalization;

namespace SocialAssistance.Materials;

/// <summary>How much one case may hold of scans, whichever way they come.</summary>
/// <remarks>
/// What a department asks for, and what the notice still misses, is taken beyond the bound of the case, within a bound of
/// its own: whoever fills a case with paper cannot keep out what the case waits for.
/// </remarks>
public sealed record MaterialLimits
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>The bounds unless configured otherwise: more than any family hands in.</summary>
    public static MaterialLimits Default { get; } = new();

    /// <summary>Most scans of a case, refused ones among them.</summary>
    public int MaxScans { get; init; } = 200;

    /// <summary>Most bytes of a case's scans that are kept, refused ones among them.</summary>
    public long MaxBytes { get; init; } = 500 * Megabyte;

    /// <summary>Most scans of one material since it was last asked for, beyond the case's own bound.</summary>
    public int AskedScans { get; init; } = 20;

    /// <summary>Most bytes of one material since it was last asked for, beyond the case's own bound.</summary>
    public long AskedBytes { get; init; } = 100 * Megabyte;

    /// <summary>Reads the case's own bounds from settings, as they are written there.</summary>
    /// <param name="maxScans">Most scans; empty leaves the default.</param>
    /// <param name="maxMegabytes">Most megabytes; empty leaves the default.</param>
    /// <returns>The bounds, or null when they are wrong.</returns>
    public static MaterialLimits? Read(string? maxScans, string? maxMegabytes)
    {
        int scans = Default.MaxScans, megabytes = (int)(Default.MaxBytes / Megabyte);
        if ((!string.IsNullOrEmpty(maxScans) && !int.TryParse(maxScans, NumberStyles.None, CultureInfo.InvariantCulture, out scans))
            || (!string.IsNullOrEmpty(maxMegabytes) && !int.TryParse(maxMegabytes, NumberStyles.None, CultureInfo.InvariantCulture, out megabytes)))
        {
            return null;
        }

        var limits = new MaterialLimits { MaxScans = scans, MaxBytes = megabytes * Megabyte };
        return limits.Fault() is null ? limits : null;
    }

    /// <summary>What is wrong with the bounds, or null. At least one scan of the largest size must fit into each.</summary>
    public string? Fault() =>
        MaxScans < 1 || AskedScans < 1 ? "a case takes at least one scan"
        : MaxScans > 2_000 || AskedScans > 200 ? "a case takes at most 2000 scans, and 200 of what is asked for"
        : MaxBytes < ScanInspector.MaxBytes || AskedBytes < ScanInspector.MaxBytes ? "a case takes at least one scan of the largest size"
        : null;
}
