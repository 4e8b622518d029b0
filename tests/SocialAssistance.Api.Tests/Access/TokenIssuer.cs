using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SocialAssistance.Api.Tests.Access;

/// <summary>An OpenID Connect issuer on this machine: its metadata, its keys, and the tokens it signs.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    public const string Audience = "social-assistance";

    private readonly WebApplication _app;
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "first" };
    private readonly RsaSecurityKey _weak = new(RSA.Create(1024)) { KeyId = "weak" };

    private int _asked;

    private TokenIssuer(WebApplication app) => _app = app;

    /// <summary>Its name and address.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Whether it answers.</summary>
    public bool Silent { get; set; }

    /// <summary>How often it was asked for anything.</summary>
    public int Asked => _asked;

    /// <summary>Where its metadata says the keys are.</summary>
    public string? KeysElsewhere { get; set; }

    /// <summary>Where it sends on whoever asks for its keys.</summary>
    public string? KeysMovedTo { get; set; }

    /// <summary>Its good public key; over the network it serves one beside it that is too short.</summary>
    public string PublicKeys => $$"""{"keys":[{{Json(_key)}}]}""";

    /// <summary>What an HS256 forger would take for a secret.</summary>
    public byte[] PublicKeyBytes => _key.Rsa.ExportSubjectPublicKeyInfo();

    public static async Task<TokenIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var issuer = new TokenIssuer(app);
        app.Use((http, next) =>
        {
            Interlocked.Increment(ref issuer._asked);
            return next(http);
        });
        app.MapGet("/.well-known/openid-configuration", () => issuer.Silent ? Results.StatusCode(500)
            : Results.Text($$"""{"issuer":"{{issuer.Address}}","jwks_uri":"{{issuer.KeysElsewhere ?? issuer.Address + "/keys"}}"}""", "application/json"));
        app.MapGet("/keys", () => issuer.Silent ? Results.StatusCode(500)
            : issuer.KeysMovedTo is { } elsewhere ? Results.Redirect(elsewhere)
            : Results.Text($$"""{"keys":[{{Json(issuer._key)}},{{Json(issuer._weak)}}]}""", "application/json"));
        await app.StartAsync();
        issuer.Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return issuer;
    }

    /// <summary>Settings of a host that trusts it.</summary>
    public (string Name, string Value)[] Settings() =>
    [
        ("Jwt:Authority", Address), ("Jwt:Issuer", Address), ("Jwt:Audience", Audience),
        ("Jwt:Roles:platform", "Social.Platform"), ("Jwt:Roles:window", "Social.Window"), ("Jwt:Roles:department", "Social.Department"),
        ("Jwt:Roles:auditor", "Social.Auditor"),
        ("Jwt:ScopeClaim", "scp"),
    ];

    /// <summary>A token of the platform with all scopes; whatever differs is changed.</summary>
    public string Token(Action<SecurityTokenDescriptor>? change = null, params (string Claim, object? Value)[] claims)
    {
        var now = DateTime.UtcNow;
        var all = new Dictionary<string, object>
        {
            ["sub"] = "client-1",
            ["roles"] = new[] { "Social.Platform", "offline_access" },
            ["scp"] = string.Join(' ', TestKeys.Scopes),
        };
        foreach (var (claim, value) in claims)
        {
            all.Remove(claim);
            if (value is not null)
            {
                all[claim] = value;
            }
        }

        var token = new SecurityTokenDescriptor
        {
            Issuer = Address,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now.AddMinutes(-1),
            Expires = now.AddMinutes(5),
            Claims = all,
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    /// <summary>A token like the others, signed with the short key; by hand, as no library makes one.</summary>
    public string WeaklySignedToken()
    {
        var signed = Base64UrlEncoder.Encode("""{"alg":"RS256","kid":"weak","typ":"JWT"}""") + "." + Token().Split('.')[1];
        var signature = _weak.Rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return signed + "." + Base64UrlEncoder.Encode(signature);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _key.Rsa.Dispose();
        _weak.Rsa.Dispose();
    }

    private static string Json(RsaSecurityKey key)
    {
        var parameters = key.Rsa.ExportParameters(false);
        return $$"""{"kty":"RSA","use":"sig","kid":"{{key.KeyId}}","n":"{{Base64UrlEncoder.Encode(parameters.Modulus)}}","e":"{{Base64UrlEncoder.Encode(parameters.Exponent)}}"}""";
    }
}
