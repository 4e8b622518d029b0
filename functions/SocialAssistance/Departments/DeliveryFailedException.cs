namespace SocialAssistance.Departments;

/// <summary>A receiver did not take a message, and said so in a way that this system understands.</summary>
/// <param name="code">Stable English code of what happened; never a text that the receiver sent.</param>
/// <param name="retryAfter">How long the receiver asks to be left alone; null when it does not say.</param>
public sealed class DeliveryFailedException(string code, TimeSpan? retryAfter = null) : Exception("A message was not delivered: " + code)
{
    /// <summary>The longest that a receiver can put a message off.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Stable English code, kebab-case.</summary>
    public string Code { get; } = code;

    /// <summary>How long to wait before the next attempt at least, at most <see cref="LongestWait"/>.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter is { } wait && wait > LongestWait ? LongestWait : retryAfter;
}
