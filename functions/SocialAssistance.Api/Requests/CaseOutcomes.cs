using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SocialAssistance.Api.Auditing;
using SocialAssistance.Api.Problems;
using SocialAssistance.Cases;

namespace SocialAssistance.Api.Requests;

/// <summary>Answers what a request has made of a case.</summary>
internal static class CaseOutcomes
{
    /// <summary>The case as it stands, or why it was refused. A case that has moved was recorded with its write.</summary>
    public static Results<Ok<T>, ProblemHttpResult> Answer<T>(this HttpContext http, CaseOutcome outcome, Func<Case, T> answer)
    {
        if (outcome is CaseOutcome.Refused refused)
        {
            return Problem.Refused(refused.Refusal);
        }

        if (outcome is CaseOutcome.Moved)
        {
            http.Trail().Written();
        }

        return TypedResults.Ok(answer(outcome.Standing!));
    }
}
