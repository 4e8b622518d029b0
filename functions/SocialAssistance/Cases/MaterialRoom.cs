using SocialAssistance.Materials;

namespace SocialAssistance.Cases;

/// <summary>Whether a case has room for one more scan.</summary>
public static class MaterialRoom
{
    /// <summary>Whether the case takes so many more bytes of a material.</summary>
    /// <param name="case">The case.</param>
    /// <param name="material">Code of the material.</param>
    /// <param name="size">Bytes that would be kept.</param>
    /// <param name="limits">The bounds.</param>
    public static bool IsLeft(Case @case, string material, long size, MaterialLimits limits)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(limits);
        return Holds(@case.Materials, size, limits.MaxScans, limits.MaxBytes)
            || (AskedAt(@case, material) is { } moment
                && Holds(@case.Materials.Where(m => m.Material == material && m.ReceivedAt >= moment), size, limits.AskedScans, limits.AskedBytes));
    }

    private static bool Holds(IEnumerable<CaseMaterial> scans, long more, int maxScans, long maxBytes)
    {
        var count = 0;
        var bytes = more;
        foreach (var scan in scans)
        {
            count++;

            // Of what was never read nothing is kept for the case.
            bytes += scan.Sha256.Length > 0 ? scan.Size : 0;
        }

        return count < maxScans && bytes <= maxBytes;
    }

    /// <summary>When the material was last asked for: by a department, or by the notice while it is still missing.</summary>
    private static DateTimeOffset? AskedAt(Case @case, string material)
    {
        var asked = @case.Items.SelectMany(i => i.Supplements).Where(s => s.Materials.Contains(material)).Select(s => (DateTimeOffset?)s.RequestedAt).Max();
        return asked ?? (@case.Missing().Any(m => m.Material == material) ? @case.SubmittedAt : null);
    }
}
