using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Limits;

namespace SocialAssistance.Api.Access;

/// <summary>
/// Where endpoints are mapped. It offers no way to map one but through its operation, which gives the endpoint its name, its
/// summary, its policy and what it answers to those it refuses.
/// </summary>
internal sealed class OperationRoutes(IEndpointRouteBuilder routes)
{
    /// <summary>Routes below a path, with what holds for all of them.</summary>
    public OperationRoutes Under(string prefix, Action<RouteGroupBuilder>? shared = null)
    {
        var group = routes.MapGroup(prefix);
        shared?.Invoke(group);
        return new OperationRoutes(group);
    }

    /// <summary>Where the one endpoint of an operation is mapped.</summary>
    public RouteGroupBuilder For(Operation operation)
    {
        var route = routes.MapGroup("");
        route.WithMetadata(operation, new EndpointNameMetadata(operation.Name)).WithSummary(operation.Summary);
        if (!operation.Unlimited)
        {
            route.ProducesProblem(StatusCodes.Status429TooManyRequests);
        }

        if (operation.Long)
        {
            route.WithRequestTimeout(LimitServices.Long);
        }

        if (operation.Anonymous)
        {
            return route.AllowAnonymous();
        }

        return route.RequireAuthorization(PolicyOf(operation))
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
    }

    private static AuthorizationPolicy PolicyOf(Operation operation) => new AuthorizationPolicyBuilder()
        .RequireAuthenticatedUser()
        .RequireAssertion(context =>
            context.Resource is HttpContext http && http.Features.Get<Caller>() is { } caller && operation.Allows(caller))
        .Build();
}
