using System.Buffers.Binary;
using System.IO.Compression;
using Shouldly;
using SkiaSharp;
using SocialAssistance.Materials;
using SocialAssistance.Testing.Scans;
using Xunit;

namespace SocialAssistance.Tests.Materials;

public sealed class HostilePictureTests
{
    private const int Small = 8 * 1024;

    // One pixel, grey, progressive: SOI, DQT, SOF2, a DC table of one code, then scans.
    private static readonly byte[] ProgressiveStart =
    [
        0xFF, 0xD8,
        0xFF, 0xDB, 0x00, 0x43, 0x00, .. Enumerable.Repeat((byte)1, 64),
        0xFF, 0xC2, 0x00, 0x0B, 0x08, 0x00, 0x08, 0x00, 0x08, 0x01, 0x01, 0x11, 0x00,
        0xFF, 0xC4, 0x00, 0x14, 0x00, 0x01, .. new byte[15], 0x00,
    ];

    private static readonly (int Tag, int Value)[] OnePixel = [(256, 1), (257, 1), (258, 8), (259, 1), (262, 1), (273, 8), (278, 1), (279, 1)];

    private static readonly byte[] OneScan = [0xFF, 0xDA, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x3F];

    [Theory]
    [InlineData(SKColorType.Rgba8888, SKAlphaType.Unpremul)]
    [InlineData(SKColorType.Rgba8888, SKAlphaType.Opaque)]
    [InlineData(SKColorType.Gray8, SKAlphaType.Opaque)]
    public void Pictures_of_all_usual_colours_are_accepted(SKColorType colour, SKAlphaType alpha)
    {
        foreach (var (width, height) in ((int, int)[])[(1, 1), (7, 3), (1240, 1754)])
        {
            using var bitmap = new SKBitmap(new SKImageInfo(width, height, colour, alpha));
            foreach (var (kind, format) in ((SKEncodedImageFormat, ScanFormat)[])
                [(SKEncodedImageFormat.Jpeg, ScanFormat.Jpeg), (SKEncodedImageFormat.Png, ScanFormat.Png)])
            {
                using var data = bitmap.Encode(kind, 90);
                ScanInspector.Inspect(data.ToArray()).ShouldBe(new ScanInspection(format, null), $"{width} x {height}");
            }
        }
    }

