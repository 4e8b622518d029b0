using System.Text;
using SocialAssistance.Materials;
using SocialAssistance.Testing.Scans;

namespace SocialAssistance.Tests.Materials;

/// <summary>Packages to be spoiled, and where their parts are described.</summary>
internal static class ZipFixtures
{
    /// <summary>Bytes of an entry of the index before its name.</summary>
    public const int IndexName = 46;

    /// <summary>A part more.</summary>
    public const string Extra = "Doc_0/extra.xml";

    public static readonly byte[] Root = Encoding.UTF8.GetBytes(OfdSample.Root);

    public static readonly byte[] Document = "<Document/>"u8.ToArray();

    public static byte[] Package(params (string Name, byte[] Content)[] more) =>
        OfdSample.Package([("OFD.xml", Root), ("Doc_0/Document.xml", Document), .. more]);

    public static int Head(byte[] package, string name) => package.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) - 30;

    public static int Index(byte[] package, string name) => package.AsSpan().LastIndexOf(Encoding.UTF8.GetBytes(name)) - IndexName;

    public static ScanFault? Fault(byte[] file) => ScanInspector.Inspect(file).Fault;
}
