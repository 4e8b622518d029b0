using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SocialAssistance.Api.Access;
using SocialAssistance.Api.Answers;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.OpenApi;
using SocialAssistance.Api.Problems;
using SocialAssistance.Api.Requests;
using SocialAssistance.Cases;

namespace SocialAssistance.Api.Endpoints;

/// <summary>Orders that cases be kept as they are, whatever their period of retention.</summary>
internal static class RetentionEndpoints
{
    public static void Map(OperationRoutes api)
    {
        var holds = api.Under("/retention/holds", g => g.WithTags("retention"));
        holds.For(Operations.PlaceHold).MapPost("", PlaceAsync).TakesJson<HoldBody>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        holds.For(Operations.ReleaseHold).MapPost("/release", ReleaseAsync).TakesJson<ReleaseBody>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<HoldsAnswer>, ProblemHttpResult>> PlaceAsync(HttpContext http, CaseService cases, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, HoldBody.Read, cancellationToken).ConfigureAwait(false);
        return body.Value is { } hold
            ? await ApplyAsync(http, cases, hold.CaseId, new HoldPlaced(hold.HoldId, hold.Reason), cancellationToken).ConfigureAwait(false)
            : body.Problem!;
    }

    private static async Task<Results<Ok<HoldsAnswer>, ProblemHttpResult>> ReleaseAsync(HttpContext http, CaseService cases, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, ReleaseBody.Read, cancellationToken).ConfigureAwait(false);
        return body.Value is { } release
            ? await ApplyAsync(http, cases, release.CaseId, new HoldReleased(release.HoldId), cancellationToken).ConfigureAwait(false)
            : body.Problem!;
    }

    private static async Task<Results<Ok<HoldsAnswer>, ProblemHttpResult>> ApplyAsync(
        HttpContext http, CaseService cases, string caseId, CaseEvent order, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        if (await cases.FindAsync(caller, caseId, cancellationToken).ConfigureAwait(false) is null)
        {
            return Problem.Refused(CaseRefusals.UnknownCase);
        }

        return http.Answer(await cases.ApplyAsync(caseId, order, caller.Actor, cancellationToken).ConfigureAwait(false), Answer);
    }

    private static HoldsAnswer Answer(Case @case) =>
        new(@case.CaseId, @case.IsHeld, [.. @case.Holds.Select(h => new HoldAnswer(h.HoldId, h.Reason, h.PlacedAt, h.ReleasedAt))]);
}
