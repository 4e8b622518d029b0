using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace SocialAssistance.Materials.Inspection;

/// <summary>The objects of one PDF, found through its cross references. Anything amiss throws; the work is bounded.</summary>
internal sealed class PdfFile
{
    // No object of a scan but a stream's data is longer than this.
    private const int MaxObjectBytes = 1024 * 1024;

    // Objects in memory are many times larger than in the file: beyond this they are read again.
    private const long MaxRememberedBytes = 4 * 1024 * 1024;

    private readonly ReadOnlyMemory<byte> content;
    private readonly PdfBudget budget;
    private readonly StackDepthGuard depth = new(64);
    private readonly Dictionary<long, PdfEntry> entries = [];
    private readonly Dictionary<long, IToken> objects = [];
    private readonly Dictionary<long, PdfObjectStream> objectStreams = [];
    private readonly HashSet<long> wholeStreams = [];
    private long rememberedBytes;

    private PdfFile(ReadOnlyMemory<byte> content)
    {
        this.content = content;
        budget = new PdfBudget(content.Length);
    }

    /// <summary>What the newest trailer says.</summary>
    public IReadOnlyDictionary<string, IToken> Trailer { get; private set; } = null!;

    public static PdfFile Open(ReadOnlyMemory<byte> content)
    {
        var file = new PdfFile(content);
        file.Trailer = new PdfCrossReferences(content, file.entries, file.ReadStream).Read();
        return file;
    }

    /// <summary>What a token stands for: itself, or the object it refers to; null when there is no such object.</summary>
    public IToken? Resolve(IToken token)
    {
        budget.Spend(16);
        if (token is not IndirectReferenceToken reference)
        {
            return token;
        }

        var number = reference.Data.ObjectNumber;
        if (objects.TryGetValue(number, out var known))
        {
            return known;
        }

        if (!entries.TryGetValue(number, out var entry) || entry.Kind == PdfEntryKind.Free)
        {
            return null;
        }

        var (found, bytes) = Read(number, entry);
        rememberedBytes += bytes;
        if (rememberedBytes <= MaxRememberedBytes)
        {
            objects[number] = found;
        }

        return found;
    }

    /// <summary>Every object that the newest cross references know, each read by itself; what no reader could read is passed over.</summary>
    public IEnumerable<IToken> All()
    {
        foreach (var (number, entry) in entries)
        {
            if (entry.Kind != PdfEntryKind.Free && TryRead(number, entry) is { } token)
            {
                yield return token;
            }
        }
    }

    private IToken? TryRead(long number, PdfEntry entry)
    {
        try
        {
            budget.Spend(16);
            return Read(number, entry).Token;
        }
        catch (Exception error) when (error is not ScanRefusedException)
        {
            return null;
        }
    }

    private (IToken Token, long Bytes) Read(long number, PdfEntry entry)
    {
        if (entry.Kind == PdfEntryKind.InFile)
        {
            var read = ReadObject(entry.Value, number);
            return (read.Token, read.Bytes);
        }

        var packed = ObjectStream(entry.Value).Read(number, MaxObjectBytes, Scan);
        budget.Spend(packed.Bytes);
        return packed;
    }

    /// <summary>Makes sure that a token refers to a stream all of whose bytes are there.</summary>
    public void RequireStream(IToken token)
    {
        budget.Spend(16);
        var number = ((IndirectReferenceToken)token).Data.ObjectNumber;
        if (!wholeStreams.Add(number))
        {
            return;
        }

        var entry = entries[number];
        if (entry.Kind != PdfEntryKind.InFile)
        {
            throw new InvalidDataException("A stream must stand in the file itself.");
        }

        _ = Data(ReadObject(entry.Value, number));
    }

