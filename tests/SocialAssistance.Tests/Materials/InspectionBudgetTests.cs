using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Shouldly;
using SkiaSharp;
using SocialAssistance.Materials;
using SocialAssistance.Testing.Scans;
using Xunit;

namespace SocialAssistance.Tests.Materials;

/// <summary>Small files that ask for much work: each is settled within its time and memory, whatever the verdict.</summary>
public sealed class InspectionBudgetTests
{
    private const int Megabyte = 1024 * 1024;

    // Far above what is needed on a slow machine, far below what each takes without its bound.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [Fact]
    public void A_pdf_whose_object_stream_gives_one_huge_object_again_and_again()
    {
        // Each of many numbers stands for the same array of a million numbers.
        const int numbers = 5_000;
        var index = string.Concat(Enumerable.Range(10, numbers).Select(n => $"{n} 0 "));
        var array = "[" + string.Concat(Enumerable.Repeat("1 ", 1_000_000)) + "]";
        Settled(WithObjectStreams(numbers, Encoding.ASCII.GetBytes(index + array), index.Length));
    }

    [Fact]
    public void A_pdf_whose_object_streams_unfold_in_vain_again_and_again()
    {
        // Larger than any may be: each of the numbers in it makes the reader find that out.
        Settled(WithObjectStreams(50_000, new byte[20 * Megabyte], 10));
    }

    [Fact]
    public void A_pdf_whose_objects_are_found_nowhere_after_a_long_search()
    {
        var text = new StringBuilder("%PDF-1.4\n%").Append('x', Megabyte).Append('\n');
        var references = new StringBuilder("xref\n0 20005\n0000000000 65535 f \n");
        foreach (var (body, i) in PdfText.OnePage.Select((body, i) => (body, i)))
        {
            references.Append(CultureInfo.InvariantCulture, $"{text.Length:D10} 00000 n \n");
            text.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{body}\nendobj\n");
        }

        references.Insert(references.Length, "0000000009 00000 n \n", 20_000);
        var start = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"{references}trailer\n<</Size 20005/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        Settled(Encoding.Latin1.GetBytes(text.ToString()));
    }

    [Fact]
    public void A_pdf_whose_packed_objects_lie_one_in_the_other()
    {
        // Each begins one bracket later and goes on to the end of all.
        const int numbers = 1_000;
        var index = string.Concat(Enumerable.Range(0, numbers).Select(n => $"{10 + n} {n} "));
        var nested = new string('[', numbers) + string.Concat(Enumerable.Repeat("1 ", 50_000));
        Settled(WithObjectStreams(numbers, Encoding.ASCII.GetBytes(index + nested), index.Length)).Fault.ShouldBe(ScanFault.TooLarge);
    }

    [Theory]
    [InlineData(4, null)]
    [InlineData(5, ScanFault.TooLarge)]
    public void A_pdf_whose_streams_each_unfold_as_far_as_one_may(int streams, ScanFault? fault)
    {
        var packed = Encoding.Latin1.GetString(Zlib(15 * Megabyte));
        var stream = $"<</Type/ObjStm/N 0/First 0/Filter/FlateDecode/Length {packed.Length}>>\nstream\n{packed}\nendstream";
        Settled(PdfText.Of([.. PdfText.OnePage, .. Enumerable.Repeat(stream, streams)])).Fault.ShouldBe(fault);
    }

    [Theory]
    [InlineData(100_000, null)]
    [InlineData(100_001, ScanFault.Truncated)]
    public void A_pdf_whose_stream_holds_objects_without_number(int numbers, ScanFault? fault)
    {
        var index = string.Concat(Enumerable.Range(10, numbers).Select(n => $"{n} 0 "));
        Settled(WithObjectStreams(numbers, Encoding.ASCII.GetBytes(index + "1"), index.Length)).Fault.ShouldBe(fault);
    }

