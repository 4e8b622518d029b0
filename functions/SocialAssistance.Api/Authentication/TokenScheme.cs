using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace SocialAssistance.Api.Authentication;

/// <summary>How bearer tokens are checked: issuer, audience, lifetime, signature, and nothing left to defaults.</summary>
internal static class TokenScheme
{
    /// <summary>Name of the scheme.</summary>
    public const string Name = "Bearer";

    /// <summary>How far the issuer's clock may be from ours.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    public static void Add(AuthenticationBuilder authentication)
    {
        authentication.Services.TryAddSingleton<IAuthenticationConfigurationProvider>(new NoFurtherSettings());
        authentication.Services.AddSingleton<TokenCallers>();
        authentication.Services.AddOptions<JwtBearerOptions>(Name).Configure<IConfiguration>(Configure);
        authentication.AddJwtBearer(Name, _ => { });
    }

    private static void Configure(JwtBearerOptions options, IConfiguration configuration)
    {
        if (TokenSettings.Read(configuration) is not { } settings)
        {
            return;
        }

        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.IncludeErrorDetails = false;
        options.TimeProvider = TimeProvider.System;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = TokenKeys.Algorithms,
            RequireSignedTokens = true,
            ValidateIssuerSigningKey = true,
            IssuerSigningKeys = settings.Keys,
            IssuerSigningKeyValidator = (key, _, _) => TokenKeys.IsStrong(key),
            ValidateIssuer = true,

            // The one issuer that is configured, whatever its metadata may call it.
            IssuerValidator = (issuer, _, _) => issuer == settings.Issuer ? issuer : throw new SecurityTokenInvalidIssuerException(),
            ValidateAudience = true,
            RequireAudience = true,
            ValidAudience = settings.Audience,
            IgnoreTrailingSlashWhenValidatingAudience = false,
            ValidateLifetime = true,
            RequireExpirationTime = true,
            ClockSkew = Skew,
        };
        options.Events = new JwtBearerEvents { OnTokenValidated = RefuseExtensions };
        if (settings.Authority is { } authority)
        {
            options.ConfigurationManager = Manager(authority, settings.Proxy);
        }
    }

    /// <summary>What a token calls critical must be understood or the token refused (RFC 7515, 4.1.11); the library looks at none of it.</summary>
    private static Task RefuseExtensions(TokenValidatedContext context)
    {
        if (context.SecurityToken is not JsonWebToken token || token.TryGetHeaderValue<object>("crit", out _))
        {
            context.Fail("The token needs an extension that is not understood.");
        }

        return Task.CompletedTask;
    }

    private static ConfigurationManager<OpenIdConnectConfiguration> Manager(Uri authority, Uri? proxy) => new(
        authority.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration",
        new OpenIdConnectConfigurationRetriever(),
        new HttpDocumentRetriever(AuthorityOnly.Client(authority, proxy)) { RequireHttps = authority.Scheme == Uri.UriSchemeHttps },
        new OpenIdConnectConfigurationValidator { MinimumNumberOfKeys = 1 });

    /// <summary>The scheme takes no settings but those above.</summary>
    private sealed class NoFurtherSettings : IAuthenticationConfigurationProvider
    {
        public IConfiguration AuthenticationConfiguration { get; } = new ConfigurationBuilder().Build();
    }
}
