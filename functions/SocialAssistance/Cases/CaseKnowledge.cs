namespace SocialAssistance.Cases;

/// <summary>Who knows of a case because it has something to do with it.</summary>
public static class CaseKnowledge
{
    /// <summary>
    /// Whether a department has been given an item of the case. Until then, and of every other case, it knows nothing, not
    /// even that the case is there.
    /// </summary>
    public static bool IsKnownTo(this Case @case, string department)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return @case.Items.Any(i => i.Department == department && i.DispatchedAt is not null);
    }
}
