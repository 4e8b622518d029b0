using SocialAssistance.Privacy.Ciphers;

namespace SocialAssistance.Privacy;

/// <summary>
/// With which algorithms new values are written (<c>Privacy:Suite</c>). Values of the other suite stay readable, and people
/// written under it are still found.
/// </summary>
public enum PrivacySuite
{
    /// <summary>AES-256-GCM and HMAC-SHA-256.</summary>
    International,

    /// <summary>SM4-GCM and HMAC-SM3 (GB/T 32907, GB/T 32905).</summary>
    National,
}

/// <summary>What belongs to a suite.</summary>
public static class PrivacySuites
{
    /// <summary>Its cipher.</summary>
    public static CipherSuite Cipher(this PrivacySuite suite) => suite == PrivacySuite.National ? CipherSuite.Sm4Gcm : CipherSuite.Aes256Gcm;

    /// <summary>The suite of a configured name (<c>international</c> when there is none), or null when there is no such suite.</summary>
    public static PrivacySuite? Find(string? name) => name switch
    {
        null or "" or "international" => PrivacySuite.International,
        "national" => PrivacySuite.National,
        _ => null,
    };
}
