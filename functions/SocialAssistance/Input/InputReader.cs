using System.Collections.Immutable;
using System.Text.Json;

namespace SocialAssistance.Input;

/// <summary>What reading an input gave: the value, or every fault.</summary>
/// <typeparam name="T">The value.</typeparam>
public sealed record Reading<T>(T? Value, ImmutableArray<Fault> Faults)
    where T : class
{
    /// <summary>Whether the input was right.</summary>
    public bool Ok => Faults.IsEmpty;
}

/// <summary>Reads one JSON document strictly, with every fault told at once.</summary>
public static class InputReader
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 16;

    // A member name with half a surrogate pair is an InvalidOperationException of the parser.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>Reads an object.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="read">Reads the members; members that it does not ask for are faults.</param>
    public static Reading<T> Read<T>(ReadOnlyMemory<byte> utf8, Func<ObjectReader, T> read)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(read);
        var faults = new Faults();
        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                faults.Add("", InputFault.WrongType, "提交的内容应当是一个 JSON 对象");
                return new Reading<T>(null, faults.ToImmutable());
            }

            var value = ObjectReader.Read(document.RootElement, "", faults, read);
            return faults.None ? new Reading<T>(value, []) : new Reading<T>(null, faults.ToImmutable());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            faults.Add("", InputFault.InvalidJson, "提交的内容不是有效的 JSON，请检查格式");
            return new Reading<T>(null, faults.ToImmutable());
        }
    }
}
