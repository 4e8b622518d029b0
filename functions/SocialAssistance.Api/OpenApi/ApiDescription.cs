using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using SocialAssistance.Api.Authentication;

namespace SocialAssistance.Api.OpenApi;

/// <summary>The OpenAPI document, made from the endpoints themselves.</summary>
internal static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
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
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [ApiKeyHandler.SchemeName] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.ApiKey,
                    In = ParameterLocation.Header,
                    Name = ApiKeyHandler.HeaderName,
                },
            };
            return Task.CompletedTask;
        });
    });
}
