using System.Net.Mime;
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
using SocialAssistance.Guide;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Privacy.Rights;

namespace SocialAssistance.Api.Endpoints;

/// <summary>The rights of people over their data: to be given them, and to have them corrected.</summary>
internal static class PrivacyEndpoints
{
    public static void Map(OperationRoutes api)
    {
        api.For(Operations.ExportPersonalData).MapPost("/privacy/exports", ExportAsync).WithTags("privacy").TakesJson<ExportBody>();
        api.For(Operations.CorrectPersonalData).MapPost("/applications/{caseId}/corrections", CorrectAsync).WithTags("privacy")
            .TakesJson<CorrectionBody>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<PersonalDataAnswer>, ProblemHttpResult>> ExportAsync(
        HttpContext http, AccessRight right, ProgressRenderer renderer, IAuditTrail audit, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, b => ExportBody.Read(b, clock.Today()), cancellationToken).ConfigureAwait(false);
        if (body.Value is not { } asked)
        {
            return body.Problem!;
        }

        var caller = http.Caller();
        var held = await right.GatherAsync(asked.Name, asked.IdNumber, asked.CaseId, caller.Covers, cancellationToken).ConfigureAwait(false);
        var entry = new AuditEntry(clock.Now(), caller.Actor, "personal-data-exported") { Subject = asked.Reason, Purpose = Purposes.AccessRight };
        AuditEntry[] entries =
        [
            entry with { Fields = [FactCodes.Recognitions] },
            .. held.Cases.Select(c => entry with
            {
                CaseId = c.Case.CaseId,
                Fields = [.. FactCodes.Of(c.Form), FactCodes.Status, FactCodes.Decision, FactCodes.Notes, FactCodes.Materials],
            }),
            .. held.Member is { } m ? [entry with { CaseId = m.CaseId, Fields = FactCodes.Household }] : Array.Empty<AuditEntry>(),
        ];
        await audit.AppendAsync(entries, cancellationToken).ConfigureAwait(false);

        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = new ContentDisposition { FileName = "personal-data.json" }.ToString();
        return TypedResults.Ok(new PersonalDataAnswer(
            clock.Now(),
            [
                .. held.Cases.Select(c => new HeldCaseAnswer(
                    renderer.Progress(c.Case),
                    c.Form,
                    renderer.Timeline(c.Case),
                    [.. c.Shown.Select(s => new DisclosureAnswer(s.At, s.Actor, s.Role, s.Action, s.Item, s.Purpose, s.Fields))])),
            ],
            held.Member is { } member ? new HeldMemberAnswer(member.CaseId, member.Member) : null,
            [.. held.Recognitions.Select(renderer.Match)]));
    }

    private static async Task<Results<Ok<ProgressAnswer>, ProblemHttpResult>> CorrectAsync(
        string caseId, HttpContext http, CaseService cases, CorrectionService corrections, ProgressRenderer renderer, TimeProvider clock, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        if (await cases.FindAsync(caller, caseId, cancellationToken).ConfigureAwait(false) is not { } @case)
        {
            return Problem.Refused(CaseRefusals.UnknownCase);
        }

        var body = await JsonBody.ReadAsync(
            http.Request, b => CorrectionRequest.Read(b, @case.Form.Household.Length, clock.Today()), cancellationToken).ConfigureAwait(false);
        if (body.Value is not { } request)
        {
            return body.Problem!;
        }

        if (corrections.FaultsOf(@case, request) is { IsEmpty: false } faults)
        {
            return Problem.Invalid(faults);
        }

        return await corrections.CorrectAsync(@case, request, caller.Actor, cancellationToken).ConfigureAwait(false) switch
        {
            CaseOutcome.Refused refused => Problem.Refused(refused.Refusal),
            var taken => TypedResults.Ok(renderer.Progress(taken.Standing!)),
        };
    }
}
