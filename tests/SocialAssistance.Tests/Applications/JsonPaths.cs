using System.Text.Json.Nodes;

namespace SocialAssistance.Tests.Applications;

/// <summary>Walks a JSON document.</summary>
internal static class JsonPaths
{
    /// <summary>Every node with its JSON Pointer, the whole first.</summary>
    public static IEnumerable<(string Pointer, JsonNode? Node)> Of(JsonNode? node, string pointer = "")
    {
        IEnumerable<(string Name, JsonNode? Node)> inner = node switch
        {
            JsonObject o => o.Select(p => (p.Key, p.Value)),
            JsonArray a => a.Select((n, i) => (i.ToString(System.Globalization.CultureInfo.InvariantCulture), n)),
            _ => [],
        };
        return inner.SelectMany(i => Of(i.Node, $"{pointer}/{i.Name}")).Prepend((pointer, node));
    }

    public static JsonNode? At(this JsonNode node, string pointer) => Of(node).First(p => p.Pointer == pointer).Node;
}
