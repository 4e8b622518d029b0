using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace SocialAssistance.Materials.Inspection;

/// <summary>An object stream (ISO 32000-1, 7.5.7): small objects packed into one compressed stream.</summary>
internal sealed class PdfObjectStream
{
    private const int MaxObjects = 100_000;

    private readonly ReadOnlyMemory<byte> objects;
    private readonly Dictionary<long, long> offsets = [];

    public PdfObjectStream(
        IReadOnlyDictionary<string, IToken> dictionary, ReadOnlyMemory<byte> decoded, Func<ReadOnlyMemory<byte>, CoreTokenScanner> scan)
    {
        var count = ((NumericToken)dictionary["N"]).Int;
        var first = ((NumericToken)dictionary["First"]).Int;
        if (count is < 0 or > MaxObjects)
        {
            throw new InvalidDataException("An object stream holds too many objects.");
        }

        var scanner = scan(decoded[..first]);
        objects = decoded[first..];
        for (var i = 0; i < count; i++)
        {
            if (!scanner.TryReadToken<NumericToken>(out var number) || !scanner.TryReadToken<NumericToken>(out var offset))
            {
                throw new InvalidDataException("An object stream's index is cut off.");
            }

            offsets[number.Long] = offset.Long;
        }
    }

    /// <summary>The bytes from each object's first one on.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Objects() => offsets.Values.Distinct().Select(offset => objects[(int)offset..]);

    /// <returns>The object, and how many bytes were looked at to read it.</returns>
    public (IToken Token, long Bytes) Read(long number, int maxBytes, Func<ReadOnlyMemory<byte>, CoreTokenScanner> scan)
    {
        var from = objects[(int)offsets[number]..];
        var scanner = scan(from[..Math.Min(from.Length, maxBytes)]);
        return scanner.MoveNext()
            ? (scanner.CurrentToken, scanner.CurrentPosition)
            : throw new InvalidDataException("An object stream is cut off.");
    }
}
