using System.Text;
using CsCheck;
using SocialAssistance.Fuzz.Tests.Steps;

namespace SocialAssistance.Fuzz.Tests.Mutations;

/// <summary>Uploads that are not what they say.</summary>
internal static class MultipartMutation
{
    private delegate void Change(Multipart form, Pick pick);

    private static readonly string[] ContentTypes =
    [
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=other", "multipart/form-data; boundary=\"----fuzz7MA4YWxk\"",
        "multipart/form-data; boundary=----fuzz7MA4YWxk; boundary=x", "multipart/mixed; boundary=----fuzz7MA4YWxk", "MULTIPART/FORM-DATA; BOUNDARY=----fuzz7MA4YWxk",
        "multipart/form-data; boundary=" + new string('b', 128), "multipart/form-data; boundary=" + new string('b', 500), "multipart/form-data; boundary=\"a b\"",
        "multipart/form-data; boundary=----fuzz7MA4YWxk; charset=utf-16", "application/x-www-form-urlencoded", "text/plain", "application/json", ";", "multipart/form-data;boundary=-",
        "multipart/form-data; boundary=\u00e9",
    ];

    private static readonly string[] FileNames =
    [
        "", ".", "..", "../../etc/passwd", "..\\..\\windows\\win.ini", "C:\\x.png", "a\0b.png", "CON", "x.png\r\nX-Evil: 1", "扫描件.png", "\u202Egnp.exe", new string('长', 300) + ".png", "a/b/c.png",
        "%2e%2e%2fx.png", "x.png;y", "x\".png", ".png", " ", "a.php\u0000.png", "𠮷.png", "-rf", "$(id).png", "x.svg",
    ];

