using System.Security.Cryptography;

namespace SocialAssistance.Privacy.Ciphers;

/// <summary>AES-256-GCM of the platform.</summary>
internal sealed class Aes256GcmCipher(byte[] key) : FieldCipher
{
    private readonly AesGcm _aes = new(key, SealedBytes.TagBytes);

    public override void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> cipherText, Span<byte> tag, ReadOnlySpan<byte> associated) =>
        _aes.Encrypt(nonce, plain, cipherText, tag, associated);

    public override bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipherText, ReadOnlySpan<byte> tag, Span<byte> plain, ReadOnlySpan<byte> associated)
    {
        try
        {
            _aes.Decrypt(nonce, cipherText, tag, plain, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _aes.Dispose();
        }

        base.Dispose(disposing);
    }
}
