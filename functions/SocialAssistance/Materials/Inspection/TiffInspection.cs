using BitMiracle.LibTiff.Classic;

namespace SocialAssistance.Materials.Inspection;

/// <summary>Checks that a TIFF has all its pages, that every page's data lies within the file, and that its start decodes.</summary>
internal static class TiffInspection
{
    // What is decoded to see that it can be: the first strip of each page, until this much has been unfolded.
    private const int MaxDecodedBytes = 16 * 1024 * 1024;

    // The library writes to the console unless told otherwise, and has one handler for all.
    static TiffInspection() => Tiff.SetErrorHandler(new Silence());

    public static ScanFault? FindFault(ReadOnlyMemory<byte> content)
    {
        if (TiffDirectories.Examine(content.Span) is { } fault)
        {
            return fault;
        }

        using var stream = new ReadOnlyMemoryStream(content);
        using var tiff = Tiff.ClientOpen("scan", "r", stream, new TiffStream());
        if (tiff is null)
        {
            return ScanFault.Truncated;
        }

        var budget = MaxDecodedBytes;
        do
        {
            if (!FirstStripDecodes(tiff, ref budget))
            {
                return ScanFault.Truncated;
            }
        }
        while (tiff.ReadDirectory());
        return null;
    }

    private static bool FirstStripDecodes(Tiff tiff, ref int budget)
    {
        var scheme = (Compression)tiff.GetFieldDefaulted(TiffTag.COMPRESSION)[0].ToInt();
        if (tiff.IsTiled() || !IsCheapToDecode(scheme))
        {
            return true;
        }

        var size = tiff.StripSize();
        if (size <= 0)
        {
            return false;
        }

        if (size > budget)
        {
            return true;
        }

        budget -= size;
        return tiff.ReadEncodedStrip(0, new byte[size], 0, size) > 0;
    }

    // JPEG within TIFF can be made to cost far more than its size; the others cost what they unfold to.
    private static bool IsCheapToDecode(Compression scheme) => scheme is Compression.NONE or Compression.PACKBITS or Compression.LZW
        or Compression.ADOBE_DEFLATE or Compression.DEFLATE or Compression.CCITTFAX3 or Compression.CCITTFAX4 or Compression.CCITTRLE;

    private sealed class Silence : TiffErrorHandler
    {
        public override void ErrorHandler(Tiff tif, string method, string format, params object[] args)
        {
        }

        public override void ErrorHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
        {
        }

        public override void WarningHandler(Tiff tif, string method, string format, params object[] args)
        {
        }

        public override void WarningHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
        {
        }
    }
}
