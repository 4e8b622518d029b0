using System.Security.Cryptography;
using SocialAssistance.Privacy.Ciphers;

namespace SocialAssistance.Privacy;

/// <summary>Sealed bytes: a random nonce, the cipher text and the tag, one after the other.</summary>
public static class SealedBytes
{
    /// <summary>Bytes of the nonce: 96 random bits. A key that seals fewer than 2³² values meets the limit of NIST SP 800-38D.</summary>
    public const int NonceBytes = 12;

    /// <summary>Bytes of the tag: 128 bits.</summary>
    public const int TagBytes = 16;

    /// <summary>How much longer the sealed bytes are.</summary>
    public const int Overhead = NonceBytes + TagBytes;

    /// <summary>Seals bytes.</summary>
    /// <param name="cipher">Under which key.</param>
    /// <param name="plain">The bytes.</param>
    /// <param name="destination">Takes the sealed bytes: <see cref="Overhead"/> more than there are plain ones.</param>
    /// <param name="associated">What they are bound to.</param>
    public static void Seal(FieldCipher cipher, ReadOnlySpan<byte> plain, Span<byte> destination, ReadOnlySpan<byte> associated)
    {
        ArgumentNullException.ThrowIfNull(cipher);
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, plain.Length + Overhead);
        var nonce = destination[..NonceBytes];
        RandomNumberGenerator.Fill(nonce);
        cipher.Encrypt(nonce, plain, destination[NonceBytes..^TagBytes], destination[^TagBytes..], associated);
    }

    /// <summary>Opens sealed bytes.</summary>
    /// <param name="cipher">Under which key.</param>
    /// <param name="content">The sealed bytes.</param>
    /// <param name="plain">Takes the plain bytes: <see cref="Overhead"/> fewer than there are sealed ones.</param>
    /// <param name="associated">What they are bound to.</param>
    /// <returns>False when they were changed or are bound to something else; nothing of them is given out then.</returns>
    public static bool TryOpen(FieldCipher cipher, ReadOnlySpan<byte> content, Span<byte> plain, ReadOnlySpan<byte> associated)
    {
        ArgumentNullException.ThrowIfNull(cipher);
        return content.Length >= Overhead && plain.Length == content.Length - Overhead
            && cipher.TryDecrypt(content[..NonceBytes], content[NonceBytes..^TagBytes], content[^TagBytes..], plain, associated);
    }
}
