using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using SocialAssistance.Guide;

namespace SocialAssistance.Api.Authentication;

/// <summary>Tells callers by their tokens. What a token does not say is refused, and never taken for "all".</summary>
public sealed partial class TokenCallers(
    IConfiguration configuration, IOptionsMonitor<JwtBearerOptions> options, ServiceGuide guide, ILogger<TokenCallers> logger)
{
    /// <summary>What the names of callers with tokens begin with, so that no issuer can name one like a caller with a key.</summary>
    public const string NamePrefix = "oidc:";

    private const int MaxNameLength = 128;

    /// <summary>How long a silent issuer is left alone.</summary>
    private const long PauseMilliseconds = 1000;

    private readonly TokenSettings? _settings = TokenSettings.Read(configuration);
    private readonly Lock _asking = new();
    private Task<bool> _asked = Task.FromResult(true);
    private long _askAgain;

    /// <summary>The caller of a request with a bearer token.</summary>
    internal async Task<(Caller? Caller, CredentialFailure Failure)> FindAsync(HttpContext http)
    {
        if (_settings is null || http.Request.Headers.Authorization.Count != 1)
        {
            return (null, CredentialFailure.Unknown);
        }

        if (!await KeysAreKnownAsync().WaitAsync(http.RequestAborted).ConfigureAwait(false))
        {
            return (null, CredentialFailure.Unavailable);
        }

        var result = await http.AuthenticateAsync(TokenScheme.Name).ConfigureAwait(false);
        return (result.Principal is { } token ? CallerOf(token, _settings) : null, CredentialFailure.Unknown);
    }

    /// <summary>
    /// Whether the issuer's keys are known, from now or from before. Whoever asks while the issuer is being asked waits for
    /// the same answer: however many tokens come, a silent issuer is asked one question at a time, and not at once again.
    /// </summary>
    private Task<bool> KeysAreKnownAsync()
    {
        if (options.Get(TokenScheme.Name).ConfigurationManager is not { } manager)
        {
            return Task.FromResult(true);
        }

        lock (_asking)
        {
            if (_asked.IsCompleted && Environment.TickCount64 >= Interlocked.Read(ref _askAgain))
            {
                _asked = AskAsync(manager);
            }

            return _asked;
        }
    }

    private async Task<bool> AskAsync(IConfigurationManager<OpenIdConnectConfiguration> manager)
    {
        try
        {
            await manager.GetConfigurationAsync(CancellationToken.None).ConfigureAwait(false);
            return true;
        }
#pragma warning disable CA1031 // Whatever is wrong with the issuer or its documents, its tokens cannot be checked.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogIssuer(logger, (error.InnerException ?? error).GetType().Name);
            Interlocked.Exchange(ref _askAgain, Environment.TickCount64 + PauseMilliseconds);
            return false;
        }
    }

    private Caller? CallerOf(ClaimsPrincipal token, TokenSettings settings)
    {
        var roles = Values(token, settings.RoleClaim).Select(v => settings.RoleOf.GetValueOrDefault(v)).OfType<string>().Distinct().ToArray();
        if (roles is not [var role] || Values(token, settings.NameClaim) is not [{ Length: <= MaxNameLength } name] || !IsPlain(name))
        {
            return null;
        }

        var departments = Values(token, settings.DepartmentClaim);
        var divisions = Words(token, settings.DivisionsClaim);
        if (departments.Length > 1 || departments.Any(d => guide.FindDepartment(d) is null) || !divisions.All(IsDivision))
        {
            return null;
        }

        // A department bound to no division would see the whole region: then its token must name the region.
        if ((role == Roles.Department && departments.IsEmpty) || (role is Roles.Window or Roles.Department && divisions.IsEmpty))
        {
            return null;
        }

        // There is one trail for all divisions: nobody who is bound to some can be shown only theirs.
        if (role == Roles.Auditor && divisions.Any(d => d != guide.Region?.Code))
        {
            return null;
        }

        return new Caller(NamePrefix + name, role, departments.FirstOrDefault(), divisions)
        {
            Scopes = settings.ScopeClaim is { } claim ? Words(token, claim) : null,
        };
    }

    /// <summary>Whether a name is read in the trail as it stands there: nothing in it is invisible, breaks lines or turns the writing.</summary>
    private static bool IsPlain(string name) => name.Trim() == name && name.EnumerateRunes().All(r => r != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(r) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned));

    private bool IsDivision(string code) =>
        guide.Region?.Code == code || guide.FindCounty(code) is not null || guide.Prefectures.Any(p => p.Code == code);

    private static ImmutableArray<string> Values(ClaimsPrincipal token, string claim) =>
        [.. token.FindAll(claim).Select(c => c.Value).Where(v => v.Length > 0)];

    /// <summary>The values of a claim that is a list, or a text with spaces or commas between them.</summary>
    private static ImmutableArray<string> Words(ClaimsPrincipal token, string claim) =>
        [.. Values(token, claim).SelectMany(v => v.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))];

    [LoggerMessage(LogLevel.Warning, "The issuer's keys cannot be had ({Error}); its tokens are answered with 503.")]
    private static partial void LogIssuer(ILogger logger, string error);
}
