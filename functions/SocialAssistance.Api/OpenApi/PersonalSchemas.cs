using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SocialAssistance.Privacy;

namespace SocialAssistance.Api.OpenApi;

/// <summary>A personal value looks to callers like the value itself; that it is stored sealed is none of their business.</summary>
internal static class PersonalSchemas
{
    /// <summary>How the type's own description begins.</summary>
    private const string Own = "A value that says something of a person.";

    private static readonly Dictionary<Type, (JsonSchemaType Type, string? Format)> Values = new()
    {
        [typeof(Personal<string>)] = (JsonSchemaType.String, null),
        [typeof(Personal<decimal>)] = (JsonSchemaType.Number, "double"),
        [typeof(Personal<int>)] = (JsonSchemaType.Integer, "int32"),
        [typeof(Personal<DateOnly>)] = (JsonSchemaType.String, "date"),
    };

    public static bool IsPersonal(Type type) => Values.ContainsKey(type);

    public static void Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (context.JsonTypeInfo.ElementType is { } element && Values.TryGetValue(element, out var one))
        {
            schema.Items = new OpenApiSchema { Type = one.Type, Format = one.Format };
        }

        if (!Values.TryGetValue(context.JsonTypeInfo.Type, out var value))
        {
            return;
        }

        var optional = context.JsonPropertyInfo?.AttributeProvider is PropertyInfo property
            && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
        schema.Type = optional ? value.Type | JsonSchemaType.Null : value.Type;
        schema.Format = value.Format;
        if (schema.Description?.StartsWith(Own, StringComparison.Ordinal) == true)
        {
            // A member without words of its own was given those of the type, which are for whoever works on this program.
            schema.Description = null;
        }
    }
}
