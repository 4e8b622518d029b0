namespace SocialAssistance.Cases.Running;

/// <summary>When a runner that waits in timers of its own must hear of a case that was written.</summary>
public static class WakeRule
{
    /// <summary>
    /// Whether something has become due, or falls due earlier than the runner can know, or nothing will fall due any more. A
    /// runner that waits too short looks in vain once; one that waits too long would be late.
    /// </summary>
    /// <param name="previous">The case before; null when the runner may know nothing of it.</param>
    /// <param name="next">The case as it was written.</param>
    /// <param name="now">The present moment.</param>
    public static bool MustWake(Case? previous, Case next, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(next);

        // What only awaits materials no runner watches.
        var known = previous is { Status: not CaseStatus.AwaitingMaterials } ? previous.WakeAt : null;
        return next switch
        {
            // Also a case that ended while it awaited materials may have owed something before, and be waited for.
            { WakeAt: null } => known is not null || (next.IsClosed && previous?.WakeAt is not null),

            // Until a department has the case and nothing is owed, its one clock is days away: the sweep watches it.
            { Status: CaseStatus.AwaitingMaterials, Tasks.IsEmpty: true } => next.WakeAt <= now && !(previous?.WakeAt <= now),

            // What was due before is being driven; whoever does has yet to record it, and sees then what has come to it.
            _ when next.WakeAt <= now => !(known <= now),
            _ => !(known <= next.WakeAt),
        };
    }
}
