using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using CsCheck;
using Shouldly;
using SocialAssistance.Materials;
using SocialAssistance.Testing.Scans;
using Xunit;

namespace SocialAssistance.Tests.Materials;

/// <summary>A scan is one thing: a file that another program would take for something else is refused.</summary>
public sealed class PolyglotTests
{
    private const int Small = 8 * 1024;

    private static readonly (string Name, byte[] Bytes)[] Others =
    [
        ("pdf", PdfText.Of(PdfText.OnePage)),
        ("zip", Zip("payload.class", "payload")),
        ("zip in large form", [.. "PK\x06\x06"u8, .. new byte[52], .. "PK\x06\x07"u8, .. new byte[16], .. "PK\x05\x06\0\0\0\0"u8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0]),
        ("ofd", SampleScans.Ofd(Small)),
        ("png", SampleScans.Png(Small)),
        ("tiff", SampleScans.Tiff(Small)),
        ("gif", [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B]),
        ("page", [.. "<!DOCTYPE html><html><script>1</script></html>"u8]),
        ("program", [.. "MZ"u8, .. new byte[62], .. "PE\0\0"u8]),
        ("elf", [0x7F, .. "ELF"u8, 2, 1, 1]),
        ("script", [.. "#!/bin/sh\nid\n"u8]),
        ("rar", [.. "Rar!\x1A\x07\x01\0"u8]),
        ("7z", [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C, 0, 4]),
        ("gzip", [0x1F, 0x8B, 8, 0]),
        ("film", [0, 0, 0, 0x18, .. "ftypmp42"u8]),
        ("one letter", [.. "x"u8]),
    ];

