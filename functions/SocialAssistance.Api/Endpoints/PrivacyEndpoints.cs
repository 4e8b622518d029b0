using System.Collections.Immutable;
using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SocialAssistance.Api.Access;
using SocialAssistance.Api.Answers;
using SocialAssistance.Api.Auditing;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Limits;
using SocialAssistance.Api.OpenApi;
using SocialAssistance.Api.Problems;
using SocialAssistance.Api.Requests;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;
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
        HttpContext http, AccessRight right, ComparedPeople limit, ProgressRenderer renderer, IKeyedHash persons, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, b => ExportBody.Read(b, clock.Today()), cancellationToken).ConfigureAwait(false);
        if (body.Value is not { } asked)
        {
            return body.Problem!;
        }

        // The register knows people by their ID numbers alone: asking it for somebody is asking about them, whatever for.
        var caller = http.Caller();
        if (limit.Refuse(caller.Name, 1) is { } wait)
        {
            http.ComeAgainAfter(wait);
            return Problem.TooManyPeople;
        }

        var held = await right.GatherAsync(asked.Name, asked.IdNumber, asked.CaseId, caller.Covers, cancellationToken).ConfigureAwait(false);
        Record(http.Trail(), asked.Reason, persons.Current(HashPurpose.Person, asked.IdNumber), held);
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

    /// <summary>What the register holds belongs to no case: the keyed hash says of whom it was asked.</summary>
    private static void Record(RequestTrail trail, string reason, string person, HeldData held)
    {
        var entry = trail.Entry() with { Subject = reason };
        trail.Add(entry with { Subject = reason + " " + person, Fields = [FactCodes.Recognitions] });
        foreach (var one in held.Cases)
        {
            ImmutableArray<string> shown = [.. FactCodes.Of(one.Form), FactCodes.Status, FactCodes.Decision, FactCodes.Notes, FactCodes.Materials];
            trail.Add(entry with { CaseId = one.Case.CaseId, Fields = shown });
        }

        if (held.Member is { } member)
        {
            trail.Add(entry with { CaseId = member.CaseId, Fields = FactCodes.Household });
        }
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

        var outcome = await corrections.CorrectAsync(@case, request, caller.Actor, cancellationToken).ConfigureAwait(false);
        return http.Answer(outcome, renderer.Progress);
    }
}
