using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SocialAssistance.Api.Access;
using SocialAssistance.Api.Answers;
using SocialAssistance.Api.Auditing;
using SocialAssistance.Api.OpenApi;
using SocialAssistance.Api.Problems;
using SocialAssistance.Api.Requests;
using SocialAssistance.Input;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Api.Endpoints;

/// <summary>The audit trail, for the auditor; who reads it stands in it as well.</summary>
internal static class AuditEndpoints
{
    public static void Map(OperationRoutes api)
    {
        var audit = api.Under("/audit", g => g.WithTags("audit"));
        audit.For(Operations.GetAuditRecords).MapGet("/records", RecordsAsync).WithAuditParameters();
        audit.For(Operations.GetAuditDay).MapGet("/days/{day}", DayAsync).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<AuditRecordsAnswer>, ProblemHttpResult>> RecordsAsync(
        HttpContext http, IAuditTrail audit, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var query = AuditParameters.Read(http.Request.Query, faults);
        if (!faults.None)
        {
            return Problem.Invalid(faults.ToImmutable());
        }

        try
        {
            var page = await audit.ListAsync(query, cancellationToken).ConfigureAwait(false);
            http.Trail().Add(http.Trail().Entry() with { CaseId = query.CaseId ?? "", Fields = [FactCodes.Trail] });
            return TypedResults.Ok(AuditRecordsAnswer.Of(page));
        }
        catch (ArgumentException)
        {
            return WorkLists.ContinuationInvalid;
        }
    }

    private static async Task<Results<Ok<AuditDayAnswer>, ProblemHttpResult>> DayAsync(
        string day, HttpContext http, IAuditTrail audit, CancellationToken cancellationToken)
    {
        if (AuditParameters.Day(day) is not { } asked
            || await audit.VerifyAsync(asked, cancellationToken).ConfigureAwait(false) is not { } report)
        {
            return Problem.NotFound;
        }

        http.Trail().Add(http.Trail().Entry() with { Subject = AuditForm.Text(asked), Fields = [FactCodes.Trail] });
        return TypedResults.Ok(AuditDayAnswer.Of(report));
    }
}
