using System.IO.Compression;
using System.Xml;

namespace SocialAssistance.Materials.Inspection;

/// <summary>
/// Checks that an OFD (GB/T 33190-2016) package is whole: its index, its root file, and the documents that names; that every
/// part unfolds to just what is said of it; and that none is an archive, a program or another document.
/// </summary>
internal static class OfdInspection
{
    private const long MaxUnfoldedBytes = 256L * 1024 * 1024;

    // Text packs well and pictures hardly at all: no package as a whole comes near this.
    private const int MaxRatio = 100;
    private const long AlwaysAllowedBytes = 16 * 1024 * 1024;

    private const int MaxXmlBytes = 4 * 1024 * 1024;
    private const int MaxDocuments = 100;
    private const string RootFile = "OFD.xml";

    // GM/T 0099: the list of encrypted parts of a package.
    private const string EncryptionList = "Encryptions.xml";

    public static ScanFault? FindFault(ReadOnlyMemory<byte> content)
    {
        if (ZipLayout.FindFault(content.Span, out var length, out var parts) is { } fault)
        {
            return fault;
        }

        if (parts.Sum(p => p.Unfolded) > Math.Min(MaxUnfoldedBytes, Math.Max(AlwaysAllowedBytes, (long)length * MaxRatio)))
        {
            return ScanFault.TooLarge;
        }

        using var archive = new ZipArchive(new ReadOnlyMemoryStream(content[..length]), ZipArchiveMode.Read);

        if (archive.GetEntry(RootFile) is not { } root)
        {
            return ScanFault.UnknownFormat;
        }

        if (archive.GetEntry(EncryptionList) is not null)
        {
            return ScanFault.Encrypted;
        }

        if (ExamineParts(content, parts) is { } inside)
        {
            return inside;
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

    // Unfolded here and not by the library, which stops at the size that is declared and never sees whether it is true.
    private static ScanFault? ExamineParts(ReadOnlyMemory<byte> content, List<ZipLayout.Part> parts)
    {
        var buffer = new byte[64 * 1024];
        foreach (var part in parts)
        {
            using var packed = new ReadOnlyMemoryStream(content.Slice((int)part.DataStart, (int)part.Packed), lastByteApart: true);
            using Stream unfolded = part.Method == 0 ? packed : new DeflateStream(packed, CompressionMode.Decompress);
            var read = unfolded.ReadAtLeast(buffer, OtherFormats.TellingBytes, throwOnEndOfStream: false);
            if (OtherFormats.IsArchiveOrProgram(buffer.AsSpan(0, read)))
            {
                return ScanFault.ForeignContent;
            }

            long total = 0;
            for (; read > 0; read = unfolded.Read(buffer))
            {
                total += read;
                if (total > part.Unfolded)
                {
                    return ScanFault.ForeignContent;
                }
            }

            if (total != part.Unfolded || packed.Position != packed.Length)
            {
                return ScanFault.Truncated;
            }
        }

        return null;
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
