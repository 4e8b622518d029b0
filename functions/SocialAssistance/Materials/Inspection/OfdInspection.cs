using System.IO.Compression;
using System.Xml;

namespace SocialAssistance.Materials.Inspection;

/// <summary>Checks that an OFD (GB/T 33190-2016) package is whole: its index, its root file, and the documents that names.</summary>
internal static class OfdInspection
{
    private const int MaxEntries = 10_000;
    private const long MaxUnfoldedBytes = 512L * 1024 * 1024;
    private const int MaxXmlBytes = 4 * 1024 * 1024;
    private const int MaxDocuments = 100;
    private const string RootFile = "OFD.xml";

    // GM/T 0099: the list of encrypted parts of a package.
    private const string EncryptionList = "Encryptions.xml";

    public static ScanFault? FindFault(ReadOnlyMemory<byte> content)
    {
        using var archive = new ZipArchive(new ReadOnlyMemoryStream(content), ZipArchiveMode.Read);
        var entries = archive.Entries;
        if (entries.Count > MaxEntries || UnfoldsToTooMuch(entries))
        {
            return ScanFault.TooLarge;
        }

        if (archive.GetEntry(RootFile) is not { } root)
        {
            return ScanFault.UnknownFormat;
        }

        if (entries.Any(e => e.IsEncrypted) || archive.GetEntry(EncryptionList) is not null)
        {
            return ScanFault.Encrypted;
        }

        if (Load(root) is not { } ofd)
        {
            return ScanFault.Truncated;
        }

        if (ofd.DocumentElement is not { LocalName: "OFD" })
        {
            return ScanFault.UnknownFormat;
        }

        var documents = ofd.GetElementsByTagName("DocRoot", "*");
        return documents.Count is > 0 and <= MaxDocuments
            && documents.Cast<XmlNode>().All(d => IsDocument(archive.GetEntry(d.InnerText.Trim().TrimStart('/'))))
            ? null
            : ScanFault.Truncated;
    }

    // What is declared; what is read is counted again while it is read.
    private static bool UnfoldsToTooMuch(IEnumerable<ZipArchiveEntry> entries)
    {
        long total = 0;
        foreach (var entry in entries)
        {
            total += entry.Length;
            if (entry.Length < 0 || total > MaxUnfoldedBytes)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDocument(ZipArchiveEntry? entry) =>
        entry is not null && Load(entry)?.DocumentElement is { LocalName: "Document" };

    /// <returns>Null when the part is not well-formed.</returns>
    private static XmlDocument? Load(ZipArchiveEntry entry)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxXmlBytes,
        };
        try
        {
            using var stream = entry.Open();
            using var reader = XmlReader.Create(stream, settings);
            var document = new XmlDocument { XmlResolver = null };
            document.Load(reader);
            return document;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
