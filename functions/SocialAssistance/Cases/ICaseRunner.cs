namespace SocialAssistance.Cases;

/// <summary>Makes cases move: performs what they owe and wakes them when something falls due.</summary>
public interface ICaseRunner
{
    /// <summary>
    /// Says that a case was written. The store is the truth: a call that is lost or comes twice changes nothing, because
    /// whatever is due is found again by sweeping.
    /// </summary>
    ValueTask WakeAsync(Case @case, CancellationToken cancellationToken);
}
