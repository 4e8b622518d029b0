using System.Text.Json.Nodes;
using Shouldly;

namespace SocialAssistance.Api.Tests.OpenApi;

/// <summary>The OpenAPI document, taken apart.</summary>
internal static class ApiDocument
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch", "head", "options"];

    /// <summary>Every operation as its method in capitals, its path and its description.</summary>
    public static IEnumerable<(string Method, string Path, JsonObject Operation)> Operations(this JsonNode document) =>
        from path in document["paths"].ShouldNotBeNull().AsObject()
        from operation in path.Value!.AsObject()
        where Methods.Contains(operation.Key)
        select (operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject());

    /// <summary>What a schema refers to, or the schema itself.</summary>
    public static JsonNode Resolve(this JsonNode document, JsonNode schema)
    {
        if ((string?)schema["$ref"] is not { } reference)
        {
            return schema;
        }

        return reference[2..].Split('/').Aggregate(document, (node, name) => node[name].ShouldNotBeNull(reference));
    }
}
