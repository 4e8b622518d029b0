using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SocialAssistance.Api.Problems;

namespace SocialAssistance.Api.Authentication;

/// <summary>Tells callers by the header <c>X-Api-Key</c> or by a bearer token; by one of them, never by either of two.</summary>
public sealed class CallerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CallerRegistry callers, TokenCallers tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "Caller";

    /// <summary>Name of the key's header.</summary>
    public const string HeaderName = "X-Api-Key";

    private const string Bearer = "Bearer ";

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var keys = Request.Headers[HeaderName];
        var bearer = Request.Headers.Authorization.Any(a => a?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true);
        if (keys.Count == 0 && !bearer)
        {
            return AuthenticateResult.NoResult();
        }

        // Of a key and a token that come together neither can be the one that is meant.
        var (caller, failure) = (keys, bearer) switch
        {
            ([{ Length: > 0 } key], false) => (callers.Find(key), CredentialFailure.Unknown),
            ([], true) => await tokens.FindAsync(Context).ConfigureAwait(false),
            _ => (null, CredentialFailure.Unknown),
        };
        if (caller is null)
        {
            Context.Features.Set(failure);
            return AuthenticateResult.Fail("The credentials are not good.");
        }

        Context.Features.Set(caller);
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, caller.Name), new Claim(ClaimTypes.Role, caller.Role)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Context.Features.Get<CredentialFailure>() is not { IssuerSilent: true })
        {
            return Problem.Unauthorized.ExecuteAsync(Context);
        }

        // The token may be good: whoever sent it must not take it for refused and throw it away.
        Response.Headers.RetryAfter = "5";
        return Problem.IdentityUnavailable.ExecuteAsync(Context);
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.Forbidden.ExecuteAsync(Context);
}

/// <summary>Why the credentials that a request brought tell no caller.</summary>
/// <param name="IssuerSilent">Whether nobody can say, because whoever issued them does not answer.</param>
internal sealed record CredentialFailure(bool IssuerSilent)
{
    /// <summary>They are not known, not good yet, no longer good, or say too little.</summary>
    public static readonly CredentialFailure Unknown = new(IssuerSilent: false);

    /// <summary>Their issuer does not answer.</summary>
    public static readonly CredentialFailure Unavailable = new(IssuerSilent: true);
}

/// <summary>Finds the caller of a request.</summary>
public static class CallerFeature
{
    /// <summary>The caller; endpoints that ask for it require authorization.</summary>
    /// <exception cref="InvalidOperationException">Nobody was told by a key or token.</exception>
    public static Caller Caller(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<Caller>() ?? throw new InvalidOperationException("The endpoint requires no caller.");
    }
}
