using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace SocialAssistance.Materials.Inspection;

/// <summary>Unfolds the streams that carry a PDF's structure (never its images), within bounds.</summary>
internal static class PdfStreamDecoding
{
    private const int MaxDecodedBytes = 16 * 1024 * 1024;
    private const int MaxColumns = 1024;
    private const int ZlibHeaderBytes = 2;

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

    // The library inflates without a limit, so the size is measured before it may. What turns out too large has cost as much as
    // if it were not, and is spent like it.
    private static void Measure(byte[] bytes, PdfBudget budget)
    {
        using var input = new MemoryStream(bytes, ZlibHeaderBytes, bytes.Length - ZlibHeaderBytes);
        using var inflated = new DeflateStream(input, CompressionMode.Decompress);
        var buffer = new byte[16 * 1024];
        long total = 0;
        for (int read; (read = inflated.Read(buffer)) > 0;)
        {
            total += read;
            budget.SpendUnfolded(read);
            if (total > MaxDecodedBytes)
            {
                throw new InvalidDataException("A structure stream unfolds to too much.");
            }
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
