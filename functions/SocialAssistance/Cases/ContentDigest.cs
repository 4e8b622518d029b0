using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SocialAssistance.Applications;

namespace SocialAssistance.Cases;

/// <summary>
/// Digests by which "the same content again" is told from "other content". Those of personal content can be guessed at, and
/// are stored only as keyed hashes (<see cref="Privacy.HashPurpose.Content"/>) of themselves.
/// </summary>
public static class ContentDigest
{
    /// <summary>Digest of an open application as it was understood: the order of members and blanks between them do not count.</summary>
    public static string Of(ApplicationForm form) => Of(JsonSerializer.SerializeToUtf8Bytes(form, CaseJson.Clear.ApplicationForm));

    /// <summary>Digest of what a department says, still open, whichever way it came.</summary>
    public static string Of(DepartmentEvent said)
    {
        ArgumentNullException.ThrowIfNull(said);
        var bare = said with { Digest = "", Matches = [] };
        return Of([.. Encoding.UTF8.GetBytes(bare.GetType().Name), .. JsonSerializer.SerializeToUtf8Bytes(bare, bare.GetType(), CaseJson.Clear)]);
    }

    /// <summary>Digest of bytes.</summary>
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToBase64String(SHA256.HashData(content).AsSpan(0, 18));
}