    [Fact]
    public void A_picture_larger_than_any_scan_is_refused_before_it_is_decoded()
    {
        var jpeg = SampleScans.Jpeg(Small);
        var frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0, 0x00]);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 5), 65_000);
        ScanInspector.Inspect(jpeg).Fault.ShouldBe(ScanFault.TooLarge);

        var png = SampleScans.Png(Small);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(16), int.MaxValue);
        ScanInspector.Inspect(png).Fault.ShouldBe(ScanFault.TooLarge);
    }

    [Fact]
    public void A_jpeg_of_a_few_passes_is_measured_by_what_must_be_held_and_one_of_endless_passes_is_refused()
    {
        var large = (byte[])ProgressiveStart.Clone();
        var frame = large.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC2]);
        BinaryPrimitives.WriteUInt16BigEndian(large.AsSpan(frame + 5), 9_000);
        BinaryPrimitives.WriteUInt16BigEndian(large.AsSpan(frame + 7), 9_000);
        ScanInspector.Inspect((byte[])[.. large, .. OneScan, 0xFF, 0xD9]).Fault.ShouldBe(ScanFault.TooLarge);
        ScanInspector.Inspect((byte[])[.. ProgressiveStart, .. Enumerable.Repeat(OneScan, 65).SelectMany(s => s), 0xFF, 0xD9])
            .Fault.ShouldBe(ScanFault.TooLarge);
    }

    [Fact]
    public void A_picture_behind_the_picture_is_measured_like_it()
    {
        var jpeg = SampleScans.Jpeg(Small);
        byte[] Passes(int count) => [.. ProgressiveStart, .. Enumerable.Repeat(OneScan, count).SelectMany(s => s), 0xFF, 0xD9];
        ScanInspector.Inspect((byte[])[.. jpeg, .. Passes(64)]).Format.ShouldBe(ScanFormat.Jpeg);
        ScanInspector.Inspect((byte[])[.. jpeg, .. Passes(65)]).Fault.ShouldBe(ScanFault.ForeignContent);
    }

    [Fact]
    public void An_interlaced_png_is_measured_by_what_must_be_held()
    {
        // 81 million pixels: as lines they need not be held, interlaced they must.
        var png = SampleScans.Png(Small);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(16), 9_000);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(20), 9_000);
        ScanInspector.Inspect(png).Fault.ShouldBe(ScanFault.Truncated);
        png[28] = 1;
        ScanInspector.Inspect(png).Fault.ShouldBe(ScanFault.TooLarge);
    }

    [Fact]
    public void A_png_whose_last_chunk_holds_something_is_refused() =>
        ScanInspector.Inspect((byte[])[.. SampleScans.Png(Small)[..^12], .. Chunk("IEND", [1, 2, 3])]).Fault.ShouldBe(ScanFault.ForeignContent);

    [Fact]
    public void A_second_frame_is_refused()
    {
        var jpeg = SampleScans.Jpeg(Small);
        var frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0, 0x00]);
        byte[] twice = [.. jpeg[..frame], .. jpeg.AsSpan(frame, 13), .. jpeg[frame..]];
        ScanInspector.Inspect(twice).Fault.ShouldBe(ScanFault.Truncated);
    }

    [Fact]
    public void A_thumbnails_end_is_not_taken_for_the_pictures_end()
    {
        // As cameras do it: a whole small picture inside a segment of the large one.
        byte[] thumbnail = SampleScans.Jpeg(2_000);
        byte[] segment = [0xFF, 0xE1, (byte)((thumbnail.Length + 2) >> 8), (byte)(thumbnail.Length + 2), .. thumbnail];
        var jpeg = SampleScans.Jpeg(Small);
        byte[] photo = [.. jpeg[..2], .. segment, .. jpeg[2..]];
        ScanInspector.Inspect(photo).Format.ShouldBe(ScanFormat.Jpeg);
        ScanInspector.Inspect(photo.AsMemory(0, photo.Length - 2)).Fault.ShouldBe(ScanFault.Truncated);
    }

    [Fact]
    public void A_png_whose_picture_ends_early_is_refused_though_its_last_chunk_is_there()
    {
        var header = SampleScans.Png(Small)[..33];
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(new byte[100]);
        }

        byte[] png = [.. header, .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
        ScanInspector.Inspect(png).Fault.ShouldBe(ScanFault.Truncated);
    }

    [Fact]
    public void A_tiff_whose_directories_go_in_a_circle_is_refused()
    {
        var tiff = SampleScans.Tiff(Small);
        var directory = BinaryPrimitives.ReadInt32LittleEndian(tiff.AsSpan(4));
        var next = directory + 2 + (BinaryPrimitives.ReadUInt16LittleEndian(tiff.AsSpan(directory)) * 12);
        BinaryPrimitives.WriteInt32LittleEndian(tiff.AsSpan(next), directory);
        ScanInspector.Inspect(tiff).Fault.ShouldBe(ScanFault.Truncated);
    }

    [Theory]
    [InlineData(256, 60_000u, ScanFault.TooLarge)]
    [InlineData(257, 60_000u, ScanFault.TooLarge)]
    [InlineData(256, 0u, ScanFault.Truncated)]
    [InlineData(273, 1_000_000u, ScanFault.Truncated)]
    [InlineData(279, 1_000_000u, ScanFault.Truncated)]
    public void A_tiff_that_claims_what_is_not_there_is_refused(int tag, uint value, ScanFault fault)
    {
        var tiff = SampleScans.Tiff(Small);
        WriteTag(tiff, tag, value);
        ScanInspector.Inspect(tiff).Fault.ShouldBe(fault);
    }

    [Fact]
    public void A_tiff_of_many_colours_or_of_tiny_tiles_is_refused()
    {
        var colours = SampleScans.Tiff(Small);
        WriteTag(colours, 277, 9);
        ScanInspector.Inspect(colours).Fault.ShouldBe(ScanFault.TooLarge);

        foreach (var side in (ReadOnlySpan<ushort>)[322, 323])
        {
            // The description's entry becomes the one of the tiles.
            var tiles = SampleScans.Tiff(Small);
            var entry = Entry(tiles, 270);
            WriteTag(tiles, 270, 15);
            BinaryPrimitives.WriteUInt32LittleEndian(tiles.AsSpan(entry + 4), 1);
            BinaryPrimitives.WriteUInt16LittleEndian(tiles.AsSpan(entry), side);
            ScanInspector.Inspect(tiles).Fault.ShouldBe(ScanFault.TooLarge, $"{side}");
        }
    }

    [Fact]
    public void A_tiff_whose_strips_are_told_differently_in_two_places_is_refused()
    {
        var tiff = SampleScans.Tiff(Small);
        var counts = Entry(tiff, 279);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(tiff.AsSpan(counts + 8));
        size.ShouldBeLessThanOrEqualTo(ushort.MaxValue);
        BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(counts + 2), 3);
        BinaryPrimitives.WriteUInt32LittleEndian(tiff.AsSpan(counts + 4), 2);
        ScanInspector.Inspect(tiff).Fault.ShouldBe(ScanFault.Truncated);
    }

    [Theory]
    [InlineData(2_000, null)]
    [InlineData(2_001, ScanFault.TooLarge)]
    public void A_tiff_has_two_thousand_pages_at_most(int pages, ScanFault? fault)
    {
        // One pixel, and page upon page that shows it.
        const int first = 10, page = 2 + (8 * 12) + 4;
        var file = new byte[first + (pages * page)];
        "II*\0"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), first);
        for (var number = 0; number < pages; number++)
        {
            var at = first + (number * page);
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), 8);
            foreach (var (tag, value, i) in OnePixel.Select((e, i) => (e.Tag, e.Value, i)))
            {
                var entry = file.AsSpan(at + 2 + (i * 12));
                BinaryPrimitives.WriteUInt16LittleEndian(entry, (ushort)tag);
                BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], 4);
                BinaryPrimitives.WriteInt32LittleEndian(entry[4..], 1);
                BinaryPrimitives.WriteInt32LittleEndian(entry[8..], value);
            }

            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at + page - 4), number + 1 < pages ? at + page : 0);
        }

        ScanInspector.Inspect(file).Fault.ShouldBe(fault);
    }

    [Theory]
    [InlineData(32, ScanFault.Truncated)]
    [InlineData(33, ScanFault.TooLarge)]
    public void A_tiff_as_large_as_may_be_has_pixels_of_four_bytes_at_most(uint bits, ScanFault fault)
    {
        var tiff = SampleScans.Tiff(Small);
        WriteTag(tiff, 256, 10_000);
        WriteTag(tiff, 257, 12_000);
        WriteTag(tiff, 258, bits);
        ScanInspector.Inspect(tiff).Fault.ShouldBe(fault);
    }

    [Fact]
    public void A_tiff_that_claims_endless_values_is_refused()
    {
        var tiff = SampleScans.Tiff(Small);
        BinaryPrimitives.WriteUInt32LittleEndian(tiff.AsSpan(Entry(tiff, 270) + 4), uint.MaxValue);
        ScanInspector.Inspect(tiff).Fault.ShouldBe(ScanFault.Truncated);
    }

    [Fact]
    public void A_tiff_that_does_not_decode_is_refused()
    {
        var tiff = SampleScans.Tiff(Small);
        WriteTag(tiff, 259, 8);
        ScanInspector.Inspect(tiff).Fault.ShouldBe(ScanFault.Truncated);
    }

    private static void WriteTag(byte[] tiff, int tag, uint value)
    {
        var entry = Entry(tiff, tag);
        BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(entry + 2), 4);
        BinaryPrimitives.WriteUInt32LittleEndian(tiff.AsSpan(entry + 8), value);
    }

    private static int Entry(byte[] tiff, int tag)
    {
        for (var entry = BinaryPrimitives.ReadInt32LittleEndian(tiff.AsSpan(4)) + 2; ; entry += 12)
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(tiff.AsSpan(entry)) == tag)
            {
                return entry;
            }
        }
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(type), .. data];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        var crc = uint.MaxValue;
        foreach (var b in body)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
            }
        }

        var check = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(check, ~crc);
        return [.. length, .. body, .. check];
    }
}
