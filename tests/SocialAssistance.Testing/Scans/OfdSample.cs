using System.IO.Compression;
using System.Text;

namespace SocialAssistance.Testing.Scans;

/// <summary>An OFD package (GB/T 33190-2016) of one page that shows a picture.</summary>
public static class OfdSample
{
    private const string Namespace = "http://www.ofdspec.org/2016";

    /// <summary>The root file of the package, as readers want it.</summary>
    public const string Root = $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <ofd:OFD xmlns:ofd="{Namespace}" Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>
        """;

    public static byte[] With(byte[] jpeg) => Package(
        ("OFD.xml", Encoding.UTF8.GetBytes(Root)),
        ("Doc_0/Document.xml", Encoding.UTF8.GetBytes($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <ofd:Document xmlns:ofd="{Namespace}"><ofd:CommonData><ofd:MaxUnitID>3</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>
            """)),
        ("Doc_0/DocumentRes.xml", Encoding.UTF8.GetBytes($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <ofd:Res xmlns:ofd="{Namespace}" BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="2" Type="Image" Format="JPEG"><ofd:MediaFile>scan.jpg</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>
            """)),
        ("Doc_0/Pages/Page_0/Content.xml", Encoding.UTF8.GetBytes($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <ofd:Page xmlns:ofd="{Namespace}"><ofd:Content><ofd:Layer ID="4"><ofd:ImageObject ID="3" ResourceID="2" Boundary="0 0 210 297" CTM="210 0 0 297 0 0"/></ofd:Layer></ofd:Content></ofd:Page>
            """)),
        ("Doc_0/Res/scan.jpg", jpeg));

    /// <summary>A package of just these parts, nothing compressed.</summary>
    public static byte[] Package(params ReadOnlySpan<(string Name, byte[] Content)> parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);

                // The same parts make the same bytes.
                entry.LastWriteTime = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var part = entry.Open();
                part.Write(content);
            }
        }

        return stream.ToArray();
    }
}
