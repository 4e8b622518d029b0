using System.Text;
using Shouldly;
using SocialAssistance.Materials;
using Xunit;

namespace SocialAssistance.Tests.Materials;

/// <summary>A scan shows something and does nothing: scripts, attachments and what is started on opening are refused.</summary>
public sealed class ActiveContentTests
{
    [Theory]
    [InlineData("<</S/JavaScript/JS(app.alert(1))>>")]
    [InlineData("<</S/J#61vaScript/J#53(app.alert(1))>>")]
    [InlineData("<</S/Launch/F(calc.exe)>>")]
    [InlineData("<</S/L#61unch/F(calc.exe)>>")]
    [InlineData("<</S/SubmitForm/F(http://example.com)>>")]
    [InlineData("<</S/ImportData/F(x)>>")]
    [InlineData("<</S/GoToR/F(other.pdf)>>")]
    [InlineData("<</S/GoToE/T<<>>>>")]
    [InlineData("<</S/Rendition>>")]
    [InlineData("<</Type/Filespec/F(a.exe)/EF<</F 4 0 R>>>>")]
    [InlineData("<</Names<</EmbeddedFiles<</Names[]>>>>>>")]
    [InlineData("<</Names<</JavaScript 4 0 R>>>>")]
    [InlineData("<</Subtype/RichMedia>>")]
    [InlineData("<</Subtype/FileAttachment>>")]
    [InlineData("<</Subtype/3D>>")]
    [InlineData("<</AcroForm<</XFA 4 0 R>>>>")]
    [InlineData("[[[<</A<</B[<</S/Launch>>]>>>>]]]")]
    [InlineData("<</Type/EmbeddedFile/Length 1>>\nstream\nx\nendstream")]
    public void What_can_do_something_is_refused_wherever_it_stands(string what) =>
        ScanInspector.Inspect(PdfText.Of([.. PdfText.OnePage, what])).Fault.ShouldBe(ScanFault.ActiveContent);

    [Theory]
    [InlineData("<</S/GoTo/D[3 0 R/Fit]>>")]
    [InlineData("<</S/URI/URI(https://example.com)>>")]
    [InlineData("<</Type/Annot/Subtype/Link/Rect[0 0 1 1]>>")]
    [InlineData("<</AcroForm<</Fields[]/SigFlags 3>>>>")]
    [InlineData("<</Type/Sig/Filter/Adobe.PPKLite/Contents<00>>>")]
    [InlineData("<</Names<</Dests 4 0 R>>/JS null>>")]
    [InlineData("<</Type/Metadata/Subtype/XML/Length 1>>\nstream\nx\nendstream")]
    [InlineData("(a text about /Launch and /JS)")]
    public void What_only_shows_or_leads_somewhere_is_let_through(string what) =>
        ScanInspector.Inspect(PdfText.Of([.. PdfText.OnePage, what])).Format.ShouldBe(ScanFormat.Pdf);

    [Fact]
    public void What_stands_in_the_catalog_or_the_trailer_counts_as_well()
    {
        ScanInspector.Inspect(PdfText.Of(PdfText.OnePageBut(1, "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(x)>>>>"))).Fault
            .ShouldBe(ScanFault.ActiveContent);
        ScanInspector.Inspect(PdfText.OfWithTrailer("/Info<</A<</S/Launch>>>>", PdfText.OnePage)).Fault.ShouldBe(ScanFault.ActiveContent);
    }

    [Fact]
    public void What_an_earlier_state_of_the_file_did_counts_as_well()
    {
        // The script's object is not in the newest cross references.
        var file = Encoding.Latin1.GetString(PdfText.Of(PdfText.OnePage));
        var hidden = file.Replace("\nxref\n", "\n9 0 obj\n<</S/JavaScript/JS(1)>>\nendobj\nxref\n", StringComparison.Ordinal);
        var moved = hidden.LastIndexOf("\nxref\n", StringComparison.Ordinal) + 1;
        var start = hidden.LastIndexOf("startxref\n", StringComparison.Ordinal);
        ScanInspector.Inspect(Encoding.Latin1.GetBytes($"{hidden[..start]}startxref\n{moved}\n%%EOF\n")).Fault.ShouldBe(ScanFault.ActiveContent);
    }

    [Fact]
    public void An_object_that_no_reader_could_read_and_nothing_needs_does_no_harm() =>
        ScanInspector.Inspect(PdfText.Of([.. PdfText.OnePage, ">> broken"])).Format.ShouldBe(ScanFormat.Pdf);
}
