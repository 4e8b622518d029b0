using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using SocialAssistance.Api.Authentication;

namespace SocialAssistance.Api.OpenApi;

/// <summary>The OpenAPI document, made from the endpoints themselves.</summary>
internal static partial class ApiDescription
{
    private const string KeyScheme = "ApiKey";

    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["caseId"] = "Number of the case, for example 20260803-640104-7K3M9Q2XWD4P.",
        ["item"] = "Code of the item.",
        ["items"] = "Codes of the ticked items, with commas between them.",
        ["department"] = "Code of the department.",
        ["materialId"] = "Id of the scan.",
        ["day"] = "A day in Asia/Shanghai, for example 2026-08-03.",
        ["residenceDiffers"] = "Whether the applicant lives elsewhere than registered.",
    };

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.CreateSchemaReferenceId = type => PersonalSchemas.IsPersonal(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        Describe(options);
    });

    private static void Describe(OpenApiOptions options) => options
        .AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Social assistance, one application",
                Version = "1.0",
                Description = "社会救助“一件事”：一次申请、一套材料、一次提交、事项联办。",
            };

            // The document is the same wherever it is served.
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            SchemaDescriptions.DescribeTogether(document);
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [KeyScheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.ApiKey,
                    In = ParameterLocation.Header,
                    Name = CallerHandler.HeaderName,
                    Description = "Tells the caller, and with it the role, the department and the divisions.",
                },
                [TokenScheme.Name] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    BearerFormat = "JWT",
                    Description = "A token of the issuer that the installation trusts, in place of a key; with both a request is refused.",
                },
            };
            return Task.CompletedTask;
        })
        .AddOperationTransformer((operation, context, _) =>
        {
            DescribeParameters(operation, context.Description.RelativePath ?? "");
            if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
            {
                operation.Security =
                [
                    .. new[] { KeyScheme, TokenScheme.Name }
                        .Select(name => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(name, context.Document)] = [] }),
                ];
            }

            operation.Responses = Sorted(operation.Responses);
            return Task.CompletedTask;
        })
        .AddSchemaTransformer(SchemaDescriptions.Describe);

    private static OpenApiResponses Sorted(OpenApiResponses? responses)
    {
        var sorted = new OpenApiResponses();
        foreach (var (status, response) in (responses ?? []).OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            sorted.Add(status, response);
        }

        return sorted;
    }

    /// <summary>Every part of the path is a parameter, also one that only a filter looks at.</summary>
    private static void DescribeParameters(OpenApiOperation operation, string path)
    {
        operation.Parameters ??= [];
        foreach (var name in PathParameter().Matches(path).Select(m => m.Groups[1].Value).Where(n => operation.Parameters.All(p => p.Name != n)).Reverse())
        {
            operation.Parameters.Insert(0, new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Path,
                Required = true,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            parameter.Description ??= Parameters.GetValueOrDefault(parameter.Name ?? "");
        }
    }

    [GeneratedRegex(@"\{([a-zA-Z]+)\}")]
    private static partial Regex PathParameter();
}
