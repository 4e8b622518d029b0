namespace SocialAssistance.Cases;

/// <summary>
/// The store of the cases, the register or the audit trail does not answer, or is too busy to. A write that was under way
/// may or may not have been kept; doing the same again is safe.
/// </summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Shortest wait that makes sense.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>Says why, without quoting what was stored: what the store itself said may do so, and is left out.</summary>
    /// <param name="reason">What is the matter, in English and without personal data.</param>
    /// <param name="retryAfter">When to try again; a second when shorter.</param>
    public StoreUnavailableException(string reason, TimeSpan retryAfter)
        : base(reason) => RetryAfter = retryAfter > Least ? retryAfter : Least;

    /// <summary>When to try again.</summary>
    public TimeSpan RetryAfter { get; }
}
