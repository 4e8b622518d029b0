using System.Text.Json.Nodes;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>Whether what is held of an application is what was sent: every value at its place, and nothing besides.</summary>
internal static class SameForm
{
    public static bool Holds(JsonNode? sent, JsonNode? held) => (sent, held) switch
    {
        (JsonObject s, JsonObject h) => s.All(m => Holds(m.Value, h[m.Key])) && h.All(m => m.Value is null || s.ContainsKey(m.Key)),
        (JsonArray s, JsonArray h) => s.Count == h.Count && s.Zip(h).All(pair => Holds(pair.First, pair.Second)),
        _ => sent is null ? held is null : JsonNode.DeepEquals(sent, held),
    };
}
