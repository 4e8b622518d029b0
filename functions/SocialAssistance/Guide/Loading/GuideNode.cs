using System.Text.Json;

namespace SocialAssistance.Guide;

/// <summary>A place in one of the guide's files. Reading it never throws: what is not there, or is of another kind, is
/// null or empty, so that one broken place hides no other.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Pointer">JSON Pointer to the place.</param>
/// <param name="Value">What stands there.</param>
internal readonly record struct GuideNode(string File, string Pointer, JsonElement Value)
{
    /// <summary>The property of that name, or null.</summary>
    public GuideNode? this[string name] =>
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var value)
            ? new GuideNode(File, $"{Pointer}/{Escape(name)}", value)
            : null;

    /// <summary>The string that stands here, or null.</summary>
    public string? Text => Value.ValueKind == JsonValueKind.String ? Value.GetString() : null;

    /// <summary>The whole number that stands here, or null.</summary>
    public int? Number => Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var number) ? number : null;

    /// <summary>The date that stands here, or null.</summary>
    public DateOnly? Date => Text is { } text ? ParseDate(text) : null;

    /// <summary>Whether <c>true</c> stands here.</summary>
    public bool IsTrue => Value.ValueKind == JsonValueKind.True;

    /// <summary>The elements of the array that stands here.</summary>
    public IEnumerable<GuideNode> Elements
    {
        get
        {
            var self = this;
            return Value.ValueKind == JsonValueKind.Array
                ? Value.EnumerateArray().Select((v, i) => new GuideNode(self.File, $"{self.Pointer}/{i}", v))
                : [];
        }
    }

    /// <summary>The properties of the object that stands here.</summary>
    public IEnumerable<(string Name, GuideNode Node)> Properties
    {
        get
        {
            var self = this;
            return Value.ValueKind == JsonValueKind.Object
                ? Value.EnumerateObject().Select(p => (p.Name, new GuideNode(self.File, $"{self.Pointer}/{Escape(p.Name)}", p.Value)))
                : [];
        }
    }

    /// <summary>The elements of the array in the property of that name.</summary>
    public IEnumerable<GuideNode> List(string name) => this[name]?.Elements ?? [];

    /// <summary>The string in the property of that name, or null.</summary>
    public string? TextOf(string name) => this[name]?.Text;

    /// <summary>The date written <c>yyyy-MM-dd</c>, or null.</summary>
    public static DateOnly? ParseDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date) ? date : null;

    /// <summary>A name as a JSON Pointer has it.</summary>
    public static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
