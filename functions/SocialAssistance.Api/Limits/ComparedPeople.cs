using System.Threading.RateLimiting;

namespace SocialAssistance.Api.Limits;

/// <summary>
/// How many people each caller may have compared with the register. Whoever may ask about anybody could ask about
/// everybody: requests are no measure of that, people are.
/// </summary>
internal sealed class ComparedPeople(LimitSettings settings) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(
        caller => RateLimitPartition.GetTokenBucketLimiter(caller, _ => RateLimits.Bucket(settings.ComparedPeople)));

    /// <summary>Takes the people of a question out of the caller's bucket: all of them, or none.</summary>
    /// <param name="caller">Name of the caller.</param>
    /// <param name="people">How many it asks about.</param>
    /// <returns>Null when it may ask; otherwise how long it should wait.</returns>
    public TimeSpan? Refuse(string caller, int people)
    {
        using var lease = _limiter.AttemptAcquire(caller, people);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.Zero;
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
