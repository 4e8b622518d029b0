using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace SocialAssistance.Privacy;

/// <summary>
/// The form of a sealed value: <c>suite:key:content</c>, where the content is base64url of nonce, cipher text and tag. The
/// suite and the key travel with the value, so that both can change while older values stay readable.
/// </summary>
public static class Envelope
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz-");
    private static readonly SearchValues<char> ContentCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Whether a text has the form of an envelope; whether it can be opened is another question.</summary>
    public static bool IsWellFormed([NotNullWhen(true)] string? text) => TrySplit(text, out _, out _, out _);

    /// <summary>Takes an envelope apart.</summary>
    /// <param name="text">The text.</param>
    /// <param name="suite">Name of the cipher suite.</param>
    /// <param name="key">Id of the data key.</param>
    /// <param name="content">Base64url of nonce, cipher text and tag.</param>
    /// <returns>False when the text has not the form of an envelope.</returns>
    internal static bool TrySplit([NotNullWhen(true)] string? text, out ReadOnlySpan<char> suite, out ReadOnlySpan<char> key, out ReadOnlySpan<char> content)
    {
        suite = key = content = default;
        var rest = text.AsSpan();
        var first = rest.IndexOf(':');
        if (first <= 0)
        {
            return false;
        }

        suite = rest[..first];
        rest = rest[(first + 1)..];
        var second = rest.IndexOf(':');
        if (second <= 0)
        {
            return false;
        }

        key = rest[..second];
        content = rest[(second + 1)..];
        return !suite.ContainsAnyExcept(NameCharacters) && !key.ContainsAnyExcept(NameCharacters)
            && content.Length >= MinContent && !content.ContainsAnyExcept(ContentCharacters);
    }

    /// <summary>Base64url of a nonce and a tag around nothing.</summary>
    private const int MinContent = (SealedBytes.Overhead * 4 / 3) + 1;
}
