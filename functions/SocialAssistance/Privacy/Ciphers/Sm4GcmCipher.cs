using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace SocialAssistance.Privacy.Ciphers;

/// <summary>SM4-GCM, which the platform does not have.</summary>
internal sealed class Sm4GcmCipher(byte[] key) : FieldCipher
{
    private readonly KeyParameter _key = new(key);
    private readonly GcmBlockCipher _gcm = new(new SM4Engine());

    public override void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> cipherText, Span<byte> tag, ReadOnlySpan<byte> associated)
    {
        var both = new byte[plain.Length + SealedBytes.TagBytes];
        _gcm.Init(true, Parameters(nonce, associated));
        var written = _gcm.ProcessBytes(plain, both);
        _gcm.DoFinal(both.AsSpan(written));
        both.AsSpan(0, plain.Length).CopyTo(cipherText);
        both.AsSpan(plain.Length).CopyTo(tag);
    }

    public override bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipherText, ReadOnlySpan<byte> tag, Span<byte> plain, ReadOnlySpan<byte> associated)
    {
        // The mode gives plain bytes out before it has checked the tag: they wait here until it has.
        var unproved = new byte[cipherText.Length + SealedBytes.TagBytes];
        try
        {
            _gcm.Init(false, Parameters(nonce, associated));
            var written = _gcm.ProcessBytes(cipherText, unproved);
            written += _gcm.ProcessBytes(tag, unproved.AsSpan(written));
            written += _gcm.DoFinal(unproved.AsSpan(written));
            unproved.AsSpan(0, written).CopyTo(plain);
            return true;
        }
        catch (InvalidCipherTextException)
        {
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(unproved);
        }
    }

    private AeadParameters Parameters(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associated) =>
        new(_key, SealedBytes.TagBytes * 8, nonce.ToArray(), associated.ToArray());
}
