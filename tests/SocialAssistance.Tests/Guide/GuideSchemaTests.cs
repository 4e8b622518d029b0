using System.Text.Json;
using Shouldly;
using SocialAssistance.Guide;
using Xunit;

namespace SocialAssistance.Tests.Guide;

public sealed class GuideSchemaTests
{
    // The validator passes over keywords that it does not know, such as const, propertyNames and if: a schema that
    // used one would look stricter than it is.
    private static readonly HashSet<string> Enforced =
    [
        "$schema", "$ref", "title", "description", "definitions", "type", "properties", "patternProperties",
        "additionalProperties", "required", "items", "minItems", "uniqueItems", "minProperties", "enum", "pattern",
        "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "oneOf",
    ];

    public static TheoryData<string> Names => ["items", "materials", "departments", "divisions", "holidays", "practice", "suggestions", "retention"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_uses_enforced_keywords_only_and_closes_every_object(string name)
    {
        using var schema = Schema(name);
        Walk(schema.RootElement);
    }

    [Fact]
    public void Facts_of_the_schema_are_those_that_conditions_can_name()
    {
        using var schema = Schema("suggestions");
        var definitions = schema.RootElement.GetProperty("definitions");

        Enum("flag").ShouldBe(FactNames.Flags.Keys, ignoreOrder: true);
        Enum("amount").ShouldBe(FactNames.Amounts.Keys, ignoreOrder: true);

        IEnumerable<string> Enum(string definition) =>
            definitions.GetProperty(definition).GetProperty("enum").EnumerateArray().Select(e => e.GetString()!);
    }

    private static JsonDocument Schema(string name)
    {
        using var stream = typeof(ServiceGuide).Assembly.GetManifestResourceStream($"{name}.schema.json").ShouldNotBeNull();
        return JsonDocument.Parse(stream);
    }

    private static void Walk(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (schema.TryGetProperty("properties", out _) || schema.TryGetProperty("patternProperties", out _))
        {
            schema.GetProperty("additionalProperties").ValueKind.ShouldBe(JsonValueKind.False);
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            keyword.Name.ShouldBeOneOf([.. Enforced]);
            if (keyword.Name is "properties" or "patternProperties" or "definitions")
            {
                keyword.Value.EnumerateObject().ToList().ForEach(p => Walk(p.Value));
            }
            else if (keyword.Value.ValueKind == JsonValueKind.Array && keyword.Name == "oneOf")
            {
                keyword.Value.EnumerateArray().ToList().ForEach(Walk);
            }
            else
            {
                Walk(keyword.Value);
            }
        }
    }
}
