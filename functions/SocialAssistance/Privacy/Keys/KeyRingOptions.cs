namespace SocialAssistance.Privacy.Keys;

/// <summary>How a key ring behaves.</summary>
public sealed record KeyRingOptions
{
    /// <summary>With which algorithms new values are sealed.</summary>
    public PrivacySuite Suite { get; init; } = PrivacySuite.International;

    /// <summary>How old a data key may be that seals new values; then another is made. Older values stay under theirs.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long a new data key waits before it seals, so that every host has heard of it. None on one machine.</summary>
    public TimeSpan ActivationDelay { get; init; } = TimeSpan.Zero;

    /// <summary>How often a host looks for new data keys; shorter than <see cref="ActivationDelay"/>.</summary>
    public TimeSpan RefreshEvery { get; init; } = TimeSpan.FromMinutes(10);
}
