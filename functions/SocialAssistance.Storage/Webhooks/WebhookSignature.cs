using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SocialAssistance.Storage.Webhooks;

/// <summary>What became of looking at a signature.</summary>
public enum WebhookVerdict
{
    /// <summary>Signed with a known secret, in time, and not seen before.</summary>
    Valid,

    /// <summary>Something is missing, or is not written as it should be.</summary>
    Malformed,

    /// <summary>Signed longer ago than is taken.</summary>
    TooOld,

    /// <summary>Signed later than now.</summary>
    TooNew,

    /// <summary>No known secret made any of the signatures.</summary>
    Wrong,

    /// <summary>A message of this id was taken before.</summary>
    Replayed,
}

/// <summary>
/// Signs messages and verifies them, as the Standard Webhooks specification has it: HMAC-SHA256 over
/// <c>{id}.{timestamp}.{body}</c>. Two secrets may be valid at once, so that they can be changed one side after the other.
/// </summary>
public static class WebhookSignature
{
    /// <summary>Longest id.</summary>
    public const int MaxId = 256;

    private const string Version = "v1,";

    // Enough for every secret of a change or two; what is beyond is not looked at.
    private const int MaxSignatures = 8;
    private const int MaxSignatureText = 1024;

    /// <summary>Signs a message with every secret.</summary>
    /// <exception cref="ArgumentException">The id cannot be one, or there is no secret.</exception>
    public static WebhookHeaders Sign(string id, DateTimeOffset moment, ReadOnlySpan<byte> body, IReadOnlyCollection<WebhookSecret> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        if (!IsId(id) || secrets.Count == 0)
        {
            throw new ArgumentException("A message is signed under an id, with a secret.", nameof(id));
        }

        var timestamp = WebhookHeaders.Write(moment);
        var signatures = new List<string>(secrets.Count);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var secret in secrets)
        {
            Compute(secret, id, timestamp, body, mac);
            signatures.Add(Version + Convert.ToBase64String(mac));
        }

        return new WebhookHeaders(id, timestamp, string.Join(' ', signatures));
    }

    /// <summary>Verifies a message.</summary>
    /// <param name="headers">What came with it.</param>
    /// <param name="body">The message as it came, byte for byte.</param>
    /// <param name="secrets">The secrets that are valid at present; none makes every signature wrong.</param>
    /// <param name="window">How old a signature may be, and how far ahead a clock.</param>
    /// <param name="now">The moment.</param>
    /// <param name="seen">Remembers what was taken, where a message must come only once; null where doubles are told otherwise.</param>
    public static WebhookVerdict Verify(
        WebhookHeaders headers, ReadOnlySpan<byte> body, IReadOnlyCollection<WebhookSecret> secrets, WebhookWindow window, DateTimeOffset now,
        SeenMessages? seen = null)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(secrets);
        if (!IsId(headers.Id) || Moment(headers.Timestamp) is not { } moment || headers.Signature is not { Length: > 0 and <= MaxSignatureText })
        {
            return WebhookVerdict.Malformed;
        }

        // Before the moment is believed: only what was signed says when.
        if (!IsSigned(headers, body, secrets))
        {
            return WebhookVerdict.Wrong;
        }

        return moment < now - window.Past ? WebhookVerdict.TooOld
            : moment > now + window.Ahead ? WebhookVerdict.TooNew
            : seen is not null && !seen.Take(headers.Id!, moment + window.Past, now) ? WebhookVerdict.Replayed
            : WebhookVerdict.Valid;
    }

    /// <summary>Whether a text can be an id: printable, and without the full stop that stands between the parts that are signed.</summary>
    private static bool IsId(string? id) => id is { Length: > 0 and <= MaxId } && id.All(c => c is > ' ' and <= '~' and not '.');

    private static DateTimeOffset? Moment(string? timestamp) =>
        timestamp is { Length: <= 12 } && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    // Every secret is held against every signature, so that the time taken says nothing of which was nearly right.
    private static bool IsSigned(WebhookHeaders headers, ReadOnlySpan<byte> body, IReadOnlyCollection<WebhookSecret> secrets)
    {
        var given = headers.Signature!.Split(' ', MaxSignatures + 1, StringSplitOptions.RemoveEmptyEntries);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> claimed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var signed = false;
        foreach (var secret in secrets)
        {
            Compute(secret, headers.Id!, headers.Timestamp!, body, mac);
            for (var i = 0; i < Math.Min(given.Length, MaxSignatures); i++)
            {
                if (given[i].StartsWith(Version, StringComparison.Ordinal)
                    && given[i].Length == Version.Length + Base64.GetMaxEncodedToUtf8Length(claimed.Length)
                    && Convert.TryFromBase64String(given[i][Version.Length..], claimed, out var count) && count == claimed.Length)
                {
                    signed |= CryptographicOperations.FixedTimeEquals(claimed, mac);
                }
            }
        }

        return signed;
    }

    private static void Compute(WebhookSecret secret, string id, string timestamp, ReadOnlySpan<byte> body, Span<byte> mac)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Bytes);
        hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        hmac.GetHashAndReset(mac);
    }
}

/// <summary>When a signature is in time.</summary>
/// <param name="Past">How old it may be.</param>
/// <param name="Ahead">How far the other side's clock may be ahead.</param>
public readonly record struct WebhookWindow(TimeSpan Past, TimeSpan Ahead)
{
    /// <summary>For what is delivered at once: five minutes either way, as the specification advises.</summary>
    public static WebhookWindow Direct { get; } = new(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5));
}
