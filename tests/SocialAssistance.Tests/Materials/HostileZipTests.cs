using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using CsCheck;
using Shouldly;
using SocialAssistance.Materials;
using Xunit;
using static SocialAssistance.Tests.Materials.ZipFixtures;

namespace SocialAssistance.Tests.Materials;

/// <summary>An OFD is a zip file, and zip files can lie: about sizes, names, places and what they are.</summary>
public sealed class HostileZipTests
{
    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("a/../../evil.txt")]
    [InlineData("a/./b.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("..\\evil.txt")]
    [InlineData("a\\b.txt")]
    [InlineData("C:evil.txt")]
    [InlineData("a\0.xml")]
    [InlineData("a\n.xml")]
    [InlineData("ofd.XML")]
    [InlineData("DOC_0/document.xml")]
    [InlineData("Doc_0/Document.xml")]
    [InlineData("trailing.")]
    [InlineData("trailing ")]
    [InlineData("a*b")]
    public void A_part_with_an_odd_name_is_refused(string name) =>
        Fault(Package((name, Document))).ShouldBe(ScanFault.ForeignContent);

    [Fact]
    public void A_folder_and_a_name_in_chinese_are_as_they_should_be()
    {
        Fault(Package(("Doc_0/Attachs/", []), ("Doc_0/Attachs/发票.xml", Document))).ShouldBeNull();
        Fault(Package((new string('a', 600), Document))).ShouldBe(ScanFault.ForeignContent);
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("ofd")]
    [InlineData("gzip")]
    [InlineData("program")]
    [InlineData("pdf")]
    public void A_package_within_the_package_is_refused(string what)
    {
        byte[] inner = what switch
        {
            "zip" => PolyglotTests.Zip("a", "b"),
            "ofd" => Package(),
            "gzip" => [0x1F, 0x8B, 8, 0, 0, 0],
            "program" => [.. "MZ"u8, 0, 0],
            _ => PdfText.Of(PdfText.OnePage),
        };
        Fault(Package(("Doc_0/Res/picture.png", inner))).ShouldBe(ScanFault.ForeignContent);
    }

    [Fact]
    public void A_part_that_unfolds_to_more_or_less_than_is_said_is_refused()
    {
        foreach (var (said, fault) in ((uint, ScanFault)[])[(10, ScanFault.ForeignContent), (5_000_000, ScanFault.Truncated)])
        {
            var package = Packed(100_000);
            WriteBoth(package, "Doc_0/big.xml", 22, 24, said);
            Fault(package).ShouldBe(fault, $"{said}");
        }

        var plain = Package(("plain.xml", Document));
        WriteBoth(plain, "plain.xml", 22, 24, (uint)Document.Length + 1);
        Fault(plain).ShouldBe(ScanFault.ForeignContent);
    }

    [Fact]
    public void A_part_whose_two_descriptions_differ_is_refused()
    {
        var package = Packed(1000);
        var head = Head(package, "Doc_0/big.xml");
        package[head + 30]++;
        Fault(package).ShouldBe(ScanFault.ForeignContent);

        package = Packed(1000);
        package[Head(package, "Doc_0/big.xml") + 18] ^= 1;
        Fault(package).ShouldBe(ScanFault.ForeignContent);

        package = Packed(1000);
        package[Head(package, "Doc_0/big.xml") + 8] ^= 8;
        Fault(package).ShouldBe(ScanFault.ForeignContent);
    }

    [Fact]
    public void Parts_that_share_their_bytes_are_refused()
    {
        // As in the bomb of many names over one kernel: the second entry of the index points to the first part.
        var package = Package(("a.xml", Document), ("b.xml", Document));
        BinaryPrimitives.WriteInt32LittleEndian(package.AsSpan(Index(package, "b.xml") + 42), Head(package, "a.xml"));
        Fault(package).ShouldBe(ScanFault.ForeignContent);
    }

    [Fact]
    public void Room_between_before_or_behind_the_parts_is_refused()
    {
        var package = Package();
        Fault([.. package, .. "x"u8]).ShouldBe(ScanFault.ForeignContent);
        var end = package.Length - 22;
        var index = BinaryPrimitives.ReadInt32LittleEndian(package.AsSpan(end + 16));
        byte[] between = [.. package[..index], .. "hidden"u8, .. package[index..]];
        BinaryPrimitives.WriteInt32LittleEndian(between.AsSpan(end + 6 + 16), index + 6);
        Fault(between).ShouldBe(ScanFault.ForeignContent);

        byte[] comment = [.. package, .. "hidden"u8];
        comment[end + 20] = 6;
        Fault(comment).ShouldBe(ScanFault.ForeignContent);
        byte[] blank = [.. package, .. "      "u8];
        blank[end + 20] = 6;
        Fault(blank).ShouldBe(ScanFault.ForeignContent);

        byte[] behindTheIndex = [.. package[..end], .. "hidden"u8, .. package[end..]];
        behindTheIndex[end + 6 + 12] += 6;
        Fault(behindTheIndex).ShouldBe(ScanFault.ForeignContent);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(12)]
    [InlineData(16)]
    public void An_end_that_says_something_else_than_the_index_is_refused(int field)
    {
        var package = Package();
        package[package.Length - 22 + field]++;
        Fault(package).ShouldBe(ScanFault.ForeignContent);
    }

    [Fact]
    public void A_way_of_packing_that_scans_do_not_use_is_refused()
    {
        var package = Packed(1000);
        package[Head(package, "Doc_0/big.xml") + 8] = 9;
        package[Index(package, "Doc_0/big.xml") + 10] = 9;
        Fault(package).ShouldBe(ScanFault.ForeignContent);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(9_000)]
    public void Bytes_behind_a_packed_part_within_its_room_are_found(int hidden)
    {
        var package = Packed(1000);
        var index = Index(package, "Doc_0/big.xml");
        var packed = BinaryPrimitives.ReadInt32LittleEndian(package.AsSpan(index + 20));
        var data = Head(package, "Doc_0/big.xml") + 30 + "Doc_0/big.xml".Length;
        byte[] longer = [.. package[..(data + packed)], .. new byte[hidden], .. package[(data + packed)..]];
        WriteBoth(longer, "Doc_0/big.xml", 18, 20, (uint)(packed + hidden));
        var end = longer.Length - 22;
        BinaryPrimitives.WriteInt32LittleEndian(longer.AsSpan(end + 16), BinaryPrimitives.ReadInt32LittleEndian(longer.AsSpan(end + 16)) + hidden);
        Fault(longer).ShouldBe(hidden == 0 ? null : ScanFault.Truncated);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(24)]
    [InlineData(42)]
    public void The_large_form_is_refused(int field)
    {
        var package = Packed(1000);
        BinaryPrimitives.WriteUInt32LittleEndian(package.AsSpan(Index(package, "Doc_0/big.xml") + field), uint.MaxValue);
        Fault(package).ShouldBe(ScanFault.ForeignContent);
    }

    [Fact]
    public void A_writer_that_knows_sizes_only_afterwards_is_understood()
    {
        using var stream = new WriteOnlyStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in (ReadOnlySpan<(string, byte[])>)[("OFD.xml", Root), ("Doc_0/Document.xml", Document)])
            {
                using var part = archive.CreateEntry(name).Open();
                part.Write(content);
            }
        }

        ScanInspector.Inspect(stream.Written.ToArray()).Format.ShouldBe(ScanFormat.Ofd);
    }

    [Fact]
    public void A_package_that_unfolds_a_hundredfold_is_refused_and_one_that_packs_well_is_not()
    {
        Fault(Packed(10 * 1024 * 1024)).ShouldBeNull("blank pages pack well");
        Fault(Packed(60 * 1024 * 1024)).ShouldBe(ScanFault.TooLarge);
    }

    [Fact]
    public void However_large_a_package_is_it_unfolds_to_no_more_than_any_may()
    {
        // Three megabytes that do not pack allow for three hundred that do, were it not for the bound of all.
        var noise = new byte[3 * 1024 * 1024];
        new Random(1).NextBytes(noise);
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content, times) in (ReadOnlySpan<(string, byte[], int)>)
                [("OFD.xml", Root, 1), ("Doc_0/Document.xml", Document, 1), ("noise", noise, 1), ("blanks", new byte[1024 * 1024], 260)])
            {
                using var part = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                for (var time = 0; time < times; time++)
                {
                    part.Write(content);
                }
            }
        }

        Fault(stream.ToArray()).ShouldBe(ScanFault.TooLarge);
    }

    [Fact]
    public void Whatever_is_changed_in_a_package_ends_in_a_verdict_soon()
    {
        var package = Packed(50_000);
        var watch = Stopwatch.StartNew();
        Gen.Select(Gen.Int[0, package.Length - 1], Gen.Byte).Array[1, 6].Sample(
            changes =>
            {
                var changed = (byte[])package.Clone();
                foreach (var (at, value) in changes)
                {
                    changed[at] = value;
                }

                var found = ScanInspector.Inspect(changed);
                return found.Format is null != found.Fault is null;
            },
            iter: 1000);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    private static byte[] Packed(int blanks)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in (ReadOnlySpan<(string, byte[])>)
                [("OFD.xml", Root), ("Doc_0/Document.xml", Document), ("Doc_0/big.xml", [.. "<a>"u8, .. Enumerable.Repeat((byte)' ', blanks)])])
            {
                using var part = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
                part.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static void WriteBoth(byte[] package, string name, int inHead, int inIndex, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(package.AsSpan(Head(package, name) + inHead), value);
        BinaryPrimitives.WriteUInt32LittleEndian(package.AsSpan(Index(package, name) + inIndex), value);
    }

    /// <summary>What cannot go back, like a network connection.</summary>
    private sealed class WriteOnlyStream : Stream
    {
        public MemoryStream Written { get; } = new();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Written.Write(buffer, offset, count);
    }
}
