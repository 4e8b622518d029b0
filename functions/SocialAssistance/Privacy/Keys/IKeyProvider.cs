namespace SocialAssistance.Privacy.Keys;

/// <summary>A secret as it is kept: encrypted by a key that never leaves its provider.</summary>
/// <param name="KeyId">Id of the provider's key, its version included.</param>
/// <param name="Bytes">The encrypted secret.</param>
public sealed record WrappedSecret(string KeyId, ReadOnlyMemory<byte> Bytes);

/// <summary>Wraps and unwraps data keys: Key Vault on Azure, a key file on one machine.</summary>
public interface IKeyProvider
{
    /// <summary>Id of the key that is wrapped under now.</summary>
    /// <exception cref="Exception">The provider does not answer.</exception>
    Task<string> CurrentKeyAsync(CancellationToken cancellationToken);

    /// <summary>Wraps a secret under the current key.</summary>
    /// <exception cref="Exception">The provider does not answer.</exception>
    Task<WrappedSecret> WrapAsync(ReadOnlyMemory<byte> secret, CancellationToken cancellationToken);

    /// <summary>Unwraps a secret, under whichever key it was wrapped.</summary>
    /// <exception cref="Exception">The provider does not answer, has not that key, or the wrapped secret was changed.</exception>
    Task<byte[]> UnwrapAsync(WrappedSecret wrapped, CancellationToken cancellationToken);
}
