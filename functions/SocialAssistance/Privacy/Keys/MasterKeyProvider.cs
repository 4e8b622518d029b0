using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using SocialAssistance.Privacy.Ciphers;

namespace SocialAssistance.Privacy.Keys;

/// <summary>A key that wraps data keys where there is no vault.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Suite">Its cipher.</param>
/// <param name="Secret">The key.</param>
public sealed record MasterKey(string Id, CipherSuite Suite, ReadOnlyMemory<byte> Secret);

/// <summary>Wraps under master keys held by this process.</summary>
/// <param name="keys">Every key under which something may be wrapped, at least one; the last one wraps.</param>
public sealed class MasterKeyProvider(ImmutableArray<MasterKey> keys) : IKeyProvider
{
    /// <summary>Whether one of the keys has this id.</summary>
    public bool Has(string keyId) => keys.Any(k => k.Id == keyId);

    /// <inheritdoc/>
    public Task<string> CurrentKeyAsync(CancellationToken cancellationToken) => Task.FromResult(keys[^1].Id);

    /// <inheritdoc/>
    public Task<WrappedSecret> WrapAsync(ReadOnlyMemory<byte> secret, CancellationToken cancellationToken)
    {
        var key = keys[^1];
        using var cipher = key.Suite.Open(key.Secret.ToArray());
        var wrapped = new byte[secret.Length + SealedBytes.Overhead];
        SealedBytes.Seal(cipher, secret.Span, wrapped, Associated(key));
        return Task.FromResult(new WrappedSecret(key.Id, wrapped));
    }

    /// <inheritdoc/>
    /// <exception cref="CryptographicException">There is no such key, or the wrapped secret was changed.</exception>
    public Task<byte[]> UnwrapAsync(WrappedSecret wrapped, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wrapped);
        var key = keys.FirstOrDefault(k => k.Id == wrapped.KeyId) ?? throw new CryptographicException($"There is no master key {wrapped.KeyId}.");
        using var cipher = key.Suite.Open(key.Secret.ToArray());
        var secret = new byte[Math.Max(0, wrapped.Bytes.Length - SealedBytes.Overhead)];
        return SealedBytes.TryOpen(cipher, wrapped.Bytes.Span, secret, Associated(key))
            ? Task.FromResult(secret)
            : throw new CryptographicException($"A data key is not one that master key {key.Id} wrapped.");
    }

    private static byte[] Associated(MasterKey key) => Encoding.UTF8.GetBytes("data-key:" + key.Id);
}
