namespace SocialAssistance.Storage.Webhooks;

/// <summary>A secret that two sides share, as the Standard Webhooks specification writes it: <c>whsec_</c> and base64.</summary>
/// <remarks>It is never written anywhere: its text says only that it is one.</remarks>
public sealed class WebhookSecret
{
    /// <summary>What a written secret begins with. May be left out.</summary>
    public const string Prefix = "whsec_";

    // The specification: 192 to 512 bits.
    private const int MinBytes = 24, MaxBytes = 64;

    private readonly byte[] _bytes;

    private WebhookSecret(byte[] bytes) => _bytes = bytes;

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Reads a written secret.</summary>
    /// <returns>Null when it is none: no base64, or shorter than 24 or longer than 64 bytes.</returns>
    public static WebhookSecret? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var base64 = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count) && count is >= MinBytes and <= MaxBytes
            ? new WebhookSecret(bytes[..count])
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => "(secret)";
}
