namespace SocialAssistance.Privacy.Keys;

/// <summary>Wraps under one provider, and unwraps what another wrapped that it has followed.</summary>
/// <param name="current">The provider of now.</param>
/// <param name="earlier">The one before, needed until everything has been wrapped anew.</param>
public sealed class SucceedingKeyProvider(IKeyProvider current, MasterKeyProvider earlier) : IKeyProvider
{
    /// <inheritdoc/>
    public Task<string> CurrentKeyAsync(CancellationToken cancellationToken) => current.CurrentKeyAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<WrappedSecret> WrapAsync(ReadOnlyMemory<byte> secret, CancellationToken cancellationToken) => current.WrapAsync(secret, cancellationToken);

    /// <inheritdoc/>
    public Task<byte[]> UnwrapAsync(WrappedSecret wrapped, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wrapped);
        return earlier.Has(wrapped.KeyId) ? earlier.UnwrapAsync(wrapped, cancellationToken) : current.UnwrapAsync(wrapped, cancellationToken);
    }
}
