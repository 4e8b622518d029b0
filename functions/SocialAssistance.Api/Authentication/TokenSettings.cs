using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace SocialAssistance.Api.Authentication;

/// <summary>Whose tokens are taken and what stands in them: the settings under <c>Jwt</c>.</summary>
public sealed record TokenSettings
{
    private const string Section = "Jwt";

    private static readonly string[] Known =
    [
        nameof(Authority), nameof(Proxy), "KeysFile", nameof(Issuer), nameof(Audience), nameof(RoleClaim), nameof(DepartmentClaim),
        nameof(DivisionsClaim), nameof(NameClaim), nameof(ScopeClaim), "Roles",
    ];

    /// <summary>Address of the OpenID Connect issuer, which publishes its keys there; null where they come from a file.</summary>
    public Uri? Authority { get; private init; }

    /// <summary>The proxy through which the issuer is asked; null for none, whatever the environment says.</summary>
    public Uri? Proxy { get; private init; }

    /// <summary>The issuer's public keys, where they come from a file.</summary>
    public ImmutableArray<SecurityKey> Keys { get; private init; } = [];

    /// <summary>What tokens must name as their issuer, to the letter.</summary>
    public string Issuer { get; private init; } = "";

    /// <summary>What tokens must be meant for.</summary>
    public string Audience { get; private init; } = "";

    /// <summary>The claim with the roles.</summary>
    public string RoleClaim { get; private init; } = "roles";

    /// <summary>The claim with the code of the department.</summary>
    public string DepartmentClaim { get; private init; } = "department";

    /// <summary>The claim with the divisions.</summary>
    public string DivisionsClaim { get; private init; } = "divisions";

    /// <summary>The claim with the caller's name.</summary>
    public string NameClaim { get; private init; } = "sub";

    /// <summary>The claim with the scopes, or null where tokens name none and are good for all of their role.</summary>
    public string? ScopeClaim { get; private init; }

    /// <summary>Our roles by the value that stands for them in the claim.</summary>
    public ImmutableDictionary<string, string> RoleOf { get; private init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Reads the settings.</summary>
    /// <returns>Null where no tokens are taken.</returns>
    /// <exception cref="OptionsValidationException">A setting is missing or wrong; every fault is named.</exception>
    public static TokenSettings? Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(Section);
        if (!section.GetChildren().Any())
        {
            return null;
        }

        // What is misspelt looks absent, and an absent claim of scopes leaves every token all of its role.
        var faults = section.GetChildren()
            .Where(s => !Known.Contains(s.Key, StringComparer.OrdinalIgnoreCase))
            .Select(s => $"{s.Path} is no setting; there are {string.Join(", ", Known)}.")
            .ToList();
        var settings = new TokenSettings
        {
            Authority = AuthorityOf(section, faults),
            Proxy = ProxyOf(section, faults),
            Keys = KeysOf(section, faults),
            Issuer = Required(section, "Issuer", faults),
            Audience = Required(section, "Audience", faults),
            RoleClaim = Optional(section, "RoleClaim") ?? "roles",
            DepartmentClaim = Optional(section, "DepartmentClaim") ?? "department",
            DivisionsClaim = Optional(section, "DivisionsClaim") ?? "divisions",
            NameClaim = Optional(section, "NameClaim") ?? "sub",
            ScopeClaim = ScopeClaimOf(section, faults),
            RoleOf = RolesOf(section.GetSection("Roles"), faults),
        };
        if (settings.Authority is null == settings.Keys.IsEmpty && faults.Count == 0)
        {
            faults.Add("Jwt:Authority or Jwt:KeysFile: one of them says where the issuer's keys come from, and not both.");
        }

        return faults.Count == 0 ? settings : throw new OptionsValidationException(Section, typeof(TokenSettings), faults);
    }

    private static string? Optional(IConfiguration section, string name) => section[name] is { Length: > 0 } text ? text : null;

    private static string Required(IConfiguration section, string name, List<string> faults)
    {
        if (Optional(section, name) is { } text)
        {
            return text;
        }

        faults.Add($"Jwt:{name} is missing.");
        return "";
    }

    private static string? ScopeClaimOf(IConfigurationSection section, List<string> faults)
    {
        var claim = Optional(section, nameof(ScopeClaim));
        if (claim is null && section.GetSection(nameof(ScopeClaim)).Exists())
        {
            faults.Add("Jwt:ScopeClaim is the name of one claim; leave it out where tokens name no scopes.");
        }

        return claim;
    }

    private static Uri? AuthorityOf(IConfiguration section, List<string> faults)
    {
        if (Optional(section, "Authority") is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var authority)
            && (authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.Host == "127.0.0.1"))
            && authority.UserInfo.Length == 0 && authority.Query.Length == 0)
        {
            return authority;
        }

        faults.Add("Jwt:Authority is an https address (http on 127.0.0.1 only).");
        return null;
    }

    private static Uri? ProxyOf(IConfigurationSection section, List<string> faults)
    {
        if (Optional(section, "Proxy") is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var proxy)
            && (proxy.Scheme == Uri.UriSchemeHttp || proxy.Scheme == Uri.UriSchemeHttps)
            && proxy.UserInfo.Length == 0 && proxy.PathAndQuery == "/")
        {
            return proxy;
        }

        faults.Add("Jwt:Proxy is the address of a proxy, such as http://proxy.example:3128, without a name and a password.");
        return null;
    }

    private static ImmutableArray<SecurityKey> KeysOf(IConfiguration section, List<string> faults)
    {
        if (Optional(section, "KeysFile") is not { } file)
        {
            return [];
        }

        try
        {
            return TokenKeys.Read(File.ReadAllText(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            faults.Add("Jwt:KeysFile is no readable file with a JSON Web Key Set of public keys (RSA of 2048 bits or more, or EC) and nothing else.");
            return [];
        }
    }

    private static ImmutableDictionary<string, string> RolesOf(IConfigurationSection section, List<string> faults)
    {
        var roles = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var role in section.GetChildren())
        {
            if (!Roles.All.Contains(role.Key) || string.IsNullOrEmpty(role.Value))
            {
                faults.Add($"Jwt:Roles:{role.Key} is none of {string.Join(", ", Roles.All)}, or has no value.");
            }
            else if (!roles.TryAdd(role.Value, role.Key))
            {
                faults.Add($"Jwt:Roles:{role.Key} has the value of another role.");
            }
        }

        if (roles.Count == 0 && faults.Count == 0)
        {
            faults.Add("Jwt:Roles names no role, for example Jwt:Roles:platform and the value that stands for it in tokens.");
        }

        return roles.ToImmutable();
    }
}
