namespace SocialAssistance.Privacy.Ciphers;

/// <summary>Authenticated encryption under one key. Not for two threads at once.</summary>
public abstract class FieldCipher : IDisposable
{
    /// <summary>Encrypts.</summary>
    /// <param name="nonce">12 bytes, never twice under the same key.</param>
    /// <param name="plain">What is encrypted.</param>
    /// <param name="cipherText">Takes as many bytes as there are plain ones.</param>
    /// <param name="tag">Takes 16 bytes.</param>
    /// <param name="associated">What the cipher text is bound to.</param>
    public abstract void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> cipherText, Span<byte> tag, ReadOnlySpan<byte> associated);

    /// <summary>Decrypts what <see cref="Encrypt"/> made.</summary>
    /// <returns>False when any of it was changed.</returns>
    public abstract bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipherText, ReadOnlySpan<byte> tag, Span<byte> plain, ReadOnlySpan<byte> associated);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of the key.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
