using System.Globalization;
using System.Net;
using System.Net.Sockets;
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
    private const int NetworkBits = 64;

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

    public static TokenBucketRateLimiterOptions Bucket(Rate rate)
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

    /// <summary>
    /// Whoever has one IPv6 address has the 2^64 of its network, and could come from another each time: the network counts.
    /// </summary>
    private static string AddressOf(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address)
        {
            return "unknown";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPNetwork(NetworkOf(address), NetworkBits).ToString() : address.ToString();
    }

    private static IPAddress NetworkOf(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBits / 8).Clear();
        return new IPAddress(bytes);
    }

    /// <summary>Says when to come again, in whole seconds and at least one.</summary>
    public static void ComeAgainAfter(this HttpContext http, TimeSpan wait) =>
        http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static Task RefuseAsync(OnRejectedContext rejected)
    {
        // A rate knows when there is room again; how long uploads take nobody knows.
        var rated = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        rejected.HttpContext.ComeAgainAfter(rated ? wait : TimeSpan.FromSeconds(5));
        return (rated ? Problem.TooManyRequests : Problem.TooManyUploads).ExecuteAsync(rejected.HttpContext);
    }

    /// <summary>Whose requests are counted together.</summary>
    private readonly record struct Who(string Kind, string Name);
}
