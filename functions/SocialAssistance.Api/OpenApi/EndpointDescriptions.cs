using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;
using SocialAssistance.Cases;

namespace SocialAssistance.Api.OpenApi;

/// <summary>What endpoints take besides what their signatures say.</summary>
internal static class EndpointDescriptions
{
    private static readonly ProducesResponseTypeMetadata InvalidInput = new(
        StatusCodes.Status422UnprocessableEntity, typeof(Microsoft.AspNetCore.Mvc.ProblemDetails), ["application/problem+json"]);

    /// <summary>Takes a JSON document, read by hand and strictly, with the problems that follow from it.</summary>
    public static RouteHandlerBuilder TakesJson<T>(this RouteHandlerBuilder endpoint, bool optional = false)
        where T : notnull => endpoint
        .Accepts<T>(optional, "application/json")
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>Takes a parameter that is read by hand.</summary>
    public static TBuilder WithParameter<TBuilder>(
        this TBuilder endpoint, string name, ParameterLocation place, string description, JsonSchemaType type = JsonSchemaType.String, params IEnumerable<string> codes)
        where TBuilder : IEndpointConventionBuilder => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = place,
            Description = description,
            Schema = new OpenApiSchema { Type = type, Enum = Codes(codes) },
        });
        return Task.CompletedTask;
    });

    /// <summary>Takes the parameters of a work-list query.</summary>
    public static TBuilder WithWorkListParameters<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint
        .WithParameter("division", ParameterLocation.Query, "County, prefecture or region, six digits; all the caller may see when absent.")
        .WithParameter("status", ParameterLocation.Query, "Only of this status; `open`, as when absent: what can still be acted on; `all`: what has ended, too.",
            codes: [.. SocialAssistance.Cases.Codes.All<ItemStatus>(), "open", "all"])
        .WithParameter("light", ParameterLocation.Query, "Only of this light today.", codes: SocialAssistance.Cases.Codes.All<Light>())
        .WithParameter("undelivered", ParameterLocation.Query, "`true`: only what the department could not be told yet.", JsonSchemaType.Boolean)
        .WithParameter("pageSize", ParameterLocation.Query, "1 to 200; 50 when absent.", JsonSchemaType.Integer)
        .WithParameter("continuation", ParameterLocation.Query, "What the page before ended with.")
        .WithMetadata(InvalidInput);

    /// <summary>Takes the parameters of a question to the audit trail.</summary>
    public static TBuilder WithAuditParameters<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint
        .WithParameter("from", ParameterLocation.Query, "First day of the chain, in Asia/Shanghai.")
        .WithParameter("to", ParameterLocation.Query, "Last day of the chain.")
        .WithParameter("caseId", ParameterLocation.Query, "Only of this case.")
        .WithParameter("actor", ParameterLocation.Query, "Only of the caller of this name.")
        .WithParameter("action", ParameterLocation.Query, "Only of this action.")
        .WithParameter("pageSize", ParameterLocation.Query, "1 to 200; 50 when absent.", JsonSchemaType.Integer)
        .WithParameter("continuation", ParameterLocation.Query, "What the page before ended with.")
        .WithMetadata(InvalidInput);

    /// <summary>Codes as a schema lists them; null lists none.</summary>
    public static IList<System.Text.Json.Nodes.JsonNode>? Codes(IEnumerable<string> codes) =>
        codes.Select(c => (System.Text.Json.Nodes.JsonNode)c).ToArray() is { Length: > 0 } listed ? listed : null;
}
