using System.Globalization;
using System.Text;
using Shouldly;
using SocialAssistance.Materials;
using Xunit;

namespace SocialAssistance.Tests.Materials;

/// <summary>PDFs that are well made but for their measure: at the bound they are taken, one beyond it they are not.</summary>
public sealed class PdfBoundTests
{
    [Theory]
    [InlineData(255, null)]
    [InlineData(256, ScanFault.Truncated)]
    public void A_file_was_changed_so_often_at_most(int changes, ScanFault? fault)
    {
        var file = Encoding.Latin1.GetString(PdfText.Of(PdfText.OnePage));
        var text = new StringBuilder(file);
        var previous = file.IndexOf("xref\n0", StringComparison.Ordinal);
        for (var change = 0; change < changes; change++)
        {
            var at = text.Length;
            text.Append(CultureInfo.InvariantCulture, $"xref\n0 0\ntrailer\n<</Size 5/Root 1 0 R/Prev {previous}>>\nstartxref\n{at}\n%%EOF\n");
            previous = at;
        }

        FaultOf(text.ToString()).ShouldBe(fault);
    }

    [Theory]
    [InlineData(20_000, null)]
    [InlineData(20_001, ScanFault.Truncated)]
    public void The_tree_of_pages_has_so_many_nodes_at_most(int nodes, ScanFault? fault)
    {
        // One below the other, and the page last.
        string[] objects =
        [
            PdfText.OnePage[0],
            .. Enumerable.Range(3, nodes - 1).Select(next => $"<</Type/Pages/Kids[{next} 0 R]/Count 1>>"),
            "<</Type/Page/MediaBox[0 0 200 200]>>",
        ];
        ScanInspector.Inspect(PdfText.Of(objects)).Fault.ShouldBe(fault);
    }

    [Theory]
    [InlineData(1_000_000, null)]
    [InlineData(1_000_001, ScanFault.Truncated)]
    public void There_are_so_many_cross_references_at_most(int entries, ScanFault? fault)
    {
        var file = Encoding.Latin1.GetString(PdfText.Of(PdfText.OnePage));
        var more = new StringBuilder().Append(CultureInfo.InvariantCulture, $"5 {entries - 5}\n");
        more.Insert(more.Length, "0 0 f\n", entries - 5);
        FaultOf(file.Replace("trailer", more + "trailer", StringComparison.Ordinal)).ShouldBe(fault);
    }

    [Theory]
    [InlineData("/JavaScript")]
    [InlineData("/EmbeddedFile")]
    [InlineData("/RichMedia")]
    [InlineData("/SubmitForm")]
    public void What_acts_is_found_wherever_it_is_named(string name) =>
        ScanInspector.Inspect(PdfText.Of(PdfText.OnePageBut(4, PdfText.Stream(name)))).Fault.ShouldBe(ScanFault.ActiveContent);

    private static ScanFault? FaultOf(string text) => ScanInspector.Inspect(Encoding.Latin1.GetBytes(text)).Fault;
}
