using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>Ids made of texts that may hold what an id must not: slashes, question marks, whatever a document number has.</summary>
internal static class DocumentIds
{
    /// <summary>The id of these texts together; others have another.</summary>
    public static string Of(params ReadOnlySpan<string> texts)
    {
        var all = new StringBuilder();
        foreach (var text in texts)
        {
            all.Append(text.Length).Append(':').Append(text);
        }

        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }
}
