using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SocialAssistance.Api.Access;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Guide;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Api.Auditing;

/// <summary>
/// The one place where disclosures and refusals come into the trail: between the endpoint, which has made its answer, and
/// the answer going out. What cannot be recorded does not go out. Writes are recorded with the write itself.
/// </summary>
internal sealed class AuditFilter(IAuditTrail audit, ServiceGuide guide, TimeProvider clock) : IEndpointFilter
{
    /// <summary>What is shown by an operation with a purpose whose answer nobody has listed yet.</summary>
    private const string Unlisted = "unlisted";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Operation() is not { Anonymous: false } operation || http.Features.Get<Caller>() is null)
        {
            return await next(context).ConfigureAwait(false);
        }

        var trail = new RequestTrail(http, guide, clock);
        http.Features.Set(trail);
        var result = await next(context).ConfigureAwait(false);
        try
        {
            AuditEntry[] entries = [.. trail.Entries, .. EntriesOf(Inner(result), operation, trail)];
            if (entries.Length > 0)
            {
                await audit.AppendAsync(entries, http.RequestAborted).ConfigureAwait(false);
            }
        }
        catch
        {
            (Inner(result) as FileStreamHttpResult)?.FileStream.Dispose();
            throw;
        }

        return result;
    }

    private static IEnumerable<AuditEntry> EntriesOf(object? answer, Operation operation, RequestTrail trail) => answer switch
    {
        ProblemHttpResult problem => [Refusal(problem, trail)],
        _ when operation.Purpose is null || trail.Entries.Count > 0 => [],
        IValueHttpResult { Value: { } value } when trail.IsWritten => AnswerFacts.BesidesTheWrite(value).Select(d => Shown(d, trail)),
        _ when trail.IsWritten => [],
        FileStreamHttpResult => [trail.Entry() with { Fields = [FactCodes.MaterialContent] }],
        IValueHttpResult { Value: { } value } => AnswerFacts.Of(value) is { } shown ? shown.Select(d => Shown(d, trail)) : [NotListed(trail)],
        _ => [NotListed(trail)],
    };

    private static AuditEntry Shown(ShownFacts shown, RequestTrail trail)
    {
        var entry = trail.Entry();
        return entry with { CaseId = shown.CaseId ?? entry.CaseId, Subject = shown.Subject, Fields = shown.Fields };
    }

    private static AuditEntry NotListed(RequestTrail trail) => trail.Entry() with { Fields = [Unlisted] };

    private static AuditEntry Refusal(ProblemHttpResult problem, RequestTrail trail)
    {
        var extensions = problem.ProblemDetails.Extensions;
        var entry = trail.Entry() with { Outcome = extensions.TryGetValue("code", out var code) && code is string text ? text : "refused" };
        return entry.CaseId.Length == 0 && extensions.TryGetValue("caseId", out var caseId)
            ? entry with { CaseId = RequestTrail.CaseOf(caseId as string) }
            : entry;
    }

    private static object? Inner(object? result) => result is INestedHttpResult nested ? Inner(nested.Result) : result;
}
