using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SocialAssistance.Api.Answers;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Problems;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Input;

namespace SocialAssistance.Api.Requests;

/// <summary>Answers work-list queries, of one department or of all.</summary>
internal static class WorkLists
{
    /// <summary>The continuation is none that a page ended with.</summary>
    public static ProblemHttpResult ContinuationInvalid =>
        Problem.Invalid([new Fault("/continuation", "continuation-invalid", "翻页标记无效，请从第一页重新查询")]);

    public static async Task<Results<Ok<WorkListAnswer>, ProblemHttpResult>> AnswerAsync(
        HttpContext http, string? department, ICaseStore store, DepartmentRenderer renderer, TimeProvider clock, Faults faults, CancellationToken cancellationToken)
    {
        var query = WorkListParameters.Read(http.Request.Query, http.Caller(), department, clock.Today(), faults);
        if (!faults.None)
        {
            return Problem.Invalid(faults.ToImmutable());
        }

        try
        {
            return TypedResults.Ok(renderer.WorkList(await store.ListWorkAsync(query, cancellationToken).ConfigureAwait(false)));
        }
        catch (ArgumentException)
        {
            return ContinuationInvalid;
        }
    }
}
