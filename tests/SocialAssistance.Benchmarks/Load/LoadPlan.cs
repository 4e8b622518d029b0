using SocialAssistance.Guide;

namespace SocialAssistance.Benchmarks.Load;

/// <summary>Whom to load, and with what.</summary>
/// <param name="Host">Host name.</param>
/// <param name="Port">Port.</param>
/// <param name="Callers">The callers' keys.</param>
internal sealed record LoadPlan(string Host, int Port, Callers Callers)
{
    /// <summary>Cases under way at the same time.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>Cases begun a second, or null for as fast as they come.</summary>
    public double? Rate { get; init; }

    /// <summary>Whether to look after each decision until it is visible.</summary>
    public bool Watched { get; init; }

    /// <summary>The scans of every case.</summary>
    public IReadOnlyDictionary<string, Scan> Scans { get; init; } = new Dictionary<string, Scan>();

    /// <summary>The guide, for which department decides what.</summary>
    public ServiceGuide Guide { get; init; } = GuideLoader.Load(GuideLoader.DefaultFolder);
}
