using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SocialAssistance.Api.Problems;

namespace SocialAssistance.Api.Authentication;

/// <summary>Tells callers by the header <c>X-Api-Key</c>.</summary>
public sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CallerRegistry callers)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "ApiKey";

    /// <summary>Name of the header.</summary>
    public const string HeaderName = "X-Api-Key";

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Headers.TryGetValue(HeaderName, out var keys))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        if (keys is not [{ Length: > 0 } key] || callers.Find(key) is not { } caller)
        {
            return Task.FromResult(AuthenticateResult.Fail("The key is unknown."));
        }

        Context.Features.Set(caller);
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, caller.Name), new Claim(ClaimTypes.Role, caller.Role)], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Problem.Unauthorized.ExecuteAsync(Context);

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.Forbidden.ExecuteAsync(Context);
}

/// <summary>Finds the caller of a request.</summary>
public static class CallerFeature
{
    /// <summary>The caller; endpoints that ask for it require authorization.</summary>
    /// <exception cref="InvalidOperationException">Nobody was told by a key.</exception>
    public static Caller Caller(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<Caller>() ?? throw new InvalidOperationException("The endpoint requires no caller.");
    }
}
