using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SocialAssistance.Api.Authentication;

/// <summary>Which roles may use which calls.</summary>
public static class Policies
{
    /// <summary>Filing and following applications.</summary>
    public const string PlatformOrWindow = "platform-or-window";

    /// <summary>Work lists and decisions.</summary>
    public const string Department = "department";

    /// <summary>Watching over the whole.</summary>
    public const string Supervision = "supervision";

    /// <summary>Running the installation.</summary>
    public const string Operator = "operator";

    internal static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(PlatformOrWindow, p => p.RequireRole(Roles.Platform, Roles.Window));
        options.AddPolicy(Department, p => p.RequireRole(Roles.Department));
        options.AddPolicy(Supervision, p => p.RequireRole(Roles.Supervisor, Roles.Operator));
        options.AddPolicy(Operator, p => p.RequireRole(Roles.Operator));

        // An endpoint that says nothing of who may use it is open to nobody. Where there is no endpoint there is nothing to
        // guard, and the answer is "not found" or "method not allowed".
        options.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint)
            .Build();
    }
}
