namespace SocialAssistance.Cases;

/// <summary>How long to wait before a failed task is tried again: from two seconds doubling to an hour, spread by a fifth.</summary>
public static class RetrySchedule
{
    /// <summary>The longest wait, before it is spread.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>
    /// The wait after the attempt that came after <paramref name="failedBefore"/> failed ones failed too: whole milliseconds,
    /// as clocks are read, so that a timer set to its end does not look in vain.
    /// </summary>
    /// <param name="failedBefore">Failed attempts before this one.</param>
    /// <param name="random">0 to 1; spreads tasks that failed together.</param>
    public static TimeSpan After(int failedBefore, double random)
    {
        var seconds = Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Min(failedBefore, 30) + 1));
        return TimeSpan.FromMilliseconds(Math.Round(1000 * seconds * (0.8 + (0.4 * random))));
    }
}
