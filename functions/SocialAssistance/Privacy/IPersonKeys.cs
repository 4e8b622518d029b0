using System.Security.Cryptography;
using System.Text;

namespace SocialAssistance.Privacy;

/// <summary>Makes the key by which a person is found again without their ID number standing in an index.</summary>
public interface IPersonKeys
{
    /// <summary>The key of the person with that (normalized) ID number.</summary>
    string For(string idNumber);
}

/// <summary>Person keys by HMAC-SHA-256 under a secret of the installation. The algorithm stands in the key.</summary>
public sealed class HmacPersonKeys : IPersonKeys
{
    /// <summary>Bytes that a secret must have.</summary>
    public const int SecretBytes = 32;

    private readonly byte[] _secret;

    /// <summary>Makes keys under a secret.</summary>
    /// <exception cref="ArgumentException">The secret is not <see cref="SecretBytes"/> long.</exception>
    public HmacPersonKeys(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != SecretBytes)
        {
            throw new ArgumentException($"The secret for person keys must have {SecretBytes} bytes.", nameof(secret));
        }

        _secret = secret.ToArray();
    }

    /// <inheritdoc/>
    public string For(string idNumber) =>
        "hs256:" + Convert.ToBase64String(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(idNumber)));
}