    public static TheoryData<ScanFormat> Formats => [.. Enum.GetValues<ScanFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Anything_behind_a_scan_is_told_as_such(ScanFormat format)
    {
        var scan = SampleScans.Make(format, Small);
        foreach (var (_, other) in Others)
        {
            Fault([.. scan, .. other]).ShouldBeOneOf(Expected(format));
            Fault([.. scan, .. new byte[512], .. other]).ShouldBeOneOf(Expected(format));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Whatever_is_put_before_or_behind_a_scan_it_is_refused(ScanFormat format)
    {
        var scan = SampleScans.Make(format, Small);
        var other = Gen.Int[0, Others.Length - 1].Select(i => Others[i].Bytes);
        var noise = Gen.Byte.Array[0, 40];
        Gen.Select(other, noise, noise, Gen.Bool).Sample(
            (bytes, before, behind, infront) =>
                Fault(infront ? [.. before, .. bytes, .. behind, .. scan] : [.. scan, .. before, .. bytes, .. behind]) is not null,
            iter: 300);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_devices_leave_behind_the_end_is_tolerated(ScanFormat format)
    {
        var scan = SampleScans.Make(format, Small);
        foreach (var padding in (byte[][])[[0], [0x0A], [0x0D, 0x0A], [0x1A], new byte[9000], [.. Enumerable.Repeat((byte)0xFF, 500)], [.. "  \r\n"u8]])
        {
            ScanInspector.Inspect((byte[])[.. scan, .. padding]).ShouldBe(new ScanInspection(format, null), Convert.ToHexString(padding));
        }
    }

    [Fact]
    public void Pictures_behind_a_picture_are_how_cameras_keep_previews()
    {
        byte[] photo = [.. SampleScans.Jpeg(Small), .. new byte[30], .. SampleScans.Jpeg(2_000), .. SampleScans.Jpeg(3_000)];
        ScanInspector.Inspect(photo).Format.ShouldBe(ScanFormat.Jpeg);
        Fault([.. photo, .. Zip("a", "b")]).ShouldBe(ScanFault.ForeignContent);
        Fault(photo[..^2]).ShouldBe(ScanFault.ForeignContent);
        Fault([.. SampleScans.Jpeg(Small), .. Enumerable.Repeat(SampleScans.Jpeg(1_024), 9).SelectMany(p => p)]).ShouldBe(ScanFault.ForeignContent);
    }

    [Fact]
    public void An_archive_hidden_where_a_format_has_room_for_notes_is_found()
    {
        var zip = Zip("payload.class", new string('x', 2000));
        var jpeg = SampleScans.Jpeg(Small);
        byte[] note = [0xFF, 0xFE, (byte)((zip.Length + 2) >> 8), (byte)(zip.Length + 2), .. zip];
        Fault([.. jpeg[..2], .. note, .. jpeg[2..]]).ShouldBe(ScanFault.ForeignContent);

        var png = SampleScans.Png(Small);
        Fault([.. png[..^12], .. PngChunk("tEXt", [.. "Comment\0"u8, .. zip]), .. png[^12..]]).ShouldBe(ScanFault.ForeignContent);

        var pdf = PdfText.Of([.. PdfText.OnePage, $"<</Length {zip.Length}>>\nstream\n{Encoding.Latin1.GetString(zip)}\nendstream"]);
        Fault(pdf).ShouldBe(ScanFault.ForeignContent);
    }

    [Theory]
    [InlineData("rar")]
    [InlineData("7z")]
    [InlineData("zip in large form")]
    public void Another_archive_hidden_in_a_note_is_found(string name)
    {
        var png = SampleScans.Png(Small);
        byte[] note = [.. "Comment\0"u8, .. Others.Single(o => o.Name == name).Bytes];
        Fault([.. png[..^12], .. PngChunk("tEXt", note), .. png[^12..]]).ShouldBe(ScanFault.ForeignContent);
    }

    [Theory]
    [InlineData("says that the index is empty", 12, 0)]
    [InlineData("says that the index is longer", 12, 60)]
    [InlineData("says that the index is elsewhere", 16, 7)]
    public void An_archive_that_not_every_program_finds_is_found(string what, int field, int value)
    {
        var zip = Zip("payload.class", "payload");
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(zip.Length - 22 + field), value);
        Fault(WithNoteAtItsEnd(SampleScans.Jpeg(Small), zip)).ShouldBe(ScanFault.ForeignContent, what);

        // As it is found by whoever goes through the file for parts: far from its end, and without an index.
        Fault(WithNote(SampleScans.Jpeg(300_000), zip)).ShouldBe(ScanFault.ForeignContent, what);
        Fault(WithNote(SampleScans.Jpeg(300_000), zip.AsSpan(0, 60))).ShouldBe(ScanFault.ForeignContent, what);
    }

    [Theory]
    [InlineData(8, 0xFFFF)]
    [InlineData(26, 0)]
    [InlineData(26, 0xFFFF)]
    public void Four_bytes_that_come_by_chance_are_no_archive(int field, int value)
    {
        var zip = Zip("payload.class", "payload")[..60];
        BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(field), (ushort)value);
        Fault(WithNote(SampleScans.Jpeg(Small), zip)).ShouldBeNull();
    }

    [Theory]
    [InlineData("xz", "FD377A585A00")]
    [InlineData("bzip2", "425A6839314159265359")]
    [InlineData("cabinet", "4D53434600000000")]
    [InlineData("wim", "4D5357494D000000")]
    [InlineData("xar", "78617221001C")]
    [InlineData("tar", "7573746172003030")]
    [InlineData("tar of another kind", "7573746172202000")]
    public void An_archive_is_found_anywhere(string name, string mark)
    {
        byte[] archive = [.. new byte[300], .. Convert.FromHexString(mark), .. new byte[300]];
        Fault(WithNote(SampleScans.Jpeg(Small), archive)).ShouldBe(ScanFault.ForeignContent, name);
        Fault(PdfText.Of([.. PdfText.OnePage, PdfText.Stream(Encoding.Latin1.GetString(archive))])).ShouldBe(ScanFault.ForeignContent, name);
    }

    [Fact]
    public void A_scan_that_is_the_head_of_a_tape_is_refused()
    {
        foreach (var format in (ScanFormat[])[ScanFormat.Pdf, ScanFormat.Jpeg])
        {
            byte[] head = [.. format == ScanFormat.Pdf ? "%PDF-1.4\n%"u8 : [0xFF, 0xD8, 0xFF, 0xFE, 2, 100, (byte)'a'], .. new byte[512]];
            var block = head.AsSpan(0, 512);
            block[148..156].Fill((byte)' ');
            var sum = 0;
            foreach (var b in block)
            {
                sum += b;
            }

            Encoding.ASCII.GetBytes(Convert.ToString(sum, 8) + "\0").CopyTo(block[148..]);
            byte[] Whole(ReadOnlySpan<byte> first) => format == ScanFormat.Pdf
                ? PdfText.After(first, PdfText.OnePage)
                : [.. first, .. new byte[104], .. SampleScans.Jpeg(Small)[2..]];
            Fault(Whole(block)).ShouldBe(ScanFault.ForeignContent, format.ToString());
            block[300]++;
            Fault(Whole(block)).ShouldBeNull(format.ToString());
        }
    }

    [Fact]
    public void A_scan_that_is_an_image_of_a_disc_is_refused()
    {
        var disc = new byte[32_900];
        "\u0001CD001"u8.CopyTo(disc.AsSpan(32_768 - 6));
        Fault(WithNote(SampleScans.Jpeg(Small), disc)).ShouldBe(ScanFault.ForeignContent);
        Fault(WithNote(SampleScans.Jpeg(Small), disc.AsSpan(1))).ShouldBeNull();
    }

    [Fact]
    public void A_document_hidden_in_a_picture_is_found_wherever_it_is()
    {
        // Readers that find no head near the start go on all the same, and mend what they find.
        var document = PdfText.Of(PdfText.OnePage).AsSpan("%PDF-1.4\n".Length).ToArray();
        Fault(WithNoteAtItsEnd(SampleScans.Jpeg(Small), document)).ShouldBe(ScanFault.ForeignContent);
        var png = SampleScans.Png(Small);
        Fault([.. png[..^12], .. PngChunk("tEXt", [.. "Comment\0"u8, .. document]), .. png[^12..]]).ShouldBe(ScanFault.ForeignContent);
        Fault(OfdSample.With([.. SampleScans.Jpeg(Small), .. document])).ShouldBe(ScanFault.ForeignContent);

        // A note that merely speaks of one does no harm.
        Fault(WithNote(SampleScans.Jpeg(Small), [.. "made from 1 0 obj of the trailer"u8])).ShouldBeNull();
    }

    [Theory]
    [InlineData("<html><body>")]
    [InlineData("<SCRIPT src=x>")]
    [InlineData("<!DocType HTML>")]
    [InlineData("<svg onload=1>")]
    [InlineData("<?php system($_GET[1]);")]
    [InlineData("%PDF-1.7")]
    public void A_page_or_a_document_near_the_start_is_found(string content)
    {
        var bytes = Encoding.Latin1.GetBytes(content);
        var jpeg = SampleScans.Jpeg(Small);
        byte[] note = [0xFF, 0xFE, 0, (byte)(bytes.Length + 2), .. bytes];
        Fault([.. jpeg[..2], .. note, .. jpeg[2..]]).ShouldBe(ScanFault.ForeignContent);
        var png = SampleScans.Png(Small);
        Fault([.. png[..33], .. PngChunk("tEXt", [.. "Comment\0"u8, .. bytes]), .. png[33..]]).ShouldBe(ScanFault.ForeignContent);
    }

    [Fact]
    public void Camera_data_in_the_standard_places_is_tolerated()
    {
        var xmp = Encoding.UTF8.GetBytes("http://ns.adobe.com/xap/1.0/\0<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF/></x:xmpmeta>");
        var jpeg = SampleScans.Jpeg(Small);
        byte[] segment = [0xFF, 0xE1, 0, (byte)(xmp.Length + 2), .. xmp];
        ScanInspector.Inspect((byte[])[.. jpeg[..2], .. segment, .. jpeg[2..]]).Format.ShouldBe(ScanFormat.Jpeg);
        var png = SampleScans.Png(Small);
        ScanInspector.Inspect((byte[])[.. png[..33], .. PngChunk("eXIf", [.. "II*\0"u8, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]), .. PngChunk("meTa", new byte[60_000]), .. png[33..]])
            .Format.ShouldBe(ScanFormat.Png);
        Fault([.. png[..33], .. PngChunk("meTa", new byte[40_000]), .. PngChunk("teMa", new byte[40_000]), .. png[33..]]).ShouldBe(ScanFault.ForeignContent);
    }

    [Fact]
    public void A_tiff_with_camera_data_at_its_end_is_whole_and_one_with_something_behind_that_is_not()
    {
        var tiff = SampleScans.Tiff(Small);
        byte[] exif = [1, 0, 0x00, 0x90, 7, 0, 4, 0, 0, 0, .. "0230"u8, 0, 0, 0, 0];
        byte[] with = [.. tiff, .. exif];

        // The description's entry becomes the one that says where the camera's data are.
        var directory = BinaryPrimitives.ReadInt32LittleEndian(with.AsSpan(4));
        var entry = directory + 2;
        while (BinaryPrimitives.ReadUInt16LittleEndian(with.AsSpan(entry)) != 270)
        {
            entry += 12;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(with.AsSpan(entry), 34665);
        BinaryPrimitives.WriteUInt16LittleEndian(with.AsSpan(entry + 2), 4);
        BinaryPrimitives.WriteUInt32LittleEndian(with.AsSpan(entry + 4), 1);
        BinaryPrimitives.WriteInt32LittleEndian(with.AsSpan(entry + 8), tiff.Length);
        ScanInspector.Inspect(with).Format.ShouldBe(ScanFormat.Tiff);
        Fault([.. with, .. "x"u8]).ShouldBe(ScanFault.ForeignContent);
        Fault([.. tiff, .. exif]).ShouldBe(ScanFault.ForeignContent);
    }

    private static byte[] WithNote(byte[] jpeg, ReadOnlySpan<byte> note) => [.. jpeg[..2], .. Note(note), .. jpeg[2..]];

    private static byte[] WithNoteAtItsEnd(byte[] jpeg, ReadOnlySpan<byte> note) => [.. jpeg[..^2], .. Note(note), .. jpeg[^2..]];

    private static byte[] Note(ReadOnlySpan<byte> note) => [0xFF, 0xFE, (byte)((note.Length + 2) >> 8), (byte)(note.Length + 2), .. note];

    internal static byte[] Zip(string name, string content)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry(name).Open();
            entry.Write(Encoding.UTF8.GetBytes(content));
        }

        return stream.ToArray();
    }

    internal static byte[] PngChunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        var chunk = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        body.CopyTo(chunk, 4);
        var crc = uint.MaxValue;
        foreach (var b in body)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(body.Length + 4), ~crc);
        return chunk;
    }

    // A PDF whose end mark is not near the end of the file has no end at all; the reader cannot know that more was added.
    private static ScanFault?[] Expected(ScanFormat format) =>
        format == ScanFormat.Pdf ? [ScanFault.ForeignContent, ScanFault.Truncated] : [ScanFault.ForeignContent];

    private static ScanFault? Fault(byte[] file) => ScanInspector.Inspect(file).Fault;
}
