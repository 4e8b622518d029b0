using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SocialAssistance.Guide;

namespace SocialAssistance.Privacy.Audit;

/// <summary>Where a chain ends at present: what the next record follows.</summary>
/// <param name="Day">Day of the last record.</param>
/// <param name="Count">Its number within the day.</param>
/// <param name="Hash">Its hash.</param>
public readonly record struct AuditLink(DateOnly Day, long Count, string Hash)
{
    /// <summary>Before the first record, where nothing stood before the chain.</summary>
    public static AuditLink Beginning { get; } = new(DateOnly.MinValue, 0, "");
}

/// <summary>
/// Chains records by keyed hashes: whoever can write to the store but has not the key can neither change a record nor make
/// the chain anew. A hash reads <c>hs256.{key id}:{base64url}</c>; other algorithms (HMAC-SM3) get other names.
/// </summary>
public sealed class AuditChain
{
    /// <summary>Name of HMAC-SHA-256 in a hash.</summary>
    public const string Suite = "hs256";

    private const int KeyBytes = 32;

    private static readonly byte[] Purpose = "social-assistance audit chain"u8.ToArray();

    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal);
    private readonly string _current;

    /// <summary>Chains under a key that is made from a secret of the installation, and knows the keys of earlier secrets.</summary>
    /// <param name="secret">The secret; the key is derived from it (HKDF), so that it serves nothing else.</param>
    /// <param name="earlier">Secrets under whose keys older records were chained.</param>
    /// <exception cref="ArgumentException">A secret has less than 32 bytes.</exception>
    public AuditChain(ReadOnlyMemory<byte> secret, params IEnumerable<ReadOnlyMemory<byte>> earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        foreach (var old in earlier)
        {
            Know(old.Span);
        }

        _current = Know(secret.Span);
    }

    /// <summary>The record that follows the end of the chain.</summary>
    /// <param name="end">Where the chain ends.</param>
    /// <param name="entry">What happened. Its day counts, unless the chain is in a later one already: days never go back.</param>
    public AuditRecord Next(AuditLink end, AuditEntry entry)
    {
        Check(entry);
        var day = ChinaTime.DayOf(entry.At);
        var record = day > end.Day
            ? new AuditRecord(day, 1, end.Hash, entry, "")
            : new AuditRecord(end.Day, end.Count + 1, end.Hash, entry, "");
        return record with { Hash = Sign(_current, AuditForm.Of(record)) };
    }

    /// <summary>Refuses an entry that no store could give back as it was.</summary>
    /// <exception cref="ArgumentException">The code of a fact is empty or has a blank.</exception>
    public static void Check(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Fields.Any(f => f.Length == 0 || f.Contains(' ', StringComparison.Ordinal)))
        {
            throw new ArgumentException("The code of a fact is empty or has a blank.", nameof(entry));
        }
    }

    /// <summary>The head of a day, sealed.</summary>
    public AuditHead Seal(AuditLink end) => new(end.Day, end.Count, end.Hash, Sign(_current, AuditForm.OfHead(end.Day, end.Count, end.Hash)));

    /// <summary>Whether a record says what it said when it was chained; null when its key or algorithm is not known here.</summary>
    public bool? IsGenuine(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return IsSigned(record.Hash, () => AuditForm.Of(record));
    }

    /// <summary>Whether a head is as it was sealed; null when its key or algorithm is not known here.</summary>
    public bool? IsGenuine(AuditHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return IsSigned(head.Seal, () => AuditForm.OfHead(head.Day, head.Count, head.Hash));
    }

    private bool? IsSigned(string hash, Func<byte[]> form)
    {
        var colon = hash.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && _keys.ContainsKey(hash[..colon])
            ? CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(hash), Encoding.UTF8.GetBytes(Sign(hash[..colon], form())))
            : null;
    }

    private string Sign(string key, byte[] form) => key + ":" + Base64Url.EncodeToString(HMACSHA256.HashData(_keys[key], form));

    private string Know(ReadOnlySpan<byte> secret)
    {
        if (secret.Length < KeyBytes)
        {
            throw new ArgumentException($"The secret of the audit chain must have {KeyBytes} bytes.", nameof(secret));
        }

        var key = new byte[KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, [], Purpose);
        var name = Suite + "." + Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 4));
        _keys[name] = key;
        return name;
    }
}
