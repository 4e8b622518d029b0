using System.Globalization;
using System.Text;

namespace SocialAssistance.Tests.Materials;

/// <summary>Writes small PDFs by hand, well-formed or not.</summary>
internal static class PdfText
{
    /// <summary>A file of these objects, numbered from 1; the first is the catalog.</summary>
    public static byte[] Of(params IReadOnlyList<string> objects) => OfWithTrailer(string.Empty, objects);

    /// <summary>A file that begins with these bytes, a mark among them.</summary>
    public static byte[] After(ReadOnlySpan<byte> start, IReadOnlyList<string> objects) => Of(Encoding.Latin1.GetString(start) + "\n", string.Empty, objects);

    public static byte[] OfWithTrailer(string more, IReadOnlyList<string> objects) => Of("%PDF-1.4\n", more, objects);

    private static byte[] Of(string start, string more, IReadOnlyList<string> objects)
    {
        var text = new StringBuilder(start);
        var offsets = new List<int>();
        foreach (var body in objects)
        {
            offsets.Add(text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{offsets.Count} 0 obj\n{body}\nendobj\n");
        }

        var references = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            text.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        }

        text.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {offsets.Count + 1}/Root 1 0 R{more}>>\nstartxref\n{references}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>Catalog, page tree, page, content: the least a readable file has.</summary>
    public static IReadOnlyList<string> OnePage { get; } =
    [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        Stream("0 0 100 100 re f"),
    ];

    public static string Stream(string content) => $"<</Length {content.Length}>>\nstream\n{content}\nendstream";

    /// <summary>The least readable file, with one object said differently.</summary>
    public static IReadOnlyList<string> OnePageBut(int number, string body) =>
        [.. OnePage.Select((o, i) => i + 1 == number ? body : o)];
}
