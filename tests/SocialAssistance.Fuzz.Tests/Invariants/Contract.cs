using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>
/// The API's own description, read as a promise: what it takes and gives has these members, of these kinds, and no others. A
/// reader of its own, so that what the product's reader lets through by mistake is seen.
/// </summary>
internal sealed class Contract(byte[] description)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly JsonObject _description = JsonNode.Parse(description)!.AsObject();
    private readonly Dictionary<string, JsonObject> _operations = Operations(JsonNode.Parse(description)!.AsObject());

    /// <summary>What is wrong with the body of a request that was taken; null when nothing is, or it takes no JSON.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="body">The body.</param>
    /// <param name="refused">Places of entries that were refused, of a list whose entries are judged each by itself; null for no such list.</param>
    public string? FaultOfRequest(string operation, byte[] body, IReadOnlySet<int>? refused)
    {
        if (body.Length == 0 || Schema(_operations[operation]["requestBody"]) is not { } schema)
        {
            return null;
        }

        // What is refused within a list may be double or half as well: then only the entries can be told apart, not read strictly.
        var (json, fault) = Read(body, refused is { Count: > 0 });
        if (fault is not null || refused is null)
        {
            return fault ?? FaultOf(schema, json, "");
        }

        var (name, list) = Resolve(schema)["properties"]!.AsObject().Single();
        return json is JsonObject { Count: 1 } o && o[name] is JsonArray entries
            ? entries.Where((_, place) => !refused.Contains(place)).Select(e => FaultOf(list!["items"]!.AsObject(), e, name)).FirstOrDefault(f => f is not null)
            : "it is no list of " + name;
    }

    /// <summary>Whether the description has such an operation.</summary>
    public bool Describes(string operation) => _operations.ContainsKey(operation);

    /// <summary>What is wrong with an answer; null when nothing is.</summary>
    public string? FaultOfAnswer(string operation, int status, JsonNode? json) =>
        _operations[operation]["responses"]?[$"{status}"] is not { } response ? $"{operation} is answered {status}, which it does not say of itself"
            : Schema(response) is { } schema ? FaultOf(schema, json, "")
            : null;

    /// <summary>Reads strictly: UTF-8, no name twice, no half characters, no deeper than is read.</summary>
    private static (JsonNode? Json, string? Fault) Read(byte[] body, bool loose)
    {
        try
        {
            var json = JsonNode.Parse(body, null, Strict with { AllowDuplicateProperties = loose });
            if (!loose)
            {
                Utf8.GetCharCount(body);
                json?.ToJsonString();
            }

            return (json, null);
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException or InvalidOperationException or ArgumentException)
        {
            return (null, "it is no strict JSON: " + e.Message);
        }
    }

    private static Dictionary<string, JsonObject> Operations(JsonObject description) => description["paths"]!.AsObject()
        .SelectMany(p => p.Value!.AsObject())
        .Where(o => o.Value is JsonObject operation && operation.ContainsKey("operationId"))
        .ToDictionary(o => (string)o.Value!["operationId"]!, o => o.Value!.AsObject(), StringComparer.Ordinal);

    private static JsonObject? Schema(JsonNode? content) => content?["content"]?["application/json"]?["schema"]?.AsObject();

    private JsonObject Resolve(JsonObject schema) =>
        (string?)schema["$ref"] is { } at ? _description["components"]!["schemas"]![at[(at.LastIndexOf('/') + 1)..]]!.AsObject() : schema;

    private string? FaultOf(JsonObject schema, JsonNode? json, string at)
    {
        if (schema["oneOf"] is JsonArray several)
        {
            var faults = several.Select(s => FaultOf(s!.AsObject(), json, at)).ToArray();
            return faults.Any(f => f is null) ? null : faults[^1];
        }

        schema = Resolve(schema);
        if (!Types(schema).Any(t => Is(t, json)))
        {
            return $"{at} is {json?.GetValueKind() ?? JsonValueKind.Null} and not {schema["type"]?.ToJsonString()}";
        }

        if (schema["enum"] is JsonArray allowed && !allowed.Any(a => JsonNode.DeepEquals(a, json)))
        {
            return $"{at} is none of {allowed.ToJsonString()}";
        }

        return json switch
        {
            JsonObject members => FaultOfMembers(schema, members, at),
            JsonArray list when schema["items"] is JsonObject each => list.Select((e, place) => FaultOf(each, e, $"{at}/{place}")).FirstOrDefault(f => f is not null),
            _ => null,
        };
    }

    private string? FaultOfMembers(JsonObject schema, JsonObject members, string at)
    {
        var known = schema["properties"]?.AsObject() ?? [];
        var required = schema["required"]?.AsArray().Select(r => (string)r!).ToHashSet(StringComparer.Ordinal) ?? [];
        if (required.FirstOrDefault(r => !members.ContainsKey(r)) is { } missing)
        {
            return $"{at}/{missing} is missing";
        }

        foreach (var (name, value) in members)
        {
            var member = known[name]?.AsObject() ?? schema["additionalProperties"] as JsonObject;
            if (member is null && (known.Count > 0 || Types(schema) is ["object"]))
            {
                return $"{at}/{name} is not known";
            }

            // What may be left out may be null as well.
            if (member is not null && !(value is null && !required.Contains(name)) && FaultOf(member, value, $"{at}/{name}") is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static string[] Types(JsonObject schema) => schema["type"] switch
    {
        JsonArray several => [.. several.Select(t => (string)t!)],
        JsonValue one => [(string)one!],
        _ => ["any"],
    };

    private static bool Is(string type, JsonNode? json) => (type, json?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("any", _) => true,
        ("null", JsonValueKind.Null) => true,
        ("string", JsonValueKind.String) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("object", JsonValueKind.Object) => true,
        ("array", JsonValueKind.Array) => true,
        ("integer", JsonValueKind.Number) => json!.GetValue<JsonElement>().TryGetDecimal(out var number) && decimal.IsInteger(number),
        ("number", JsonValueKind.Number) => true,
        _ => false,
    };
}
