using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Shouldly;
using SocialAssistance.Materials;
using Xunit;

namespace SocialAssistance.Tests.Materials;

public sealed class HostilePdfTests
{
    public static TheoryData<string, byte[]> Whole => new()
    {
        { "by hand", PdfText.Of(PdfText.OnePage) },
        { "object streams", PdfFixtures.ObjectStreams },
        { "linearized", PdfFixtures.Linearized },
        { "an empty page", PdfText.Of(PdfText.OnePageBut(3, "<</Type/Page/Parent 2 0 R>>")) },
        { "several content streams", PdfText.Of([.. PdfText.OnePageBut(3, "<</Type/Page/Parent 2 0 R/Contents[4 0 R 5 0 R]>>"), PdfText.Stream("f")]) },
        { "a length elsewhere", PdfText.Of([.. PdfText.OnePageBut(4, "<</Length 5 0 R>>\nstream\nf\nendstream"), "1"]) },
        { "a wrong length", PdfText.Of(PdfText.OnePageBut(4, "<</Length 9999>>\nstream\nf\nendstream")) },
        { "an encryption that is none", PdfText.OfWithTrailer("/Encrypt null", PdfText.OnePage) },
        { "changed later", Updated(PdfText.Of(PdfText.OnePage)) },
    };

    public static TheoryData<string, byte[]> Damaged => new()
    {
        { "no pages", PdfText.Of("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>") },
        { "no catalog", PdfText.Of("null") },
        { "a page that is not there", PdfText.Of(PdfText.OnePageBut(2, "<</Type/Pages/Kids[9 0 R]/Count 1>>")) },
        { "content that is not there", PdfText.Of(PdfText.OnePageBut(3, "<</Type/Page/Contents 9 0 R>>")) },
        { "content without end", PdfText.Of(PdfText.OnePageBut(4, "<</Length 9999>>\nstream\nf\n")) },
        { "an image that is not there", PdfText.Of(PdfText.OnePageBut(3, "<</Type/Page/Resources<</XObject<</I 9 0 R>>>>/Contents 4 0 R>>")) },
        { "an inherited image that is not there", PdfText.Of(PdfText.OnePageBut(2, "<</Type/Pages/Kids[3 0 R]/Resources<</XObject<</I 9 0 R>>>>>>")) },
        { "references that go in a circle", PdfText.Of("<</Type/Catalog/Pages 2 0 R>>", "3 0 R", "2 0 R") },
        { "a page tree of one that holds itself", PdfText.Of(PdfText.OnePageBut(2, "<</Type/Pages/Kids[2 0 R]>>")) },
        { "cross references that go in a circle", Circle() },
        { "deep nesting", PdfText.Of(PdfText.OnePageBut(3, new string('[', 100_000))) },
        { "deep dictionaries", PdfText.Of(PdfText.OnePageBut(3, string.Concat(Enumerable.Repeat("<</A ", 50_000)))) },
        { "no end mark", Without(PdfText.Of(PdfText.OnePage), "%%EOF") },
        { "no start of cross references", Without(PdfText.Of(PdfText.OnePage), "startxref") },
    };

    [Theory]
    [MemberData(nameof(Whole))]
    public void Files_are_accepted_as_their_writers_make_them(string what, byte[] file) =>
        ScanInspector.Inspect(file).ShouldBe(new ScanInspection(ScanFormat.Pdf, null), what);

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Files_that_lack_something_are_refused(string what, byte[] file) =>
        ScanInspector.Inspect(file).Fault.ShouldBe(ScanFault.Truncated, what);

    [Fact]
    public void What_devices_write_behind_the_end_is_tolerated()
    {
        var file = PdfText.Of(PdfText.OnePage);
        foreach (var tail in (string[])[
            "% scanned by a device\n", "%% 扫描仪 2026-01-01", "\r\n%one\r\n%two\r\n", new string(' ', 60_000), new string('\n', 3000) + "%x\n", "\x1A", new string('\0', 200_000)])
        {
            ScanInspector.Inspect((byte[])[.. file, .. Encoding.UTF8.GetBytes(tail)]).ShouldBe(new ScanInspection(ScanFormat.Pdf, null), $"{tail.Length} of {tail[..1]}");
        }

        foreach (var tail in (string[])["% a\nx", "%PDF-1.4\n", "%" + new string('x', 300), "%1\n%2\n%3\n%4\n%5\n", "%\x01\n", new string(' ', 70_000)])
        {
            ScanInspector.Inspect((byte[])[.. file, .. Encoding.UTF8.GetBytes(tail)]).Fault.ShouldNotBeNull($"{tail.Length} of {tail[..1]}");
        }
    }

