using System.Security.Cryptography;
using System.Text;

namespace SocialAssistance.Privacy.Keys;

/// <summary>
/// Tells the data keys of this installation from whatever somebody else put into its database. To wrap a data key takes no
/// more than the public half of a vault's key; to seal its record takes the installation's secret.
/// </summary>
public sealed class DataKeySeal
{
    private const string Algorithm = "hs256:";

    private readonly byte[] _key = new byte[HMACSHA256.HashSizeInBytes];

    /// <summary>Seals under a key that is made from the installation's secret (HKDF) and serves nothing else.</summary>
    /// <param name="secret">The secret of the keyed hashes.</param>
    /// <exception cref="ArgumentException">The secret is not <see cref="KeyedHash.SecretBytes"/> long.</exception>
    public DataKeySeal(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != KeyedHash.SecretBytes)
        {
            throw new ArgumentException($"The installation's secret must have {KeyedHash.SecretBytes} bytes.", nameof(secret));
        }

        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, _key, [], "social-assistance data keys"u8);
        Mark = Sign("mark");
    }

    /// <summary>By what the secret is known again; nothing about the secret can be learnt from it.</summary>
    public string Mark { get; }

    /// <summary>The record with its seal.</summary>
    public DataKeyRecord Sealed(DataKeyRecord key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key with { Seal = Of(key) };
    }

    /// <summary>All data keys of a store, whose secret is this one and whose every record was sealed under it.</summary>
    /// <exception cref="KeyTrustException">The secret is another, or a record does not fit its seal.</exception>
    public async Task<IReadOnlyList<DataKeyRecord>> ListAsync(IDataKeyStore store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!Same(await store.MarkAsync(Mark, cancellationToken).ConfigureAwait(false), Mark))
        {
            throw KeyTrustException.OtherSecret();
        }

        var records = await store.ListAsync(cancellationToken).ConfigureAwait(false);
        return records.FirstOrDefault(r => !Same(r.Seal, Of(r))) is { } forged ? throw KeyTrustException.Forged(forged.Id) : records;
    }

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    /// <summary>A line for each value. None that was sealed has a line break in it, so one that has reads like none of them.</summary>
    private string Of(DataKeyRecord key) => Sign(FormattableString.Invariant(
        $"data-key\n{key.Id}\n{key.Suite}\n{key.CreatedAt.ToUnixTimeMilliseconds()}\n{key.ActiveFrom.ToUnixTimeMilliseconds()}\n{key.Wrapped.KeyId}\n{Convert.ToBase64String(key.Wrapped.Bytes.Span)}"));

    private string Sign(string text) => Algorithm + Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
}

/// <summary>The keys in the database are not to be trusted with this secret: nothing is sealed or opened under any of them.</summary>
public sealed class KeyTrustException : Exception
{
    private KeyTrustException(string message)
        : base(message)
    {
    }

    internal static KeyTrustException OtherSecret() => new(
        "The secret of the keyed hashes (person-keys.secret, on Azure PersonKeys__Secret) is not the one that the database was written with. Restore it from the backup.");

    internal static KeyTrustException Forged(string id) => new(
        $"Data key {id} in the database was not made by this installation, or was changed. Nothing is sealed or opened while it is there: restore the database from the backup, and find out who could write to it.");
}