    private PdfObjectStream ObjectStream(long number)
    {
        if (objectStreams.TryGetValue(number, out var known))
        {
            return known;
        }

        var entry = entries[number];
        if (entry.Kind != PdfEntryKind.InFile)
        {
            throw new InvalidDataException("An object stream must stand in the file itself.");
        }

        var (dictionary, data) = ReadStream(entry.Value);
        return objectStreams[number] = new PdfObjectStream(dictionary, data, Scan);
    }

    private (IReadOnlyDictionary<string, IToken> Dictionary, ReadOnlyMemory<byte> Decoded) ReadStream(long offset)
    {
        var found = ReadObject(offset, null);
        var dictionary = (DictionaryToken)found.Token;
        return (dictionary.Data, PdfStreamDecoding.Decode(dictionary, Data(found), budget));
    }

    private ReadOnlyMemory<byte> Data(PdfObject found)
    {
        if (found.DataStart < 0)
        {
            throw new InvalidDataException("A stream has no data.");
        }

        var rest = content[found.DataStart..];
        if (Length((DictionaryToken)found.Token) is >= 0 and var length && length <= rest.Length
            && rest.Span[(int)length..].TrimStart(" \r\n\t\0"u8).StartsWith("endstream"u8))
        {
            return rest[..(int)length];
        }

        // Some scanners write a wrong length; readers look for the end, and so does this.
        var end = rest.Span.IndexOf("endstream"u8);
        budget.Spend(end < 0 ? rest.Length : end);
        return end >= 0 ? rest[..end] : throw new InvalidDataException("A stream does not end.");
    }

    // A length kept in an object stream is not followed: that stream's own length could be kept there too, without end.
    private double Length(DictionaryToken stream) => stream.Data.GetValueOrDefault("Length") switch
    {
        NumericToken length => length.Double,
        IndirectReferenceToken reference when entries.GetValueOrDefault(reference.Data.ObjectNumber) is { Kind: PdfEntryKind.InFile } entry
            && ReadObject(entry.Value, reference.Data.ObjectNumber).Token is NumericToken length => length.Double,
        _ => -1,
    };

    private PdfObject ReadObject(long offset, long? number)
    {
        if (offset < 0 || offset >= content.Length)
        {
            throw new InvalidDataException("An object is beyond the end.");
        }

        var start = (int)offset;
        var scanner = Scan(content.Slice(start, Math.Min(MaxObjectBytes, content.Length - start)));
        try
        {
            var (token, dataStart) = ReadObject(scanner, start, number);
            return new PdfObject(token, dataStart, scanner.CurrentPosition);
        }
        finally
        {
            // Also when there is no object: looking in vain costs as much.
            budget.Spend(scanner.CurrentPosition);
        }
    }

    private (IToken Token, int DataStart) ReadObject(CoreTokenScanner scanner, int start, long? number)
    {
        if (Next(scanner) is not NumericToken found || (number is { } wanted && found.Long != wanted)
            || Next(scanner) is not NumericToken || Next(scanner) is not OperatorToken { Data: "obj" })
        {
            throw new InvalidDataException("There is no such object where the cross references say.");
        }

        var token = Next(scanner);
        if (token is not DictionaryToken || Next(scanner) is not OperatorToken { Data: "stream" })
        {
            return (token, -1);
        }

        var dataStart = start + (int)scanner.CurrentTokenStart + "stream".Length;
        return (token, content.Span[dataStart..].StartsWith("\r\n"u8) ? dataStart + 2
            : content.Span[dataStart] is (byte)'\n' or (byte)'\r' ? dataStart + 1
            : dataStart);
    }

    private CoreTokenScanner Scan(ReadOnlyMemory<byte> bytes) => new(new MemoryInputBytes(bytes), true, depth, useLenientParsing: true);

    private static IToken Next(CoreTokenScanner scanner)
    {
        while (scanner.MoveNext())
        {
            if (scanner.CurrentToken is not CommentToken)
            {
                return scanner.CurrentToken;
            }
        }

        throw new InvalidDataException("The file ends within an object.");
    }

    private readonly record struct PdfObject(IToken Token, int DataStart, long Bytes);
}