    private static readonly byte[][] Contents =
    [
        [], [0], "%PDF-1.7"u8.ToArray(), "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Encrypt 1 0 R >>\n%%EOF"u8.ToArray(), "GIF89a"u8.ToArray(), "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(),
        "PK\u0003\u0004"u8.ToArray(), "II*\0\u0008\0\0\0\u00FF\u00FF"u8.ToArray(), [0xFF, 0xD8, 0xFF, 0xE0], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],
        "MZ"u8.ToArray(), Encoding.ASCII.GetBytes(new string('A', 200_000)), "<html><script>1</script>"u8.ToArray(), "X5O!P%@AP"u8.ToArray(), "II*\0\u0008\0\0\0"u8.ToArray(),
    ];

    private static readonly string[] Materials =
    [
        "identity-document", "other", "application-form", "residence-permit", "unknown", "IDENTITY-DOCUMENT", " identity-document ", "", "../x", "identity-document\0", "材料", "x\r\ny", "residence-permit,other",
        "veteran-certificate", "family-property-proof",
    ];

    private static readonly Gen<(string Name, Change Change)> AnyChange = Gen.Frequency(
        (4, Of("content-type", (form, pick) => form.ContentType = pick.First(ContentTypes))),
        (1, Of("no-content-type", (form, _) => form.ContentType = null)),
        (3, Of("boundary", (form, pick) => form.Boundary = pick.First(["other", "", "-", "----fuzz7MA4YWx", new string('b', 128)]))),
        (3, Of("end", (form, pick) => form.End = pick.First(["", "\r\n", "-", "--", "--trail", "--\r\n" + new string('x', 5000), "--\r\n------fuzz7MA4YWxk\r\n\r\nx"]))),
        (2, Of("preamble", (form, pick) => form.Preamble = pick.First([" "u8.ToArray(), "\r\n"u8.ToArray(), "preamble\r\n"u8.ToArray(), new byte[3000], "--x\r\n"u8.ToArray()]))),
        (3, Of("drop-part", (form, pick) => form.Parts.RemoveAt(pick.A % form.Parts.Count))),
        (3, Of("duplicate-part", (form, pick) => form.Parts.Insert(pick.B % (form.Parts.Count + 1), pick.First(form.Parts)))),
        (2, Of("many-parts", (form, pick) => form.Parts.AddRange(Enumerable.Repeat(Multipart.Field("x", [1]), pick.A % 2000)))),
        (1, Of("reverse", (form, _) => form.Parts.Reverse())),
        (5, Of("file-name", (form, pick) => Put(form, Multipart.File("file", pick.A % 2 == 0 ? pick.Second(FileNames) : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(pick.Second(OddText.Texts().ToArray()))), FileOf(form))))),
        (3, Of("file-name-star", (form, pick) => Put(form, new Part("Content-Disposition: form-data; name=\"file\"; filename*=" + pick.First(["UTF-8''%E6%89%AB.png", "UTF-8''%", "x''%ff", "UTF-8''..%2F..%2Fx", "iso-8859-1'en'%A3", "UTF-8'", "utf-8''%00a.png"]), FileOf(form))))),
        (5, Of("content", (form, pick) => Put(form, Multipart.File("file", "x.png", pick.First(Contents))))),
        (3, Of("content-cut", (form, pick) => Put(form, Multipart.File("file", "x.png", FileOf(form)[..(pick.A % Math.Max(1, FileOf(form).Length))])))),
        (4, Of("content-bit", (form, pick) => Put(form, Multipart.File("file", "x.png", Flipped(FileOf(form), pick))))),
        (4, Of("material", (form, pick) => PutMaterial(form, Encoding.UTF8.GetBytes(pick.First(Materials))))),
        (2, Of("material-bytes", (form, pick) => PutMaterial(form, pick.First(OddText.Values)))),
        (1, Of("material-long", (form, pick) => PutMaterial(form, new byte[pick.First([255, 256, 257, 100_000])]))),
        (4, Of("part-headers", (form, pick) => ChangeHeaders(form, pick))),
        (1, Of("nested", (form, _) => form.Parts.Add(new Part("Content-Disposition: form-data; name=\"file\"\r\nContent-Type: multipart/mixed; boundary=in", "--in\r\nContent-Disposition: file; filename=\"x\"\r\n\r\ny\r\n--in--"u8.ToArray())))),
        (1, Of("boundary-inside", (form, _) => Put(form, Multipart.File("file", "x.png", [.. FileOf(form), .. "\r\n------fuzz7MA4YWxk"u8])))));

    public static readonly Gen<Mutation> Any = Gen.Select(AnyChange, Pick.Any, (change, pick) => new Mutation("multipart-" + change.Name, (draft, _) =>
    {
        if (draft.Form is { Parts.Count: > 0 } form)
        {
            change.Change(form, pick);
        }
    }));

    private static readonly string[] PartHeaders =
    [
        "", "X: y", "Content-Disposition", "Content-Disposition:", "Content-Disposition: form-data", "Content-Disposition: attachment; name=\"file\"", "Content-Disposition: form-data; name=file; filename=x",
        "Content-Disposition: form-data; name=\"file\"; name=\"material\"", "content-disposition: FORM-DATA; NAME=\"file\"", "Content-Disposition: form-data; name=\"FILE\"", "Content-Disposition: form-data; name=\"\"",
        "Content-Disposition: form-data; name=\"" + "n/~".PadRight(300, 'n') + "\"", "Content-Disposition: form-data; name=\"文件\"", "Content-Disposition: form-data; name=\"a/b~c\"", "Content-Disposition: form-data; name=\"file",
        "Content-Disposition: form-data; name=\"file\"\r\nContent-Transfer-Encoding: base64", "Content-Disposition: form-data; name=\"file\"\r\nContent-Length: 5", "Content-Disposition: form-data; name=\"_charset_\"",
        "Content-Disposition: form-data; name=\"file\"\r\nContent-Type: " + new string('x', 3000), "X-Long: " + new string('h', 5000), "X-Zero: a\0b", "no colon at all", ": no name",
        string.Join("\r\n", Enumerable.Range(0, 60).Select(n => $"X-{n}: y")),
    ];

    private static void ChangeHeaders(Multipart form, Pick pick)
    {
        var place = pick.A % form.Parts.Count;
        form.Parts[place] = form.Parts[place] with { Headers = pick.Second(PartHeaders) };
    }

    private static byte[] FileOf(Multipart form) => form.Parts[^1].Content;

    private static void Put(Multipart form, Part part) => form.Parts[^1] = part;

    private static void PutMaterial(Multipart form, byte[] content) => form.Parts[0] = Multipart.Field("material", content);

    private static byte[] Flipped(byte[] content, Pick pick)
    {
        var flipped = content.ToArray();
        if (flipped.Length > 0)
        {
            flipped[pick.A % flipped.Length] ^= (byte)(1 + (pick.B % 255));
        }

        return flipped;
    }

    private static Gen<(string Name, Change Change)> Of(string name, Change change) => Gen.Const((name, change));
}
