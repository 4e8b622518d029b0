using System.Buffers.Text;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace SocialAssistance.Materials.Inspection;

/// <summary>Where an object is.</summary>
internal enum PdfEntryKind
{
    /// <summary>Nowhere: the number is free.</summary>
    Free,

    /// <summary>At a byte of the file.</summary>
    InFile,

    /// <summary>Within the object stream of that number.</summary>
    InObjectStream,
}

/// <summary>Where an object is; <paramref name="Value"/> is a byte offset or an object stream's number.</summary>
internal readonly record struct PdfEntry(PdfEntryKind Kind, long Value);

/// <summary>Reads the cross references from the newest, at the end of the file, back to the oldest (ISO 32000-1, 7.5.4 to 7.5.8).</summary>
internal sealed class PdfCrossReferences(
    ReadOnlyMemory<byte> content,
    Dictionary<long, PdfEntry> entries,
    Func<long, (IReadOnlyDictionary<string, IToken> Dictionary, ReadOnlyMemory<byte> Decoded)> readStream)
{
    // Devices fill files up behind the end mark; "startxref" and its number stand before it.
    private const int TailBytes = (64 * 1024) + 64;

    // A device's name or the time of a scan.
    private const int MaxClosingComments = 4;
    private const int MaxClosingCommentBytes = 256;
    private const int MaxSections = 256;
    private const int MaxEntries = 1_000_000;
    private const int MaxTrailerBytes = 64 * 1024;

    private int entriesRead;

    /// <returns>The newest trailer.</returns>
    public IReadOnlyDictionary<string, IToken> Read()
    {
        IReadOnlyDictionary<string, IToken>? newest = null;
        var seen = new HashSet<long>();
        for (long? next = FindStart(); next is { } offset;)
        {
            if (!seen.Add(offset) || seen.Count > MaxSections)
            {
                throw new InvalidDataException("The cross references go in a circle.");
            }

            var trailer = ReadSection(offset);
            newest ??= trailer;

            // A file for old and new readers alike hides what the old ones must not see in a second section.
            if (trailer.TryGetValue("XRefStm", out var hidden))
            {
                _ = ReadStreamSection(((NumericToken)hidden).Long);
            }

            next = trailer.TryGetValue("Prev", out var previous) ? ((NumericToken)previous).Long : null;
        }

        return newest!;
    }

    private long FindStart()
    {
        // Devices fill files up with zeros; however many there are, the end mark stands before them.
        var whole = content.Span.TrimEnd((byte)0);
        var tail = whole[Math.Max(0, whole.Length - TailBytes)..];
        var mark = tail.LastIndexOf("startxref"u8);
        if (mark < 0)
        {
            throw new InvalidDataException("The file has no end.");
        }

        var reader = new Reader(tail[(mark + "startxref".Length)..]);
        var offset = reader.Number();
        if (!reader.TrySkip("%%EOF"u8))
        {
            throw new InvalidDataException("The file has no end mark.");
        }

        return IsNothing(reader.Rest) ? offset : throw new ScanRefusedException(ScanFault.ForeignContent);
    }

    // Padding, and comments of one short line that is text.
    private static bool IsNothing(ReadOnlySpan<byte> rest)
    {
        for (var comments = 0; !Padding.IsAll(rest); comments++)
        {
            rest = Padding.TrimStart(rest);
            var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
            var line = end < 0 ? rest.TrimEnd((byte)0x1A) : rest[..end];
            if (comments == MaxClosingComments || line.Length > MaxClosingCommentBytes || !line.StartsWith("%"u8) || line.StartsWith("%PDF"u8)
                || line.IndexOfAnyInRange((byte)0, (byte)0x1F) >= 0)
            {
                return false;
            }

            rest = rest[line.Length..];
        }

        return true;
    }

    private IReadOnlyDictionary<string, IToken> ReadSection(long offset)
    {
        var start = checked((int)offset);
        var reader = new Reader(content.Span[start..]);
        if (!reader.TrySkip("xref"u8))
        {
            return ReadStreamSection(offset);
        }

        while (!reader.TrySkip("trailer"u8))
        {
            var first = reader.Number();
            var count = reader.Number();
            for (long i = 0; i < count; i++)
            {
                var value = reader.Number();
                _ = reader.Number();
                if (reader.TrySkip("n"u8))
                {
                    Add(first + i, new PdfEntry(PdfEntryKind.InFile, value));
                }
                else if (reader.TrySkip("f"u8))
                {
                    Add(first + i, default);
                }
                else
                {
                    throw new InvalidDataException("A cross reference is damaged.");
                }
            }
        }

        var rest = content[(content.Length - reader.Rest.Length)..];
        var scanner = new CoreTokenScanner(
            new MemoryInputBytes(rest[..Math.Min(rest.Length, MaxTrailerBytes)]), true, new StackDepthGuard(64), useLenientParsing: true);
        return scanner.TryReadToken<DictionaryToken>(out var trailer)
            ? trailer.Data
            : throw new InvalidDataException("The trailer is missing.");
    }

    private IReadOnlyDictionary<string, IToken> ReadStreamSection(long offset)
    {
        var (dictionary, decoded) = readStream(offset);
        var bytes = decoded.Span;
        var widths = ((ArrayToken)dictionary["W"]).Data.Select(w => ((NumericToken)w).Int).ToArray();
        if (widths.Length < 3 || widths.Any(w => w is < 0 or > 8))
        {
            throw new InvalidDataException("A cross reference stream is damaged.");
        }

        var index = dictionary.TryGetValue("Index", out var given)
            ? ((ArrayToken)given).Data.Select(n => ((NumericToken)n).Long).ToArray()
            : [0, ((NumericToken)dictionary["Size"]).Long];
        for (var i = 0; i + 1 < index.Length; i += 2)
        {
            for (long n = 0; n < index[i + 1]; n++)
            {
                var kind = widths[0] == 0 ? 1 : Field(ref bytes, widths[0]);
                var value = Field(ref bytes, widths[1]);
                _ = Field(ref bytes, widths[2]);
                Add(index[i] + n, kind switch
                {
                    1 => new PdfEntry(PdfEntryKind.InFile, value),
                    2 => new PdfEntry(PdfEntryKind.InObjectStream, value),
                    _ => default,
                });
            }
        }

        return dictionary;
    }

    // The newest section is read first, so what is known already is the newer.
    private void Add(long number, PdfEntry entry)
    {
        if (++entriesRead > MaxEntries)
        {
            throw new InvalidDataException("There are too many cross references.");
        }

        entries.TryAdd(number, entry);
    }

    private static long Field(ref ReadOnlySpan<byte> bytes, int width)
    {
        long value = 0;
        foreach (var b in bytes[..width])
        {
            value = (value << 8) | b;
        }

        bytes = bytes[width..];
        return value;
    }

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        public ReadOnlySpan<byte> Rest { get; private set; } = bytes;

        public long Number()
        {
            Rest = Rest.TrimStart(" \r\n\t\0\f"u8);
            if (!Utf8Parser.TryParse(Rest, out long value, out var consumed) || value < 0)
            {
                throw new InvalidDataException("A number is missing.");
            }

            Rest = Rest[consumed..];
            return value;
        }

        public bool TrySkip(ReadOnlySpan<byte> word)
        {
            Rest = Rest.TrimStart(" \r\n\t\0\f"u8);
            if (!Rest.StartsWith(word))
            {
                return false;
            }

            Rest = Rest[word.Length..];
            return true;
        }
    }
}
