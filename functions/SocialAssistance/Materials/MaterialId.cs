using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace SocialAssistance.Materials;

/// <summary>The name of a scan within its case, made of what it is: the same bytes for the same material are the same scan.</summary>
public static class MaterialId
{
    /// <summary>Characters of an id; at five bits each, 130 bits of the digest.</summary>
    public const int Length = 26;

    // RFC 4648 base32 in lower case: safe in a URL, in a blob name and on a file system that ignores case.
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>Makes the id of a scan from the code of its material and its bytes.</summary>
    public static string From(string materialCode, ReadOnlySpan<byte> content)
    {
        Span<byte> contentDigest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, contentDigest);
        return FromDigest(materialCode, contentDigest);
    }

    /// <summary>Makes the id of a scan from the code of its material and the SHA-256 of its bytes.</summary>
    public static string FromDigest(string materialCode, ReadOnlySpan<byte> contentDigest)
    {
        ArgumentException.ThrowIfNullOrEmpty(materialCode);
        ArgumentOutOfRangeException.ThrowIfNotEqual(contentDigest.Length, SHA256.HashSizeInBytes);

        // The digest has a fixed length and comes first, so no two pairs of bytes and code read the same.
        var code = Encoding.UTF8.GetBytes(materialCode);
        var both = new byte[contentDigest.Length + code.Length];
        contentDigest.CopyTo(both);
        code.CopyTo(both, contentDigest.Length);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(both, digest);
        return Encode(digest);
    }

    /// <summary>Whether a text has the form of an id; whether there is such a scan is another question.</summary>
    public static bool IsWellFormed(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == Length && text.AsSpan().IndexOfAnyExcept(Letters) < 0;
    }

    private static string Encode(ReadOnlySpan<byte> digest)
    {
        Span<char> id = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            var bit = i * 5;
            var pair = (digest[bit / 8] << 8) | digest[(bit / 8) + 1];
            id[i] = Alphabet[(pair >> (11 - (bit % 8))) & 31];
        }

        return new string(id);
    }
}
