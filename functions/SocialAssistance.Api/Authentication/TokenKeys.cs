using System.Collections.Immutable;
using Microsoft.IdentityModel.Tokens;

namespace SocialAssistance.Api.Authentication;

/// <summary>The keys and algorithms by which tokens are told to be genuine.</summary>
internal static class TokenKeys
{
    private const int MinRsaBits = 2048;

    /// <summary>
    /// Signatures that only the issuer can make. With a symmetric one whoever can check a token can make it, and a public
    /// key, which is no secret, could be taken for its key.
    /// </summary>
    public static ImmutableArray<string> Algorithms { get; } =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Reads a JSON Web Key Set.</summary>
    /// <exception cref="ArgumentException">It is none, or holds a key that is not public, not asymmetric or too short.</exception>
    public static ImmutableArray<SecurityKey> Read(string json)
    {
        var set = new JsonWebKeySet(json) { SkipUnresolvedJsonWebKeys = true };
        return set.Keys.Count > 0 && set.Keys.All(k => k is { Kty: "RSA" or "EC", HasPrivateKey: false }) && set.GetSigningKeys() is { Count: > 0 } keys && keys.All(IsStrong)
            ? [.. keys]
            : throw new ArgumentException("These are not public keys for signatures.", nameof(json));
    }

    /// <summary>Whether a key is long enough, wherever it came from.</summary>
    public static bool IsStrong(SecurityKey key) => key switch
    {
        RsaSecurityKey or X509SecurityKey => key.KeySize >= MinRsaBits,
        JsonWebKey { Kty: "RSA" } => key.KeySize >= MinRsaBits,
        ECDsaSecurityKey or JsonWebKey { Kty: "EC" } => true,
        _ => false,
    };
}
