using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using SocialAssistance.Api.Access;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Problems;

namespace SocialAssistance.Api.Limits;

/// <summary>
/// How often callers may ask, each for itself: one that asks too often takes nothing from the others. Whoever shows no key
/// is told by the address, and so is whoever shows a wrong one, with a rate of its own.
/// </summary>
internal static class RateLimits
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    public static void Configure(RateLimiterOptions options, LimitSettings settings)
    {
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, Who>(http => Rated(http, settings)),
            PartitionedRateLimiter.Create<HttpContext, string>(http => Uploads(http, http.Features.Get<Caller>()?.Name, settings.UploadsPerCaller, settings.UploadsWaiting)),
            PartitionedRateLimiter.Create<HttpContext, string>(http => Uploads(http, http.Features.Get<Caller>() is null ? null : "", settings.Uploads, settings.UploadsWaiting)));
        options.OnRejected = (rejected, _) => new ValueTask(RefuseAsync(rejected));
    }

    private static RateLimitPartition<Who> Rated(HttpContext http, LimitSettings settings)
    {
        if (http.Operation() is { Unlimited: true })
        {
            return RateLimitPartition.GetNoLimiter(new Who("", ""));
        }

        var who = http.Features.Get<Caller>() is { } caller ? new Who(caller.Role, caller.Name)
            : new Who(http.Features.Get<CredentialFailure>() is null ? LimitSettings.Anonymous : LimitSettings.Failed, AddressOf(http));
        return RateLimitPartition.GetTokenBucketLimiter(who, w => Bucket(settings.Rates[w.Kind]));
    }

    private static TokenBucketRateLimiterOptions Bucket(Rate rate)
    {
        // Slow rates give one request at a time, fast ones as many as belong to a tick.
        var perTick = rate.PerSecond * Tick / TimeSpan.FromSeconds(1);
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = rate.Burst,
            ReplenishmentPeriod = perTick >= 1 ? Tick : TimeSpan.FromSeconds(1.0 / rate.PerSecond),
            TokensPerPeriod = Math.Max(1, (int)perTick),
            QueueLimit = 0,
        };
    }

    private static RateLimitPartition<string> Uploads(HttpContext http, string? whose, int atOnce, int waiting) =>
        whose is not null && http.Operation() is { Upload: true }
            ? RateLimitPartition.GetConcurrencyLimiter(whose, _ => new ConcurrencyLimiterOptions { PermitLimit = atOnce, QueueLimit = waiting })
            : RateLimitPartition.GetNoLimiter("-");

    private static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    private static Task RefuseAsync(OnRejectedContext rejected)
    {
        // A rate knows when there is room again; how long uploads take nobody knows.
        var rated = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        var seconds = rated ? Math.Max(1, Math.Ceiling(wait.TotalSeconds)) : 5;
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return (rated ? Problem.TooManyRequests : Problem.TooManyUploads).ExecuteAsync(rejected.HttpContext);
    }

    /// <summary>Whose requests are counted together.</summary>
    private readonly record struct Who(string Kind, string Name);
}
