using System.Collections.Frozen;
using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace SocialAssistance.Materials.Inspection;

/// <summary>Unfolds the streams that carry a PDF's structure, within bounds, and measures what others would unfold to.</summary>
internal static class PdfStreamDecoding
{
    private const int MaxDecodedBytes = 16 * 1024 * 1024;
    private const int MaxColumns = 1024;
    private const int ZlibHeaderBytes = 2;

    // Most components of a pixel that a page's picture has.
    private const int MaxColours = 4;

    private static readonly FrozenSet<string> Packing = FrozenSet.ToFrozenSet(["FlateDecode", "LZWDecode", "RunLengthDecode"], StringComparer.Ordinal);

    public static ReadOnlyMemory<byte> Decode(DictionaryToken dictionary, ReadOnlyMemory<byte> data, PdfBudget budget)
    {
        budget.Spend(data.Length);
        var filter = dictionary.Data.GetValueOrDefault("Filter");
        if (filter is ArrayToken { Data: [var single] })
        {
            filter = single;
        }

        if (filter is null or ArrayToken { Data: [] })
        {
            budget.SpendUnfolded(data.Length);
            return data;
        }

        // Writers compress structure with Flate or not at all.
        if (filter is not NameToken { Data: "FlateDecode" })
        {
            throw new InvalidDataException("A structure stream has an unexpected filter.");
        }

        RequireModestParameters(dictionary.Data.GetValueOrDefault("DecodeParms"));
        var bytes = data.ToArray();
        Measure(bytes, budget);
        var provider = DefaultFilterProvider.Instance;
        return provider.GetFilters(dictionary)[0].Decode(bytes, dictionary, provider, 0);
    }

    /// <summary>
    /// Makes sure that a stream of a page is no bomb: a picture by the size it claims, which readers go by, and what the page is
    /// drawn by as far as it unfolds. What does not unfold to its end is drawn as far as it goes.
    /// </summary>
    /// <exception cref="ScanRefusedException">It is too large.</exception>
    public static void RequireModest(DictionaryToken dictionary, ReadOnlyMemory<byte> data, PdfBudget budget)
    {
        // Twice packed, a bomb is a thousand times a thousand; nothing that is well-made is packed twice.
        var filters = FiltersOf(dictionary);
        if (filters.Count(Packing.Contains) > 1)
        {
            throw new ScanRefusedException(ScanFault.TooLarge);
        }

        if (dictionary.Data.GetValueOrDefault("Subtype") is NameToken { Data: "Image" })
        {
            RequireModestPicture(dictionary.Data);
        }
        else if (filters is ["FlateDecode"])
        {
            MeasureDrawn(data.ToArray(), budget);
        }
        else if (filters is ["ASCII85Decode" or "ASCIIHexDecode", "FlateDecode"])
        {
            var provider = DefaultFilterProvider.Instance;
            MeasureDrawn(provider.GetFilters(dictionary)[0].Decode(data.ToArray(), dictionary, provider, 0).ToArray(), budget);
        }
    }

    private static string[] FiltersOf(DictionaryToken dictionary) => dictionary.Data.GetValueOrDefault("Filter") switch
    {
        NameToken one => [one.Data],
        ArrayToken several => [.. several.Data.OfType<NameToken>().Select(n => n.Data)],
        _ => [],
    };

    private static void RequireModestPicture(IReadOnlyDictionary<string, IToken> picture)
    {
        if (picture.GetValueOrDefault("Width") is NumericToken width && picture.GetValueOrDefault("Height") is NumericToken height)
        {
            var isMask = picture.GetValueOrDefault("ImageMask") is BooleanToken { Data: true };
            var bits = isMask ? 1 : picture.GetValueOrDefault("BitsPerComponent") is NumericToken given ? given.Long : 8;
            if (!ImageLimits.AllowsBits(width.Long, height.Long, bits == 1 ? 1 : bits * MaxColours))
            {
                throw new ScanRefusedException(ScanFault.TooLarge);
            }
        }
    }

    private static void MeasureDrawn(byte[] bytes, PdfBudget budget)
    {
        try
        {
            Unfold(bytes, budget.SpendDrawn);
        }
        catch (InvalidDataException)
        {
            // Readers draw what there is of it.
        }
    }

    // The library inflates without a limit, so the size is measured before it may. What turns out too large has cost as much as
    // if it were not, and is spent like it.
    private static void Measure(byte[] bytes, PdfBudget budget)
    {
        long total = 0;
        Unfold(bytes, read =>
        {
            total += read;
            budget.SpendUnfolded(read);
            if (total > MaxDecodedBytes)
            {
                throw new InvalidDataException("A structure stream unfolds to too much.");
            }
        });
    }

    /// <summary>Unfolds bytes to nowhere, and says after each piece how many there were; whoever listens stops it by an exception.</summary>
    private static void Unfold(byte[] bytes, Action<long> piece)
    {
        using var input = new MemoryStream(bytes, Math.Min(ZlibHeaderBytes, bytes.Length), Math.Max(0, bytes.Length - ZlibHeaderBytes));
        using var inflated = new DeflateStream(input, CompressionMode.Decompress);
        var buffer = new byte[16 * 1024];
        for (int read; (read = inflated.Read(buffer)) > 0;)
        {
            piece(read);
        }
    }

    // Rows are allocated by what these say.
    private static void RequireModestParameters(IToken? parameters)
    {
        if (parameters is ArrayToken { Data: [var single] })
        {
            parameters = single;
        }

        if (parameters is null or NullToken)
        {
            return;
        }

        var dictionary = ((DictionaryToken)parameters).Data;
        foreach (var name in (ReadOnlySpan<string>)["Columns", "Colors", "BitsPerComponent"])
        {
            if (dictionary.TryGetValue(name, out var value) && ((NumericToken)value).Double is < 1 or > MaxColumns)
            {
                throw new InvalidDataException("A structure stream has absurd parameters.");
            }
        }
    }
}
