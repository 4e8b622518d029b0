using UglyToad.PdfPig.Tokens;

namespace SocialAssistance.Materials.Inspection;

/// <summary>Checks that a PDF is whole: its cross references are there, and every page has its content and its images, and it does nothing by itself.</summary>
/// <remarks>
/// The tokens are read by PdfPig; the way through them is walked here, because a page tree that bites its own tail makes
/// the library's own walk run without end, and nothing could stop it. Images inside are found whole, not decoded.
/// </remarks>
internal static class PdfInspection
{
    // More than any scan of 20 MB can hold.
    private const int MaxNodes = 20_000;

    private readonly record struct Node(IToken Token, IToken? Resources);

    public static ScanFault? FindFault(ReadOnlyMemory<byte> content)
    {
        var file = PdfFile.Open(content);
        if (file.Trailer.ContainsKey("Encrypt") && file.Resolve(file.Trailer["Encrypt"]) is not (null or NullToken))
        {
            return ScanFault.Encrypted;
        }

        var catalog = Dictionary(file, file.Trailer.GetValueOrDefault("Root"));
        if (!AllPagesAreThere(file, catalog))
        {
            return ScanFault.Truncated;
        }

        return PdfActiveContent.IsNamedIn(content.Span) || file.DoesSomething() ? ScanFault.ActiveContent : null;
    }

    private static bool AllPagesAreThere(PdfFile file, IReadOnlyDictionary<string, IToken> catalog)
    {
        var pages = 0;
        var seen = new HashSet<long>();
        var open = new Stack<Node>();
        open.Push(new Node(catalog["Pages"], null));
        while (open.TryPop(out var node))
        {
            if (node.Token is not IndirectReferenceToken reference || !seen.Add(reference.Data.ObjectNumber) || seen.Count > MaxNodes)
            {
                return false;
            }

            var dictionary = Dictionary(file, reference);
            var resources = dictionary.GetValueOrDefault("Resources") ?? node.Resources;
            if (dictionary.TryGetValue("Kids", out var kids))
            {
                foreach (var kid in ((ArrayToken)file.Resolve(kids)!).Data)
                {
                    open.Push(new Node(kid, resources));
                }

                if (open.Count > MaxNodes)
                {
                    return false;
                }
            }
            else
            {
                pages++;
                RequireContent(file, dictionary);
                RequireImages(file, resources);
            }
        }

        return pages > 0;
    }

    // A page without /Contents is an empty page, which is allowed.
    private static void RequireContent(PdfFile file, IReadOnlyDictionary<string, IToken> page)
    {
        if (!page.TryGetValue("Contents", out var contents))
        {
            return;
        }

        if (contents is ArrayToken direct)
        {
            RequireAll(file, direct);
        }
        else if (file.Resolve(contents) is ArrayToken indirect)
        {
            RequireAll(file, indirect);
        }
        else
        {
            file.RequireStream(contents);
        }
    }

    private static void RequireAll(PdfFile file, ArrayToken streams)
    {
        foreach (var stream in streams.Data)
        {
            file.RequireStream(stream);
        }
    }

    private static void RequireImages(PdfFile file, IToken? resources)
    {
        if (resources is null || file.Resolve(resources) is not DictionaryToken known
            || !known.Data.TryGetValue("XObject", out var token))
        {
            return;
        }

        foreach (var image in Dictionary(file, token).Values)
        {
            file.RequireStream(image);
        }
    }

    private static IReadOnlyDictionary<string, IToken> Dictionary(PdfFile file, IToken? token) =>
        token is not null && file.Resolve(token) is DictionaryToken dictionary
            ? dictionary.Data
            : throw new InvalidDataException("A dictionary is missing.");
}
