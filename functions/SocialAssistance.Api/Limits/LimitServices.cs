using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SocialAssistance.Api.Problems;

namespace SocialAssistance.Api.Limits;

/// <summary>Takes the limits into a host.</summary>
internal static class LimitServices
{
    /// <summary>Name of the timeout of what may take long.</summary>
    public const string Long = "long";

    public static void AddLimits(this IServiceCollection services)
    {
        services.AddSingleton(p => LimitSettings.Read(p.GetRequiredService<IConfiguration>()));
        services.AddSingleton<ComparedPeople>();
        services.AddRateLimiter();
        services.AddOptions<RateLimiterOptions>().Configure<LimitSettings>(RateLimits.Configure);
        services.AddRequestTimeouts();
        services.AddOptions<RequestTimeoutOptions>().Configure<LimitSettings>((timeouts, settings) =>
        {
            timeouts.DefaultPolicy = Policy(settings.Timeout);
            timeouts.AddPolicy(Long, Policy(settings.LongTimeout));
        });
        services.AddOptions<ForwardedHeadersOptions>().Configure<LimitSettings>((forwarded, settings) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor;

            // So many proxies are ours, wherever they stand; what came before them anybody may have written.
            forwarded.ForwardLimit = settings.Proxies;
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
        });
    }

    /// <summary>Takes the address of whoever asks from the proxies in front, where there are any.</summary>
    public static void UseCallersAddress(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<LimitSettings>().Proxies > 0)
        {
            app.UseForwardedHeaders();
        }
    }

    private static RequestTimeoutPolicy Policy(TimeSpan timeout) => new()
    {
        Timeout = timeout,
        TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        WriteTimeoutResponse = WriteAsync,
    };

    private static Task WriteAsync(HttpContext http)
    {
        http.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
        return Problem.TimedOut.ExecuteAsync(http);
    }
}
