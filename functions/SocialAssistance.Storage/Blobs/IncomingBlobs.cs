using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;

namespace SocialAssistance.Storage.Blobs;

/// <summary>
/// Names of files in the incoming area, which strangers choose. An address made of such a name must not lead out of its
/// container: parts of a name that are dots only are taken for steps up, here and on the way.
/// </summary>
internal static class IncomingBlobs
{
    // A blob's name has at most 1024 characters, and the copy's says a little more than the file's own.
    private const int MaxQuarantinedNameLength = 900;
    private const int KeptLength = 800;

    /// <summary>Whether the file of that name can be addressed at all.</summary>
    public static bool IsAddressable(string name) =>
        name.Length > 0 && !name.StartsWith('/') && !name.Contains('\\', StringComparison.Ordinal)
        && !name.Any(char.IsControl) && name.Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>The file of that name.</summary>
    /// <exception cref="ArgumentException">The name leads elsewhere.</exception>
    public static BlobClient Address(BlobContainerClient container, string name)
    {
        if (!IsAddressable(name))
        {
            throw new ArgumentException("No file of this container can be addressed by this name.", nameof(name));
        }

        return container.GetBlobClient(name);
    }

    /// <summary>What a file is called in the quarantine, by its name and version.</summary>
    public static string Quarantined(string name, ETag version)
    {
        // A cut could leave half a character or a part of dots only: the digest stands behind it.
        var kept = name.Length <= MaxQuarantinedNameLength
            ? name
            : name[..(KeptLength - (char.IsHighSurrogate(name[KeptLength - 1]) ? 1 : 0))] + "-"
                + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return $"incoming/{version.ToString("G").Trim('"')}/{kept}";
    }
}
