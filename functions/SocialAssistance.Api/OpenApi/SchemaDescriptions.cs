using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SocialAssistance.Api.Answers;
using SocialAssistance.Api.Problems;
using SocialAssistance.Api.Requests;
using SocialAssistance.Applications;
using SocialAssistance.Cases;
using SocialAssistance.Guide;

namespace SocialAssistance.Api.OpenApi;

/// <summary>What the types alone do not tell: which members may be left out, what codes there are, what a problem holds.</summary>
internal static class SchemaDescriptions
{
    private static readonly (Type Type, string List)[] Omissible = [(typeof(DecisionBody), "grants"), (typeof(WithdrawalBody), "items")];

    /// <summary>What can be said only when all types are there.</summary>
    public static void DescribeTogether(OpenApiDocument document)
    {
        DescribeCodes<HomeTenure>(document, "By which right a family lives in its home.");
        DescribeCodes<DayUnit>(document, "Which days a limit counts.");
        if (Schema<IFormFile>(document) is { } file)
        {
            file.Description = "The bytes of a file.";
        }

        foreach (var member in document.Components?.Schemas?.Values.SelectMany(s => s.Properties?.Values ?? []).OfType<OpenApiSchema>() ?? [])
        {
            // Comments are broken into lines where the source is.
            member.Description = string.Join(' ', member.Description?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? []) is { Length: > 0 } line ? line : null;
        }

        if (Schema<ProblemDetails>(document) is { } problem)
        {
            DescribeProblem(problem, document);
        }

        if (Schema<TaskAnswer>(document)?.Properties?["section"] is OpenApiSchema section)
        {
            section.OneOf =
            [
                Reference<TemporarySection>(document), Reference<MedicalSection>(document), Reference<VeteranSection>(document),
                Reference<StudentLoanSection>(document), Reference<HousingSection>(document), Reference<EmploymentSection>(document),
            ];
        }
    }

    public static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        PersonalSchemas.Describe(schema, context);
        if (context.JsonPropertyInfo is { } property)
        {
            DescribeMember(schema, property);
        }

        // A type that is met first as a member's is described here once and for all.
        DescribeType(schema, context.JsonTypeInfo);
        return Task.CompletedTask;
    }

    private static void DescribeMember(OpenApiSchema schema, JsonPropertyInfo property)
    {
        schema.Description ??= Vocabulary.DescriptionOf(property.DeclaringType, property.Name);
        schema.Enum ??= EndpointDescriptions.Codes(Vocabulary.CodesOf(property.DeclaringType, property.Name));
    }

    private static void DescribeType(OpenApiSchema schema, JsonTypeInfo type)
    {
        if (type.Type == typeof(Stream))
        {
            schema.Description = "The bytes of a scan.";
        }

        // What may be null is left out of answers and may be left out of requests; so may some lists, which are empty then.
        var nullability = new NullabilityInfoContext();
        foreach (var member in type.Properties)
        {
            if (member.AttributeProvider is PropertyInfo property && nullability.Create(property).ReadState == NullabilityState.Nullable)
            {
                schema.Required?.Remove(member.Name);
            }
        }

        foreach (var (_, list) in Omissible.Where(o => o.Type == type.Type))
        {
            schema.Required?.Remove(list);
        }
    }

    private static void DescribeProblem(OpenApiSchema schema, OpenApiDocument document)
    {
        schema.Description = "An error, as RFC 9457 has it.";
        schema.Required = new HashSet<string> { "title", "status", "detail", "code" };
        schema.Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("What kind of error it is, as a URI."),
            ["title"] = Text("The kind of error in a few words, in Chinese."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "The HTTP status." },
            ["detail"] = Text("What is wrong and what to do, in Chinese."),
            ["code"] = Text("Stable English code, for programs to tell errors apart."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "With 422: every fault of what was sent, by JSON Pointer.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Reference<FaultAnswer>(document) },
            },
            ["caseId"] = Text("With code submission-key-reused: the case that the key belongs to."),
            ["closedWith"] = Text("With code item-closed: the status code the item ended with."),
            ["closedWithName"] = Text("The same in Chinese."),
        };
    }

    /// <summary>A converter writes these values as codes, which the schema's maker cannot know.</summary>
    private static void DescribeCodes<T>(OpenApiDocument document, string description)
        where T : struct, Enum
    {
        if (Schema<T>(document) is { } schema)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = EndpointDescriptions.Codes(Codes.All<T>());
            schema.Description = description;
        }
    }

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiSchemaReference Reference<T>(OpenApiDocument document) => new(typeof(T).Name, document);

    private static OpenApiSchema? Schema<T>(OpenApiDocument document) =>
        document.Components?.Schemas?.TryGetValue(typeof(T).Name, out var schema) == true ? schema as OpenApiSchema : null;
}
