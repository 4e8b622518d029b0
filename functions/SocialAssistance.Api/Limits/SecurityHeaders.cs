using Microsoft.AspNetCore.Http;
using SocialAssistance.Api.Access;

namespace SocialAssistance.Api.Limits;

/// <summary>
/// Headers of every answer, errors as well: nobody keeps it, guesses what it is, frames it, or is told where it was asked.
/// </summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>What an answer that is no page may load or be framed by: nothing.</summary>
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// <summary>Handles a request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);

        // Only when the answer begins: an error may have thrown away what stood in it until then.
        context.Response.OnStarting(Add, context);
        return next(context);
    }

    private static Task Add(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = Nothing;
        }

        headers.CacheControl = http.Response.StatusCode == StatusCodes.Status200OK && http.Operation() is { Cacheable: true }
            ? "public, max-age=300"
            : "no-store";
        if (IsHttps(http.Request))
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return Task.CompletedTask;
    }

    /// <summary>A proxy that ends the encryption says so. Whoever says so without one gains nothing: browsers heed the
    /// header over https only.</summary>
    private static bool IsHttps(HttpRequest request) =>
        request.IsHttps || string.Equals(request.Headers["X-Forwarded-Proto"], "https", StringComparison.OrdinalIgnoreCase);
}
