using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SocialAssistance.Input;

/// <summary>
/// Reads the members of one JSON object. Each call asks for one member; what is wrong becomes a fault and a stand-in
/// value, so that reading goes on and every fault is found. A reading with a fault is thrown away as a whole.
/// </summary>
public sealed class ObjectReader
{
    private readonly Dictionary<string, JsonElement> _members;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    private ObjectReader(JsonElement element, string pointer, Faults faults)
    {
        Pointer = pointer;
        Faults = faults;
        _members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (!_members.TryAdd(member.Name, member.Value))
            {
                faults.Add(At(member.Name), InputFault.DuplicateField, "同一项填写了两次");
            }
        }
    }

    /// <summary>JSON Pointer of this object.</summary>
    public string Pointer { get; }

    /// <summary>The faults found so far, in the whole document.</summary>
    public Faults Faults { get; }

    /// <summary>JSON Pointer of a member.</summary>
    public string At(string name) => Pointer + "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Notes a fault at a member.</summary>
    public void Fault(string name, string code, string detail) => Faults.Add(At(name), code, detail);

    /// <summary>Whether the member stands there and is not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>A required text of 1 to <paramref name="max"/> characters, trimmed.</summary>
    public string Text(string name, int max) => Required(name) is { } element ? InputValues.Text(element, At(name), max, Faults) ?? "" : "";

    /// <summary>A text of 1 to <paramref name="max"/> characters, or null.</summary>
    public string? OptionalText(string name, int max) => Find(name) is { } element ? InputValues.Text(element, At(name), max, Faults) : null;

    /// <summary>A required text that is one of <paramref name="allowed"/>.</summary>
    public string Code(string name, IReadOnlyCollection<string> allowed) =>
        Required(name) is { } element ? InputValues.Code(element, At(name), allowed, Faults) ?? "" : "";

    /// <summary>A required true or false.</summary>
    public bool Flag(string name) => Required(name) is { } element && (InputValues.Flag(element, At(name), Faults) ?? false);

    /// <summary>True, false, or null when it is not there.</summary>
    public bool? OptionalFlag(string name) => Find(name) is { } element ? InputValues.Flag(element, At(name), Faults) : null;

    /// <summary>A required amount of money in yuan: not negative, at most a thousand million, two decimals.</summary>
    public decimal Amount(string name) => Required(name) is { } element ? InputValues.Amount(element, At(name), Faults) ?? 0 : 0;

    /// <summary>An amount of money in yuan, or null.</summary>
    public decimal? OptionalAmount(string name) => Find(name) is { } element ? InputValues.Amount(element, At(name), Faults) : null;

    /// <summary>A required whole number.</summary>
    public int Whole(string name, int min, int max) => Required(name) is { } element ? InputValues.Whole(element, At(name), min, max, Faults) ?? min : min;

    /// <summary>A whole number, or null.</summary>
    public int? OptionalWhole(string name, int min, int max) => Find(name) is { } element ? InputValues.Whole(element, At(name), min, max, Faults) : null;

    /// <summary>A required date, <c>yyyy-MM-dd</c>.</summary>
    public DateOnly? Date(string name) => Required(name) is { } element ? InputValues.Date(element, At(name), Faults) : null;

    /// <summary>A date, or null.</summary>
    public DateOnly? OptionalDate(string name) => Find(name) is { } element ? InputValues.Date(element, At(name), Faults) : null;

    /// <summary>A required moment, ISO 8601 with offset.</summary>
    public DateTimeOffset? Moment(string name) => Required(name) is { } element ? InputValues.Moment(element, At(name), Faults) : null;

    /// <summary>Whether the member is a text of a day's length, and no moment.</summary>
    public bool IsDate(string name) => Find(name) is { ValueKind: JsonValueKind.String } element && element.GetRawText().Length <= 12;

    /// <summary>A required object.</summary>
    public T? Object<T>(string name, Func<ObjectReader, T> read)
        where T : class => Required(name) is { } element ? ReadMember(element, name, read) : null;

    /// <summary>An object, or null.</summary>
    public T? OptionalObject<T>(string name, Func<ObjectReader, T> read)
        where T : class => Find(name) is { } element ? ReadMember(element, name, read) : null;

    /// <summary>A list of objects. When <paramref name="min"/> is zero it may be empty or not there at all.</summary>
    public ImmutableArray<T> Objects<T>(string name, int min, int max, Func<ObjectReader, T> read) =>
        List(name, min, max, (element, pointer) =>
        {
            if (element.ValueKind == JsonValueKind.Object)
            {
                return (true, Read(element, pointer, Faults, read));
            }

            Faults.Add(pointer, InputFault.WrongType, "这里应当是一组填写项");
            return (false, default!);
        });

    /// <summary>A list of anything, each entry as its own document, to be read and judged on its own: byte for byte, because
    /// written anew, bytes that are no text would become one.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Documents(string name, int min, int max) =>
        List(name, min, max, (element, _) => (true, (ReadOnlyMemory<byte>)JsonMarshal.GetRawUtf8Value(element).ToArray()));

    /// <summary>A list of texts, each at its place; one that is wrong is empty and has a fault.</summary>
    public ImmutableArray<string> Texts(string name, int min, int max, int maxLength) =>
        List(name, min, max, (element, pointer) => (true, InputValues.Text(element, pointer, maxLength, Faults) ?? ""));

    internal static T Read<T>(JsonElement element, string pointer, Faults faults, Func<ObjectReader, T> read)
    {
        var reader = new ObjectReader(element, pointer, faults);
        var value = read(reader);
        foreach (var name in reader._members.Keys.Where(name => !reader._asked.Contains(name)))
        {
            faults.Add(reader.At(name), InputFault.UnknownField, "表单中没有这一项");
        }

        return value;
    }

    private ImmutableArray<T> List<T>(string name, int min, int max, Func<JsonElement, string, (bool Ok, T Value)> read)
    {
        if ((min > 0 ? Required(name) : Find(name)) is not { } list)
        {
            return [];
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            Fault(name, InputFault.WrongType, "这里应当是一个列表");
            return [];
        }

        var length = list.GetArrayLength();
        if (length < min)
        {
            Fault(name, InputFault.Empty, "至少要有一项");
            return [];
        }

        if (length > max)
        {
            Fault(name, InputFault.TooMany, $"最多 {max} 项");
            return [];
        }

        var values = ImmutableArray.CreateBuilder<T>(length);
        var index = 0;
        var whole = true;
        foreach (var element in list.EnumerateArray())
        {
            var (ok, value) = read(element, At(name) + "/" + index++);
            whole &= ok;
            values.Add(value);
        }

        // A list with a hole would shift the places of what follows: it counts as not there.
        return whole ? values.ToImmutable() : [];
    }

    private T? ReadMember<T>(JsonElement element, string name, Func<ObjectReader, T> read)
        where T : class
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            return Read(element, At(name), Faults, read);
        }

        Fault(name, InputFault.WrongType, "这里应当是一组填写项");
        return null;
    }

    private JsonElement? Find(string name)
    {
        _asked.Add(name);
        return _members.TryGetValue(name, out var element) && element.ValueKind != JsonValueKind.Null ? element : null;
    }

    private JsonElement? Required(string name)
    {
        var element = Find(name);
        if (element is null)
        {
            Fault(name, InputFault.Required, "此项必填");
        }

        return element;
    }
}
