using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Guide;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Api.Auditing;

/// <summary>Records that a caller who is known asked for what it may not do, before it is told so. Nothing of the endpoint has run then.</summary>
internal sealed class AuditedRefusals(IAuditTrail audit, ServiceGuide guide, TimeProvider clock) : IAuthorizationMiddlewareResultHandler
{
    private const string Forbidden = "forbidden";

    private readonly AuthorizationMiddlewareResultHandler _inner = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden && context.Features.Get<Caller>() is not null)
        {
            var refusal = new RequestTrail(context, guide, clock).Entry() with { Outcome = Forbidden };
            await audit.AppendAsync(refusal, context.RequestAborted).ConfigureAwait(false);
        }

        await _inner.HandleAsync(next, context, policy, authorizeResult).ConfigureAwait(false);
    }
}
