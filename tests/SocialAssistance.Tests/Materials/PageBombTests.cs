using System.Globalization;
using System.IO.Compression;
using System.Text;
using Shouldly;
using SocialAssistance.Materials;
using Xunit;

namespace SocialAssistance.Tests.Materials;

/// <summary>A small file whose page is huge for whoever opens it is refused.</summary>
public sealed class PageBombTests
{
    private const int Megabyte = 1024 * 1024;

    [Theory]
    [InlineData(255, null)]
    [InlineData(257, ScanFault.TooLarge)]
    public void What_a_page_is_drawn_by_unfolds_to_so_much(int megabytes, ScanFault? fault)
    {
        Fault(Content("/Filter/FlateDecode", Packed(megabytes))).ShouldBe(fault);
        Fault(Content("/Filter[/FlateDecode]", Packed(megabytes))).ShouldBe(fault);
        Fault(Content("/Filter[/ASCIIHexDecode/FlateDecode]", Encoding.ASCII.GetBytes(Convert.ToHexString(Packed(megabytes)) + ">"))).ShouldBe(fault);

        // All pages together.
        var half = Stream("/Filter/FlateDecode", Packed(megabytes / 2.0));
        Fault(PdfText.Of(
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents[4 0 R 5 0 R 4 0 R]>>", half, half)).ShouldBe(fault);

        // And what it draws by name.
        Fault(PdfText.Of(
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<</XObject<</F 4 0 R>>>>>>",
            Stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter/FlateDecode", Packed(megabytes)))).ShouldBe(fault);
    }

    [Theory]
    [InlineData("[/FlateDecode/FlateDecode]", ScanFault.TooLarge)]
    [InlineData("[/LZWDecode/FlateDecode]", ScanFault.TooLarge)]
    [InlineData("[/ASCII85Decode/RunLengthDecode/FlateDecode]", ScanFault.TooLarge)]
    [InlineData("[/ASCII85Decode/LZWDecode]", null)]
    public void What_is_packed_twice_is_refused(string filter, ScanFault? fault)
    {
        Fault(Content("/Filter" + filter, Packed(0.01))).ShouldBe(fault);
        Fault(Picture($"/Width 9/Height 9/BitsPerComponent 8/Filter{filter}")).ShouldBe(fault);
    }

    [Fact]
    public void What_does_not_unfold_to_its_end_is_drawn_as_far_as_it_goes()
    {
        Fault(Content("/Filter/FlateDecode", "no such thing"u8.ToArray())).ShouldBeNull();
        Fault(Content("/Filter/FlateDecode", [])).ShouldBeNull();
        Fault(Content("/Filter/FlateDecode", Packed(1)[..100])).ShouldBeNull();
    }

    [Theory]
    [InlineData("/Width 10000/Height 12000/BitsPerComponent 8", null)]
    [InlineData("/Width 10000/Height 12001/BitsPerComponent 8", ScanFault.TooLarge)]
    [InlineData("/Width 20000/Height 28000/BitsPerComponent 1", null)]
    [InlineData("/Width 20000/Height 28000/ImageMask true", null)]
    [InlineData("/Width 20000/Height 28000/BitsPerComponent 2", ScanFault.TooLarge)]
    [InlineData("/Width 20000/Height 28000", ScanFault.TooLarge)]
    [InlineData("/Width 40001/Height 1/BitsPerComponent 8", ScanFault.TooLarge)]
    [InlineData("/Width 9999999999999/Height 9999999999999/BitsPerComponent 9999999999", ScanFault.TooLarge)]
    [InlineData("/Width -1/Height 1/BitsPerComponent 8", ScanFault.TooLarge)]
    public void A_picture_on_a_page_is_no_larger_than_any_other(string size, ScanFault? fault) => Fault(Picture(size)).ShouldBe(fault);

    private static byte[] Picture(string more) => PdfText.Of(
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<</XObject<</I 4 0 R>>>>>>",
        Stream("/Type/XObject/Subtype/Image/ColorSpace/DeviceGray" + more, Packed(0.01)));

    private static byte[] Content(string filter, byte[] data) => PdfText.Of(PdfText.OnePageBut(4, Stream(filter, data)));

    private static string Stream(string more, byte[] data) =>
        string.Create(CultureInfo.InvariantCulture, $"<</Length {data.Length}{more}>>\nstream\n{Encoding.Latin1.GetString(data)}\nendstream");

    private static byte[] Packed(double megabytes)
    {
        using var packed = new MemoryStream();
        using (var packing = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            var blanks = new byte[Megabyte];
            for (var left = (long)(megabytes * Megabyte); left > 0; left -= blanks.Length)
            {
                packing.Write(blanks, 0, (int)Math.Min(left, blanks.Length));
            }
        }

        return packed.ToArray();
    }

    private static ScanFault? Fault(byte[] file) => ScanInspector.Inspect(file).Fault;
}
