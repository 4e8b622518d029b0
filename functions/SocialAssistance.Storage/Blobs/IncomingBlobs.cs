using System.Text;
using Azure;
using Azure.Storage.Blobs;
using SocialAssistance.Cases;
using SocialAssistance.Materials;

namespace SocialAssistance.Storage.Blobs;

/// <summary>
/// Names of files in the incoming area, which strangers choose. An address made of such a name must not lead out of its
/// container: parts of a name that are dots only are taken for steps up, here and on the way.
/// </summary>
internal static class IncomingBlobs
{
    private const string Unaddressed = "no-case";
    private const int MaxExtensionLength = 5;

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

    /// <summary>
    /// What a file is called in the quarantine: the case that it was meant for, if it says one, an id made of its name and version,
    /// and its extension. The name itself may name people, and names of files stand in the store's logs.
    /// </summary>
    public static string Quarantined(string name, ETag version)
    {
        var first = name.Split('/')[0];
        var folder = CaseIds.IsWellFormed(first) ? first : Unaddressed;
        var extension = name[(name.LastIndexOf('.') + 1)..];
        var shown = extension.Length is > 0 and <= MaxExtensionLength && extension.All(char.IsAsciiLetterOrDigit) ? "." + extension : "";
        return $"incoming/{version.ToString("G").Trim('"')}/{folder}/{MaterialId.From("incoming", Encoding.UTF8.GetBytes(name))}{shown}";
    }
}
