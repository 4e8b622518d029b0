namespace SocialAssistance.Cases;

/// <summary>Makes cases move: performs what they owe and wakes them when something falls due.</summary>
public interface ICaseRunner
{
    /// <summary>
    /// Says that a case was written. The store is the truth: a call that is lost or comes twice changes nothing, because
    /// whatever is due is found again by sweeping. A runner that cannot be reached is no reason to fail what was written.
    /// </summary>
    /// <param name="previous">The case before; null when it is new, or when nobody knows whether the runner knows it.</param>
    /// <param name="next">The case as it was written.</param>
    /// <param name="cancellationToken">Cancels the saying, not what was written; a caller that has gone is no reason to.</param>
    ValueTask WakeAsync(Case? previous, Case next, CancellationToken cancellationToken);
}
