using System.Text;
using CsCheck;
using Shouldly;
using SocialAssistance.Materials;
using SocialAssistance.Testing.Scans;
using Xunit;

namespace SocialAssistance.Tests.Materials;

public sealed class ScanInspectorTests
{
    private const int Small = 8 * 1024;

    public static TheoryData<ScanFormat> Formats => [.. Enum.GetValues<ScanFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_whole_scan_is_told_by_its_content(ScanFormat format)
    {
        foreach (var size in (int[])[SampleScans.MinBytes, 60_001, 200 * 1024])
        {
            var scan = SampleScans.Make(format, size);
            scan.Length.ShouldBe(format == ScanFormat.Tiff ? size & ~1 : size);
            ScanInspector.Inspect(scan).ShouldBe(new ScanInspection(format, null));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Sample_scans_differ_by_seed_and_by_nothing_else(ScanFormat format)
    {
        var scan = SampleScans.Make(format, Small, 1);
        SampleScans.Make(format, Small, 1).SequenceEqual(scan).ShouldBeTrue();
        SampleScans.Make(format, Small, 2).SequenceEqual(scan).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_scan_whose_end_is_missing_is_never_accepted(ScanFormat format)
    {
        var scan = SampleScans.Make(format, Small);
        Gen.Int[1, scan.Length - 1].Sample(
            length => ScanInspector.Inspect(scan.AsMemory(0, length)).Fault is not null, iter: 400);

        // The last bytes are where a missing end shows least.
        for (var missing = 1; missing <= 64; missing++)
        {
            // Only the line break after a PDF's end mark can go without anything being lost.
            if (format == ScanFormat.Pdf && scan.AsSpan(0, scan.Length - missing).EndsWith("%%EOF"u8))
            {
                continue;
            }

            ScanInspector.Inspect(scan.AsMemory(0, scan.Length - missing)).Fault.ShouldNotBeNull($"{missing} missing");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Whatever_is_done_to_a_file_inspecting_it_ends_with_a_format_or_a_fault(ScanFormat format)
    {
        var scan = SampleScans.Make(format, Small);
        Gen.Select(Gen.Int[0, scan.Length - 1], Gen.Byte, Gen.Int[0, 200]).Array[1, 12].Sample(
            changes =>
            {
                var changed = (byte[])scan.Clone();
                foreach (var (at, value, run) in changes)
                {
                    changed.AsSpan(at, Math.Min(run, changed.Length - at)).Fill(value);
                }

                var found = ScanInspector.Inspect(changed);
                return found.Format is null != found.Fault is null;
            },
            iter: 300);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_mark_followed_by_anything_at_all_is_a_fault(ScanFormat format)
    {
        var mark = SampleScans.Make(format, Small)[..10];
        Gen.Byte.Array[0, 300].Sample(rest => ScanInspector.Inspect((byte[])[.. mark, .. rest]).Fault is not null, iter: 300);
    }

    [Fact]
    public void Nothing_is_empty() => ScanInspector.Inspect(default).Fault.ShouldBe(ScanFault.Empty);

    [Fact]
    public void The_largest_size_is_accepted_and_one_byte_more_is_not()
    {
        var largest = SampleScans.Jpeg(ScanInspector.MaxBytes);
        ScanInspector.Inspect(largest).Format.ShouldBe(ScanFormat.Jpeg);
        ScanInspector.Inspect((byte[])[.. largest, 0]).Fault.ShouldBe(ScanFault.TooLarge);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("<html><body>%PDF-1.4</body></html>")]
    [InlineData("GIF89a")]
    [InlineData("%PD")]
    [InlineData("II+\0")]
    [InlineData("MZ")]
    public void Anything_else_is_of_no_known_format(string content) =>
        ScanInspector.Inspect(Encoding.Latin1.GetBytes(content)).Fault.ShouldBe(ScanFault.UnknownFormat);

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_scan_behind_something_else_is_no_scan(ScanFormat format) =>
        ScanInspector.Inspect((byte[])[.. "MZ\0\0"u8, .. SampleScans.Make(format, Small)]).Fault.ShouldBe(ScanFault.UnknownFormat);

    [Fact]
    public void Memory_that_is_part_of_something_larger_is_inspected_as_that_part()
    {
        var scan = SampleScans.Png(Small);
        byte[] larger = [1, 2, 3, .. scan, 4, 5];
        ScanInspector.Inspect(larger.AsMemory(3, scan.Length)).Format.ShouldBe(ScanFormat.Png);
        ScanInspector.Inspect(larger.AsMemory(3, scan.Length - 5)).Fault.ShouldBe(ScanFault.Truncated);
    }
}