    [Fact]
    public void Encrypted_files_are_told_from_damaged_ones()
    {
        ScanInspector.Inspect(PdfFixtures.Encrypted).Fault.ShouldBe(ScanFault.Encrypted);
        ScanInspector.Inspect(PdfFixtures.Restricted).Fault.ShouldBe(ScanFault.Encrypted);
    }

    [Fact]
    public void A_part_of_a_web_laid_out_file_is_refused_though_it_has_an_end_mark_at_its_start()
    {
        for (var length = 1; length < PdfFixtures.Linearized.Length - 1; length++)
        {
            ScanInspector.Inspect(PdfFixtures.Linearized.AsMemory(0, length)).Fault.ShouldNotBeNull($"{length} bytes");
        }
    }

    [Fact]
    public void An_earlier_state_of_a_changed_file_is_a_whole_file()
    {
        // The one place where a file's start alone is accepted: it is what the file was before the change.
        var before = PdfText.Of(PdfText.OnePage);
        ScanInspector.Inspect(Updated(before).AsMemory(0, before.Length)).Fault.ShouldBeNull();
    }

    [Fact]
    public void A_page_tree_that_runs_in_a_large_circle_is_refused_at_once()
    {
        // Large enough to outrun a walk that remembers only the last thousand nodes.
        const int nodes = 1500;
        var tree = Enumerable.Range(2, nodes).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"<</Type/Pages/Kids[{(i == nodes + 1 ? 2 : i + 1)} 0 R]/Count 1>>"));
        RefusedWithin(TimeSpan.FromSeconds(5), PdfText.Of([PdfText.OnePage[0], .. tree]));
    }

    [Fact]
    public void A_page_tree_that_multiplies_is_refused_at_once()
    {
        var kids = string.Concat(Enumerable.Repeat("2 0 R ", 10_000));
        RefusedWithin(TimeSpan.FromSeconds(5), PdfText.Of(
            [PdfText.OnePage[0], .. Enumerable.Repeat("<</Type/Pages/Kids 4 0 R>>", 2), $"[{kids}]"]));
    }

    [Fact]
    public void Cross_references_that_unfold_without_measure_are_refused()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 64; i++)
            {
                zlib.Write(zeros);
            }
        }

        var start = Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"%PDF-1.5\n1 0 obj\n<</Type/XRef/Size 9999999/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length {packed.Length}>>\nstream\n"));
        byte[] file = [.. start, .. packed.ToArray(), .. "\nendstream\nendobj\nstartxref\n9\n%%EOF\n"u8];
        var before = GC.GetAllocatedBytesForCurrentThread();
        RefusedWithin(TimeSpan.FromSeconds(5), file);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16 * 1024 * 1024);
    }

    [Fact]
    public void An_object_stream_whose_length_is_kept_within_itself_is_read_to_its_end_mark()
    {
        // As long as what it stands for, so that nothing else moves.
        var file = Encoding.Latin1.GetString(PdfFixtures.ObjectStreams);
        var own = file.Replace("/Type /ObjStm /Length 134 ", "/Type/ObjStm/Length 2 0 R ", StringComparison.Ordinal);
        own.ShouldNotBe(file);
        ScanInspector.Inspect(Encoding.Latin1.GetBytes(own)).Format.ShouldBe(ScanFormat.Pdf);
    }

    // The bound is far above what is needed, and far below what it takes without one: for ever.
    private static void RefusedWithin(TimeSpan most, byte[] file)
    {
        var watch = Stopwatch.StartNew();
        ScanInspector.Inspect(file).Fault.ShouldBe(ScanFault.Truncated);
        watch.Elapsed.ShouldBeLessThan(most);
    }

    private static byte[] Updated(byte[] file)
    {
        var before = Encoding.Latin1.GetString(file);
        var previous = before.LastIndexOf("\nxref\n", StringComparison.Ordinal) + 1;
        var text = new StringBuilder(before);
        var page = text.Length;
        text.Append("3 0 obj\n<</Type/Page/Parent 2 0 R>>\nendobj\n");
        var references = text.Length;
        text.Append(CultureInfo.InvariantCulture,
            $"xref\n3 1\n{page:D10} 00000 n \ntrailer\n<</Size 5/Root 1 0 R/Prev {previous}>>\nstartxref\n{references}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static byte[] Circle()
    {
        var at = Encoding.Latin1.GetString(PdfText.Of(PdfText.OnePage)).LastIndexOf("\nxref\n", StringComparison.Ordinal) + 1;
        return PdfText.OfWithTrailer(string.Create(CultureInfo.InvariantCulture, $"/Prev {at}"), PdfText.OnePage);
    }

    private static byte[] Without(byte[] file, string mark) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(file).Replace(mark, string.Empty, StringComparison.Ordinal));
}
