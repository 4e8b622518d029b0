namespace SocialAssistance.Privacy.Ciphers;

/// <summary>A cipher as sealed values name it.</summary>
public sealed class CipherSuite
{
    private readonly Func<byte[], FieldCipher> _open;

    private CipherSuite(string name, int keyBytes, Func<byte[], FieldCipher> open)
    {
        Name = name;
        KeyBytes = keyBytes;
        _open = open;
    }

    /// <summary>AES-256-GCM (FIPS 197, NIST SP 800-38D).</summary>
    public static CipherSuite Aes256Gcm { get; } = new("a256gcm", 32, key => new Aes256GcmCipher(key));

    /// <summary>SM4-GCM (GB/T 32907, RFC 8998).</summary>
    public static CipherSuite Sm4Gcm { get; } = new("sm4gcm", 16, key => new Sm4GcmCipher(key));

    /// <summary>Every cipher that values may have been sealed with.</summary>
    public static IReadOnlyList<CipherSuite> All { get; } = [Aes256Gcm, Sm4Gcm];

    /// <summary>Name in a sealed value.</summary>
    public string Name { get; }

    /// <summary>Bytes of a key.</summary>
    public int KeyBytes { get; }

    /// <summary>The cipher of a name, or null.</summary>
    public static CipherSuite? Find(ReadOnlySpan<char> name)
    {
        foreach (var suite in All)
        {
            if (name.SequenceEqual(suite.Name))
            {
                return suite;
            }
        }

        return null;
    }

    /// <summary>The cipher under a key.</summary>
    /// <exception cref="ArgumentException">The key has another length.</exception>
    public FieldCipher Open(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Length == KeyBytes ? _open(key) : throw new ArgumentException($"A key of {Name} has {KeyBytes} bytes.", nameof(key));
    }
}
