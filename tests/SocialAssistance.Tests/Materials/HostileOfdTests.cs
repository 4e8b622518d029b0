using System.IO.Compression;
using System.Text;
using Shouldly;
using SocialAssistance.Materials;
using SocialAssistance.Testing.Scans;
using Xunit;

namespace SocialAssistance.Tests.Materials;

public sealed class HostileOfdTests
{
    private static readonly byte[] Document = "<Document/>"u8.ToArray();

    [Fact]
    public void The_least_package_is_accepted() => FaultOf(OfdSample.Root).ShouldBeNull();

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><other/>", ScanFault.UnknownFormat)]
    [InlineData("<ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"/>", ScanFault.Truncated)]
    [InlineData("<OFD><DocRoot>elsewhere.xml</DocRoot></OFD>", ScanFault.Truncated)]
    [InlineData("<OFD><DocRoot>Doc_0/Document.xml</DocRoot>", ScanFault.Truncated)]
    [InlineData("", ScanFault.Truncated)]
    [InlineData("<!DOCTYPE OFD [<!ENTITY a \"aaaa\">]><OFD><DocRoot>&a;</DocRoot></OFD>", ScanFault.Truncated)]
    [InlineData("<!DOCTYPE OFD SYSTEM \"file:///etc/passwd\"><OFD><DocRoot>Doc_0/Document.xml</DocRoot></OFD>", ScanFault.Truncated)]
    public void A_root_file_that_is_not_one_is_refused(string root, ScanFault fault) => FaultOf(root).ShouldBe(fault);

    [Theory]
    [InlineData(100, null)]
    [InlineData(101, ScanFault.Truncated)]
    public void A_package_has_a_hundred_documents_at_most(int documents, ScanFault? fault) =>
        FaultOf($"<OFD>{string.Concat(Enumerable.Repeat("<DocRoot>Doc_0/Document.xml</DocRoot>", documents))}</OFD>").ShouldBe(fault);

    [Fact]
    public void Another_kind_of_package_is_of_no_known_format() =>
        ScanInspector.Inspect(OfdSample.Package(("word/document.xml", Document))).Fault.ShouldBe(ScanFault.UnknownFormat);

    [Fact]
    public void A_root_file_elsewhere_than_at_the_root_does_not_count() =>
        ScanInspector.Inspect(OfdSample.Package(("x/OFD.xml", Encoding.UTF8.GetBytes(OfdSample.Root)), ("x/Doc_0/Document.xml", Document)))
            .Fault.ShouldBe(ScanFault.UnknownFormat);

    [Fact]
    public void A_package_with_an_encrypted_part_is_refused_as_encrypted()
    {
        var package = SampleScans.Ofd(8 * 1024);

        // The mark of encryption, in the index at the end, of the first part.
        var index = package.AsSpan().LastIndexOf("PK\x01\x02"u8);
        package[index + 8] |= 1;
        ScanInspector.Inspect(package).Fault.ShouldBe(ScanFault.Encrypted);
    }

    [Fact]
    public void A_package_with_a_list_of_encrypted_parts_is_refused_as_encrypted() =>
        ScanInspector.Inspect(OfdSample.Package(
            ("OFD.xml", Encoding.UTF8.GetBytes(OfdSample.Root)), ("Doc_0/Document.xml", Document), ("Encryptions.xml", Document)))
            .Fault.ShouldBe(ScanFault.Encrypted);

    [Fact]
    public void A_package_that_says_it_unfolds_to_more_than_any_scan_is_refused()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("OFD.xml", CompressionLevel.SmallestSize).Open();
            var blanks = Enumerable.Repeat((byte)' ', 1024 * 1024).ToArray();
            for (var i = 0; i < 513; i++)
            {
                part.Write(blanks);
            }
        }

        ScanInspector.Inspect(stream.ToArray()).Fault.ShouldBe(ScanFault.TooLarge);
    }

    [Fact]
    public void A_root_file_that_unfolds_to_more_than_any_root_file_is_read_no_further()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var part = archive.CreateEntry("OFD.xml", CompressionLevel.SmallestSize).Open())
            {
                part.Write(Encoding.UTF8.GetBytes(OfdSample.Root));
                part.Write(Enumerable.Repeat((byte)' ', 5 * 1024 * 1024).ToArray());
            }

            using var document = archive.CreateEntry("Doc_0/Document.xml").Open();
            document.Write(Document);
        }

        ScanInspector.Inspect(stream.ToArray()).Fault.ShouldBe(ScanFault.Truncated);
    }

    [Fact]
    public void A_package_of_endless_parts_is_refused()
    {
        var parts = Enumerable.Range(0, 10_001).Select(i => ($"{i}", Array.Empty<byte>())).ToArray();
        ScanInspector.Inspect(OfdSample.Package(parts)).Fault.ShouldBe(ScanFault.TooLarge);
    }

    private static ScanFault? FaultOf(string root) =>
        ScanInspector.Inspect(OfdSample.Package(("OFD.xml", Encoding.UTF8.GetBytes(root)), ("Doc_0/Document.xml", Document))).Fault;
}
