using System.Security.Cryptography;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;
using SocialAssistance.Cases;
using SocialAssistance.Privacy.Keys;

namespace SocialAssistance.Functions.Hosting;

/// <summary>
/// Wraps data keys by a key that never leaves its Key Vault (RSA-OAEP-256). The id of a wrapped key names the version of the
/// vault's key, so that a new version can be made at any time: what older ones wrapped is unwrapped by them.
/// </summary>
public sealed class KeyVaultKeyProvider : IKeyProvider
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly KeyVaultKeyIdentifier _key;
    private readonly KeyClient _keys;
    private readonly TokenCredential _identity;
    private readonly HttpPipelineTransport? _transport;

    /// <summary>Makes ready to wrap; nothing is asked yet.</summary>
    /// <param name="key">Identifier of the vault's key, without a version.</param>
    /// <param name="identity">Who this host is; it needs the role Key Vault Crypto User.</param>
    /// <param name="transport">What carries the requests; null for the network.</param>
    public KeyVaultKeyProvider(Uri key, TokenCredential identity, HttpPipelineTransport? transport = null)
    {
        _key = new KeyVaultKeyIdentifier(key);
        _identity = identity;
        _transport = transport;
        _keys = new KeyClient(_key.VaultUri, identity, Patient(new KeyClientOptions()));
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The vault does not answer, or does not let this host in.</exception>
    public Task<string> CurrentKeyAsync(CancellationToken cancellationToken) => AskAsync(
        async () => (await _keys.GetKeyAsync(_key.Name, cancellationToken: cancellationToken).ConfigureAwait(false)).Value.Id.AbsoluteUri);

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The vault does not answer, or does not let this host in.</exception>
    public async Task<WrappedSecret> WrapAsync(ReadOnlyMemory<byte> secret, CancellationToken cancellationToken)
    {
        var current = await CurrentKeyAsync(cancellationToken).ConfigureAwait(false);
        return await AskAsync(async () =>
        {
            var wrapped = await Cryptography(current).WrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, secret.ToArray(), cancellationToken).ConfigureAwait(false);
            return new WrappedSecret(current, wrapped.EncryptedKey);
        }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The vault does not answer, has not that version any more, or does not let this host in.</exception>
    /// <exception cref="CryptographicException">It was not wrapped by a key of this vault.</exception>
    public Task<byte[]> UnwrapAsync(WrappedSecret wrapped, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wrapped);
        if (!Uri.TryCreate(wrapped.KeyId, UriKind.Absolute, out var version) || !_key.VaultUri.IsBaseOf(version)
            || version.Segments is not [_, "keys/", _, _])
        {
            throw new CryptographicException($"A data key is wrapped by {wrapped.KeyId}, which is no version of a key of the vault; if that is a secret of before, set Privacy__PreviousWrappingSecret.");
        }

        return AskAsync(async () =>
        {
            var unwrapped = await Cryptography(wrapped.KeyId).UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, wrapped.Bytes.ToArray(), cancellationToken).ConfigureAwait(false);
            return unwrapped.Key;
        });
    }

    /// <summary>Only the status or the kind of an error goes on: its text may quote the request.</summary>
    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (RequestFailedException error)
        {
            throw new StoreUnavailableException(FormattableString.Invariant($"Key Vault answered {error.Status} ({error.ErrorCode})."), RetryAfter);
        }
        catch (Exception error) when (error is AggregateException or AuthenticationFailedException)
        {
            // Of several attempts that reached no vault the client gives all errors in one; without a token nothing was asked.
            throw new StoreUnavailableException($"Key Vault cannot be asked ({error.GetType().Name}).", RetryAfter);
        }
    }

    private T Patient<T>(T options)
        where T : ClientOptions
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 5;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        options.Transport = _transport ?? options.Transport;
        return options;
    }

    private CryptographyClient Cryptography(string version) => new(new Uri(version), _identity, Patient(new CryptographyClientOptions()));
}
