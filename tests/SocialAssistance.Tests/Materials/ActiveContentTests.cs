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

    [Theory]
    [InlineData("<</S 6 0 R/F(calc.exe)>>", "/Launch")]
    [InlineData("<</S 6 0 R/F(calc.exe)>>", "% a comment\n/L#61unch")]
    [InlineData("<</S/Launch/S/URI/F(calc.exe)>>")]
    [InlineData("<</S%\n/Launch/F(calc.exe)>>")]
    [InlineData("<</Pad(endobj 9 0 obj)/S/Launch>>")]
    [InlineData("<</Pad(\\)/S/URI\\()/S/Launch>>")]
    [InlineData("<</Pad)/S/Launch>>")]
    [InlineData("<</Pad endobj/S/Launch>>")]
    [InlineData(">> broken <</S/Launch/F(calc.exe)>>")]
    public void However_an_action_is_written_it_is_found(params string[] objects) =>
        ScanInspector.Inspect(Opening(objects)).Fault.ShouldBe(ScanFault.ActiveContent);

    [Theory]
    [InlineData("/S/Launch/F(calc.exe)")]
    [InlineData("/S/J#61vaScript/J#53(app.alert(1))")]
    public void An_action_is_found_behind_what_is_too_deep_or_too_long_to_read(string action)
    {
        var deep = new string('[', 80) + new string(']', 80);
        var text = $"({new string('A', 1_100_000)})";
        foreach (var body in (string[])[$"<</Pad{deep}{action}>>", $"<</Pad{text}{action}>>", $"<<{action}/Pad{deep}>>", $"<<{action}/Pad{text}>>"])
        {
            ScanInspector.Inspect(Opening(body)).Fault.ShouldBe(ScanFault.ActiveContent);
        }

        ScanInspector.Inspect(Opening($"<</Pad{deep}/S/URI>>")).Format.ShouldBe(ScanFormat.Pdf);
    }

    [Fact]
    public void An_action_is_found_wherever_the_cross_references_say_that_it_is_not()
    {
        var file = Encoding.Latin1.GetString(Opening("<</S/Launch/F(calc.exe)>>"));
        var at = file.IndexOf("5 0 obj", StringComparison.Ordinal);
        var entry = $"{at:D10} 00000 n";
        file.ShouldContain(entry);
        foreach (var other in (string[])[$"{at + 1:D10} 00000 n", $"{at - 1:D10} 00000 n", "0000000000 00000 n", "0000000000 00001 f", "9999999999 00000 n"])
        {
            Inspect(file.Replace(entry, other, StringComparison.Ordinal)).Fault.ShouldBe(ScanFault.ActiveContent, other);
        }

        // As long as what it stands for, so that nothing else moves.
        Inspect(file.Replace("5 0 obj\n<</S", "5 0%\nobj<</S", StringComparison.Ordinal).Replace(entry, "0000000000 00001 f", StringComparison.Ordinal))
            .Fault.ShouldBe(ScanFault.ActiveContent);
    }

    [Fact]
    public void Objects_that_nothing_refers_to_may_be_packed_and_are_looked_at_as_well()
    {
        Packed("5 0 <</S/Launch>>", 4).Fault.ShouldBe(ScanFault.ActiveContent);
        Packed("5 0 /Launch", 4).Fault.ShouldBe(ScanFault.ActiveContent);
        Packed("5 0 6 3 []  <</A[<</S/L#61unch>>]>>", 8).Fault.ShouldBe(ScanFault.ActiveContent);
        Packed("5 0 <</S/URI>>", 4).Format.ShouldBe(ScanFormat.Pdf);

        // What cannot be unfolded may hold anything.
        Packed("5 0 <</S/URI>>", 4, "/Filter/LZWDecode").Fault.ShouldBe(ScanFault.Truncated);

        static ScanInspection Packed(string content, int first, string more = "") => ScanInspector.Inspect(PdfText.Of(
            [.. PdfText.OnePage, $"<</Type/ObjStm/N {first / 4}/First {first}{more}/Length {content.Length}>>\nstream\n{content}\nendstream"]));
    }

    [Fact]
    public void A_damaged_object_that_names_nothing_active_and_that_nothing_needs_does_no_harm() =>
        ScanInspector.Inspect(PdfText.Of([.. PdfText.OnePage, ">> broken"])).Format.ShouldBe(ScanFormat.Pdf);

    /// <summary>A page on whose opening the first of these objects, number 5, is done.</summary>
    private static byte[] Opening(params string[] objects) =>
        PdfText.Of([.. PdfText.OnePageBut(1, "<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R>>"), .. objects]);

    private static ScanInspection Inspect(string file) => ScanInspector.Inspect(Encoding.Latin1.GetBytes(file));
}
