using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SocialAssistance.Privacy.Keys;

namespace SocialAssistance.Privacy;

/// <summary>Seals under the current data key of a ring and opens under any of them.</summary>
public sealed class FieldProtection(KeyRing ring) : IFieldProtection
{
    /// <summary>Values up to this many bytes need no memory of their own.</summary>
    private const int OnStack = 1024;

    /// <inheritdoc/>
    public ValueTask ReadyAsync(CancellationToken cancellationToken) => ring.ReadyAsync(cancellationToken);

    /// <inheritdoc/>
    public string Seal(string text, string caseId, string field)
    {
        ArgumentNullException.ThrowIfNull(text);
        var key = ring.Current;
        var length = Encoding.UTF8.GetByteCount(text);
        var plain = length <= OnStack ? stackalloc byte[length] : new byte[length];
        var content = length <= OnStack ? stackalloc byte[length + SealedBytes.Overhead] : new byte[length + SealedBytes.Overhead];
        Encoding.UTF8.GetBytes(text, plain);
        var cipher = key.Rent();
        SealedBytes.Seal(cipher, plain, content, Associated(key.Header, caseId, field));
        key.Return(cipher);
        CryptographicOperations.ZeroMemory(plain);
        return key.Header + Base64Url.EncodeToString(content);
    }

    /// <inheritdoc/>
    public string Open(string envelope, string caseId, string field)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        if (!Envelope.TrySplit(envelope, out var suite, out var id, out var content))
        {
            throw new SealBrokenException(caseId, field, "(none)");
        }

        if (ring.Find(id) is not { } key || !suite.SequenceEqual(key.Suite.Name))
        {
            throw new SealBrokenException(caseId, field, $"{suite}:{id}");
        }

        var length = Base64Url.GetMaxDecodedLength(content.Length);
        var bytes = length <= OnStack ? stackalloc byte[length] : new byte[length];
        if (!Base64Url.TryDecodeFromChars(content, bytes, out var written) || written < SealedBytes.Overhead)
        {
            throw new SealBrokenException(caseId, field, key.Header);
        }

        var plain = length <= OnStack ? stackalloc byte[written - SealedBytes.Overhead] : new byte[written - SealedBytes.Overhead];
        var cipher = key.Rent();
        var opened = SealedBytes.TryOpen(cipher, bytes[..written], plain, Associated(key.Header, caseId, field));
        key.Return(cipher);
        if (!opened)
        {
            throw new SealBrokenException(caseId, field, key.Header);
        }

        var text = Encoding.UTF8.GetString(plain);
        CryptographicOperations.ZeroMemory(plain);
        return text;
    }

    /// <summary>No case id and no field name has a line break in it, so that no two of them read the same.</summary>
    private static byte[] Associated(string header, string caseId, string field) => Encoding.UTF8.GetBytes($"{header}{caseId}\n{field}");
}
