using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;
using SocialAssistance.Api.Access;
using SocialAssistance.Api.Answers;
using SocialAssistance.Api.Auditing;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Limits;
using SocialAssistance.Api.OpenApi;
using SocialAssistance.Api.Problems;
using SocialAssistance.Api.Requests;
using SocialAssistance.Applications;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Input;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Api.Endpoints;

/// <summary>Applications: filed, followed, found and withdrawn by the platform and the windows.</summary>
internal static class ApplicationEndpoints
{
    private const string KeyHeader = "Idempotency-Key";

    public static void Map(OperationRoutes api)
    {
        var applications = api.Under("/applications", g => g.WithTags("applications"));
        applications.For(Operations.SubmitApplication).MapPost("", SubmitAsync)
            .TakesJson<ApplicationForm>().ProducesProblem(StatusCodes.Status409Conflict)
            .WithParameter(KeyHeader, ParameterLocation.Header, "The caller's own key of the submission; the externalReference will do instead.");
        applications.For(Operations.SearchApplications).MapPost("/search", SearchAsync).TakesJson<ApplicantQuery>();
        applications.For(Operations.GetApplication).MapGet("/{caseId}", ProgressAsync)
            .ProducesProblem(StatusCodes.Status404NotFound);
        applications.For(Operations.GetTimeline).MapGet("/{caseId}/timeline", TimelineAsync)
            .ProducesProblem(StatusCodes.Status404NotFound);
        applications.For(Operations.WithdrawApplication).MapPost("/{caseId}/withdrawal", WithdrawAsync)
            .TakesJson<WithdrawalBody>(optional: true)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Created<ProgressAnswer>, Ok<ProgressAnswer>, ProblemHttpResult>> SubmitAsync(
        HttpContext http, CaseService cases, ServiceGuide guide, ProgressRenderer renderer, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken).ConfigureAwait(false);
        if (body.Problem is { } problem)
        {
            return problem;
        }

        var caller = http.Caller();
        var key = http.Request.Headers[KeyHeader].ToString();
        var reading = ApplicationReader.Read(body.Content, guide, clock.Today(), keyed: key.Length > 0);
        var faults = reading.Faults;
        if (key.Length > RequestLimits.MaxIdempotencyKeyLength)
        {
            faults = faults.Add(new Fault("", "idempotency-key-too-long", $"{KeyHeader} 最多 {RequestLimits.MaxIdempotencyKeyLength} 个字符"));
        }

        if (reading.Value is { } filed && !caller.Covers(filed.Division))
        {
            faults = faults.Add(new Fault("/division", "division-not-yours", "窗口只能受理本辖区的申请"));
        }

        CaseCreation? created;
        if (faults.IsEmpty)
        {
            var form = reading.Value!;
            created = await cases.SubmitAsync(form, caller.Actor, SubmissionKeys(key, form), cancellationToken).ConfigureAwait(false);
        }
        else if (faults.All(f => f.Code == ApplicationFault.ItemOutOfSeason))
        {
            // What was filed in season is known again after it: whoever did not hear the first answer hears it now.
            var form = ApplicationReader.Read(body.Content, guide, clock.Today(), keyed: key.Length > 0, anySeason: true).Value!;
            created = await cases.FindSubmittedAsync(form, caller.Name, SubmissionKeys(key, form), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            created = null;
        }

        if (created is null)
        {
            return Problem.Invalid(faults);
        }

        if (!created.Created && !created.SameContent)
        {
            return Problem.SubmissionReused(created.CaseId);
        }

        if (created.Created)
        {
            http.Trail().Written();
        }

        var answer = renderer.Progress((await cases.FindAsync(created.CaseId, cancellationToken).ConfigureAwait(false))!);
        return created.Created
            ? TypedResults.Created($"/api/applications/{created.CaseId}", answer)
            : TypedResults.Ok(answer);
    }

    private static string[] SubmissionKeys(string key, ApplicationForm form)
    {
        string?[] keys = [key.Length > 0 ? "key:" + key : null, form.ExternalReference is { } reference ? "reference:" + reference.Value : null];
        return [.. keys.OfType<string>()];
    }

    private static async Task<Results<Ok<ProgressAnswer>, ProblemHttpResult>> ProgressAsync(
        string caseId, HttpContext http, CaseService cases, ProgressRenderer renderer, CancellationToken cancellationToken) =>
        await cases.FindAsync(http.Caller(), caseId, cancellationToken).ConfigureAwait(false) is { } @case
            ? TypedResults.Ok(renderer.Progress(@case))
            : Problem.Refused(CaseRefusals.UnknownCase);

    private static async Task<Results<Ok<TimelineAnswer>, ProblemHttpResult>> TimelineAsync(
        string caseId, HttpContext http, CaseService cases, ProgressRenderer renderer, CancellationToken cancellationToken) =>
        await cases.FindAsync(http.Caller(), caseId, cancellationToken).ConfigureAwait(false) is { } @case
            ? TypedResults.Ok(renderer.Timeline(@case))
            : Problem.Refused(CaseRefusals.UnknownCase);

    private static async Task<Results<Ok<CasesAnswer>, ProblemHttpResult>> SearchAsync(
        HttpContext http, CaseService cases, ProgressRenderer renderer, IKeyedHash persons, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, q => ApplicantQuery.Read(q, clock.Today()), cancellationToken).ConfigureAwait(false);
        if (body.Value is not { } query)
        {
            return body.Problem!;
        }

        var caller = http.Caller();
        var found = await cases.SearchAsync(query.Name, query.IdNumber, cancellationToken).ConfigureAwait(false);
        var answer = new CasesAnswer([.. found.Where(c => caller.Covers(c.Form.Division)).Select(renderer.Progress)]);
        if (answer.Cases.IsEmpty)
        {
            // That there is nothing is shown of somebody as well; no case tells of whom.
            var trail = http.Trail();
            trail.Add(trail.Entry() with { Subject = persons.Current(HashPurpose.Person, query.IdNumber), Fields = [FactCodes.Status] });
        }

        return TypedResults.Ok(answer);
    }

    private static async Task<Results<Ok<ProgressAnswer>, ProblemHttpResult>> WithdrawAsync(
        string caseId, HttpContext http, CaseService cases, ProgressRenderer renderer, CancellationToken cancellationToken)
    {
        var withdrawal = new WithdrawalBody([], null);
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false)
        {
            var body = await JsonBody.ReadAsync(http.Request, WithdrawalBody.Read, cancellationToken).ConfigureAwait(false);
            if (body.Value is not { } said)
            {
                return body.Problem!;
            }

            withdrawal = said;
        }

        if (await cases.FindAsync(http.Caller(), caseId, cancellationToken).ConfigureAwait(false) is null)
        {
            return Problem.Refused(CaseRefusals.UnknownCase);
        }

        var outcome = await cases.ApplyAsync(
            caseId, new WithdrawalRequested(withdrawal.Items, withdrawal.Reason), http.Caller().Actor, cancellationToken).ConfigureAwait(false);
        return http.Answer(outcome, renderer.Progress);
    }
}
