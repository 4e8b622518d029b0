using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace SocialAssistance.Privacy;

/// <summary>Keyed hashes under one secret of the installation: <c>hs256:</c> HMAC-SHA-256 and <c>hsm3:</c> HMAC-SM3.</summary>
public sealed class KeyedHash : IKeyedHash
{
    /// <summary>Bytes that a secret must have.</summary>
    public const int SecretBytes = 32;

    private readonly byte[] _secret;
    private readonly PrivacySuite _suite;

    /// <summary>Makes hashes under a secret.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="suite">Which algorithm is written.</param>
    /// <exception cref="ArgumentException">The secret is not <see cref="SecretBytes"/> long.</exception>
    public KeyedHash(ReadOnlySpan<byte> secret, PrivacySuite suite = PrivacySuite.International)
    {
        if (secret.Length != SecretBytes)
        {
            throw new ArgumentException($"The secret for keyed hashes must have {SecretBytes} bytes.", nameof(secret));
        }

        _secret = secret.ToArray();
        _suite = suite;
    }

    /// <inheritdoc/>
    public ImmutableArray<string> Candidates(HashPurpose purpose, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var message = Message(purpose, text);
        var international = "hs256:" + Convert.ToBase64String(HMACSHA256.HashData(_secret, message));
        var national = "hsm3:" + Convert.ToBase64String(Sm3(message));
        return _suite == PrivacySuite.National ? [national, international] : [international, national];
    }

    /// <summary>HMAC-SM3 of a message.</summary>
    internal static byte[] Sm3(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> message)
    {
        var mac = new HMac(new SM3Digest());
        mac.Init(new KeyParameter(secret.ToArray()));
        mac.BlockUpdate(message);
        var hash = new byte[mac.GetMacSize()];
        mac.DoFinal(hash);
        return hash;
    }

    /// <summary>
    /// The purpose stands before the text, with a byte between them that no text begins with. An ID number stands alone: so
    /// it was written before there were purposes, and no other message is eighteen digits.
    /// </summary>
    private static byte[] Message(HashPurpose purpose, string text) => Encoding.UTF8.GetBytes(purpose switch
    {
        HashPurpose.Person => text,
        HashPurpose.Name => "name\0" + text,
        HashPurpose.Content => "content\0" + text,
        HashPurpose.Submission => "submission\0" + text,
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    });

    private byte[] Sm3(byte[] message) => Sm3(_secret, message);
}
