using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SocialAssistance.Api.Authentication;

/// <summary>What holds where no operation says who may use it.</summary>
internal static class Policies
{
    public static void Add(AuthorizationOptions options)
    {
        // An endpoint that says nothing of who may use it is open to nobody. Where there is no endpoint there is nothing to
        // guard, and the answer is "not found" or "method not allowed".
        options.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint)
            .Build();
    }
}
