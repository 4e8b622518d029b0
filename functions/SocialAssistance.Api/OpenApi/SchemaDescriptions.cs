using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SocialAssistance.Api.Answers;
using SocialAssistance.Api.Problems;
using SocialAssistance.Applications;
using SocialAssistance.Guide;

namespace SocialAssistance.Api.OpenApi;

/// <summary>What the types alone do not tell: which members may be left out, what codes there are, what a problem holds.</summary>
internal static class SchemaDescriptions
{
    public static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is { } property)
        {
            DescribeMember(schema, property, context.Document);
        }
        else
        {
            DescribeType(schema, context.JsonTypeInfo, context.Document);
        }

        return Task.CompletedTask;
    }

    private static void DescribeMember(OpenApiSchema schema, JsonPropertyInfo property, OpenApiDocument? document)
    {
        schema.Description ??= Vocabulary.DescriptionOf(property.DeclaringType, property.Name);
        schema.Enum ??= EndpointDescriptions.Codes(Vocabulary.CodesOf(property.DeclaringType, property.Name));
        if (property.DeclaringType == typeof(TaskAnswer) && property.Name == "section")
        {
            schema.OneOf =
            [
                Reference<TemporarySection>(document), Reference<MedicalSection>(document), Reference<VeteranSection>(document),
                Reference<StudentLoanSection>(document), Reference<HousingSection>(document), Reference<EmploymentSection>(document),
            ];
        }
    }

    private static void DescribeType(OpenApiSchema schema, JsonTypeInfo type, OpenApiDocument? document)
    {
        if (type.Type == typeof(ProblemDetails))
        {
            DescribeProblem(schema, document);
        }
        else if (type.Type == typeof(HomeTenure) || type.Type == typeof(HomeTenure?))
        {
            schema.Description = "By which right a family lives in its home.";
        }
        else if (type.Type == typeof(IFormFile) || type.Type == typeof(Stream))
        {
            schema.Description = "The bytes of a scan.";
        }
        else if (type.Type == typeof(ApplicationForm))
        {
            // It follows from the rest; nobody sends it.
            schema.Properties?.Remove("residenceDiffers");
        }

        // What may be null is left out of answers and may be left out of requests.
        var nullability = new NullabilityInfoContext();
        foreach (var member in type.Properties)
        {
            if (member.AttributeProvider is PropertyInfo property && nullability.Create(property).ReadState == NullabilityState.Nullable)
            {
                schema.Required?.Remove(member.Name);
            }
        }
    }

    private static void DescribeProblem(OpenApiSchema schema, OpenApiDocument? document)
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

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiSchemaReference Reference<T>(OpenApiDocument? document) => new(typeof(T).Name, document);
}