    [Fact]
    public void A_tiff_whose_pages_all_speak_of_the_same_endless_strips()
    {
        const int strips = 500_000, pages = 1_900;
        var file = new byte[8 + (strips * 4) + (pages * 100)];
        "II*\0"u8.CopyTo(file);
        var first = 8 + (strips * 4);
        Write(4, first);
        for (var page = 0; page < pages; page++)
        {
            var at = first + (page * 100);
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), 4);
            Entry(at + 2, 256, 1, 8);
            Entry(at + 14, 257, 1, 8);
            Entry(at + 26, 273, strips, 8);
            Entry(at + 38, 279, strips, 8);
            Write(at + 50, page + 1 < pages ? at + 100 : 0);
        }

        Settled(file).Fault.ShouldBe(ScanFault.TooLarge);

        void Entry(int at, ushort tag, int count, int value)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), tag);
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at + 2), 4);
            Write(at + 4, count);
            Write(at + 8, value);
        }

        void Write(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
    }

    [Fact]
    public void A_png_whose_notes_unfold_without_measure()
    {
        var png = SampleScans.Png(8 * 1024);
        byte[] note = [.. "Comment\0\0"u8, .. Zlib(200 * Megabyte)];
        Settled([.. png[..33], .. PolyglotTests.PngChunk("zTXt", note), .. png[33..]]);
        byte[] profile = [.. "Profile\0\0"u8, .. Zlib(200 * Megabyte)];
        Settled([.. png[..33], .. PolyglotTests.PngChunk("iCCP", profile), .. png[33..]]);
    }

    [Fact]
    public void A_png_of_the_largest_size_that_is_nothing_but_one_colour()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(10_900, 11_000, SKColorType.Gray8, SKAlphaType.Opaque));
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        Settled(data.ToArray()).Format.ShouldBe(ScanFormat.Png);
    }

    [Fact]
    public void A_jpeg_that_goes_over_a_large_picture_many_times()
    {
        // 40 million pixels in 64 passes, in a file of a few kilobytes.
        byte[] start =
        [
            0xFF, 0xD8,
            0xFF, 0xDB, 0x00, 0x43, 0x00, .. Enumerable.Repeat((byte)1, 64),
            0xFF, 0xC2, 0x00, 0x0B, 0x08, 0x18, 0x00, 0x18, 0x00, 0x01, 0x01, 0x11, 0x00,
            0xFF, 0xC4, 0x00, 0x14, 0x00, 0x01, .. new byte[15], 0x00,
        ];
        byte[] pass = [0xFF, 0xDA, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x3F];
        Settled([.. start, .. Enumerable.Repeat(pass, 64).SelectMany(p => p), 0xFF, 0xD9]).Fault.ShouldBe(ScanFault.TooLarge);
    }

    [Fact]
    public void A_package_of_ten_thousand_parts_that_unfold_as_far_as_they_may()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var blanks = Enumerable.Repeat((byte)' ', 25_000).ToArray();
            foreach (var name in Enumerable.Range(0, 9_998).Select(i => $"p/{i}.xml").Prepend("OFD.xml").Prepend("Doc_0/Document.xml"))
            {
                using var part = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(name switch { "OFD.xml" => Encoding.UTF8.GetBytes(OfdSample.Root), "Doc_0/Document.xml" => "<Document/>"u8, _ => blanks });
            }
        }

        Settled(stream.ToArray()).Format.ShouldBe(ScanFormat.Ofd);
    }

    private static ScanInspection Settled(byte[] file)
    {
        file.Length.ShouldBeLessThan(ScanInspector.MaxBytes);
        var watch = Stopwatch.StartNew();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var verdict = ScanInspector.Inspect(file);
        var kept = GC.GetTotalMemory(forceFullCollection: false) - before;
        watch.Elapsed.ShouldBeLessThan(Patience);
        kept.ShouldBeLessThan(512L * Megabyte);
        (verdict.Format is null).ShouldNotBe(verdict.Fault is null);
        TestContext.Current.TestOutputHelper?.WriteLine($"{file.Length} bytes: {watch.ElapsedMilliseconds} ms, {kept / Megabyte} MB, {verdict}");
        return verdict;
    }

    /// <summary>A page, and so many objects that stand in one object stream.</summary>
    private static byte[] WithObjectStreams(int numbers, byte[] unfolded, int first)
    {
        var packed = Zlib(unfolded);
        var file = new MemoryStream();
        Write("%PDF-1.5\n");
        var offsets = new List<long>();
        foreach (var body in PdfText.OnePage)
        {
            offsets.Add(file.Length);
            Write($"{offsets.Count} 0 obj\n{body}\nendobj\n");
        }

        offsets.Add(file.Length);
        Write($"5 0 obj\n<</Type/ObjStm/N {numbers}/First {first}/Filter/FlateDecode/Length {packed.Length}>>\nstream\n");
        file.Write(packed);
        Write("\nendstream\nendobj\n");
        var references = file.Length;
        var entries = new MemoryStream();
        foreach (var offset in offsets)
        {
            entries.Write([1, (byte)(offset >> 24), (byte)(offset >> 16), (byte)(offset >> 8), (byte)offset, 0]);
        }

        for (var i = 0; i < numbers; i++)
        {
            entries.Write([2, 0, 0, 0, 5, 0]);
        }

        Write($"6 0 obj\n<</Type/XRef/Size {10 + numbers}/Index[1 5 10 {numbers}]/W[1 4 1]/Root 1 0 R/Length {entries.Length}>>\nstream\n");
        file.Write(entries.ToArray());
        Write($"\nendstream\nendobj\nstartxref\n{references}\n%%EOF\n");
        return file.ToArray();

        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
    }

    private static byte[] Zlib(int zeros) => Zlib(new byte[zeros]);

    private static byte[] Zlib(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(content);
        }

        return packed.ToArray();
    }
}
