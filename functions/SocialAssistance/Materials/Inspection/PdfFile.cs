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
    private readonly Dictionary<int, PdfObjectStream> unfoldedStreams = [];
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

    /// <summary>
    /// Whether any object does something: wherever one begins, and wherever the cross references say that one does. Objects that
    /// are free, replaced or misplaced count, because a reader that repairs the file finds them.
    /// </summary>
    public bool DoesSomething()
    {
        var seen = new HashSet<long>();
        foreach (var head in PdfHeads.Find(content.Span))
        {
            if (seen.Add(head) && IsActiveFrom(head))
            {
                return true;
            }
        }

        var packing = new HashSet<long>();
        foreach (var entry in entries.Values)
        {
            if (entry.Kind == PdfEntryKind.InFile && entry.Value < content.Length && seen.Add(entry.Value)
                && HeadAt((int)entry.Value) is var head && (head == entry.Value || seen.Add(head)) && IsActiveFrom(head))
            {
                return true;
            }

            if (entry.Kind == PdfEntryKind.InObjectStream && packing.Add(entry.Value)
                && entries.GetValueOrDefault(entry.Value).Kind == PdfEntryKind.InFile && IsActiveIn(ObjectStream(entry.Value)))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsActiveFrom(int head)
    {
        var (active, holdsObjects, looked) = PdfActiveContent.LookAt(content.Span[head..], isPacked: false);
        budget.Spend(16 + looked);

        // What says that it holds objects and cannot be unfolded may hold anything, so that it throws is right.
        return active || (holdsObjects && IsActiveIn(ObjectStream(ReadObjectBehind(head))));
    }

    private bool IsActiveIn(PdfObjectStream stream)
    {
        foreach (var packed in stream.Objects())
        {
            var (active, _, looked) = PdfActiveContent.LookAt(packed.Span, isPacked: true);
            budget.Spend(16 + looked);
            if (active)
            {
                return true;
            }
        }

        return false;
    }

    // Where "1 0 obj" is there, what stands behind it; else the place itself.
    private int HeadAt(int offset)
    {
        var pieces = new PdfNames(content.Span[offset..]);
        var isHead = pieces.Next() == PdfPiece.Word && pieces.Next() == PdfPiece.Word && pieces.Next() == PdfPiece.Word && pieces.Value == "obj";
        budget.Spend(pieces.Position);
        return isHead ? offset + pieces.Position : offset;
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

    /// <summary>Makes sure that a token refers to a stream all of whose bytes are there, and that unfolds to no more than a page's may.</summary>
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

        var found = ReadObject(entry.Value, number);
        PdfStreamDecoding.RequireModest((DictionaryToken)found.Token, Data(found), budget);
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

        return objectStreams[number] = ObjectStream(ReadObject(entry.Value, null));
    }

    private PdfObjectStream ObjectStream(PdfObject found)
    {
        if (unfoldedStreams.TryGetValue(found.DataStart, out var known))
        {
            return known;
        }

        var (dictionary, data) = Unfold(found);
        return unfoldedStreams[found.DataStart] = new PdfObjectStream(dictionary, data, Scan);
    }

    private (IReadOnlyDictionary<string, IToken> Dictionary, ReadOnlyMemory<byte> Decoded) ReadStream(long offset)
    {
        return Unfold(ReadObject(offset, null));
    }

    private (IReadOnlyDictionary<string, IToken> Dictionary, ReadOnlyMemory<byte> Decoded) Unfold(PdfObject found)
    {
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

        return ReadObject((int)offset, scanner => RequireHead(scanner, number));
    }

    private PdfObject ReadObjectBehind(int head) => ReadObject(head, _ => { });

    private PdfObject ReadObject(int start, Action<CoreTokenScanner> readHead)
    {
        var scanner = Scan(content.Slice(start, Math.Min(MaxObjectBytes, content.Length - start)));
        try
        {
            readHead(scanner);
            var (token, dataStart) = ReadBody(scanner, start);
            return new PdfObject(token, dataStart, scanner.CurrentPosition);
        }
        finally
        {
            // Also when there is no object: looking in vain costs as much.
            budget.Spend(scanner.CurrentPosition);
        }
    }

    private static void RequireHead(CoreTokenScanner scanner, long? number)
    {
        if (Next(scanner) is not NumericToken found || (number is { } wanted && found.Long != wanted)
            || Next(scanner) is not NumericToken || Next(scanner) is not OperatorToken { Data: "obj" })
        {
            throw new InvalidDataException("There is no such object where the cross references say.");
        }
    }

    private (IToken Token, int DataStart) ReadBody(CoreTokenScanner scanner, int start)
    {
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
