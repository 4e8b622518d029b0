using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SocialAssistance.Api.Access;
using SocialAssistance.Api.Answers;
using SocialAssistance.Api.Auditing;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Limits;
using SocialAssistance.Api.Problems;
using SocialAssistance.Api.Requests;
using SocialAssistance.Cases;
using SocialAssistance.Materials;

namespace SocialAssistance.Api.Endpoints;

/// <summary>Scans, uploaded by the platform and the windows.</summary>
internal static class MaterialEndpoints
{
    public static void Map(OperationRoutes api) => api
        .For(Operations.UploadMaterial).MapPost("/applications/{caseId}/materials", UploadAsync)
        .WithTags("applications")
        .WithMetadata(new RequestSizeLimitAttribute(RequestLimits.MaxUploadBytes))
        .Accepts<ScanUploadForm>("multipart/form-data")
        .Produces<MaterialAnswer>(StatusCodes.Status202Accepted)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<Accepted<MaterialAnswer>, ProblemHttpResult>> UploadAsync(
        string caseId, HttpContext http, CaseService cases, MaterialIntake intake, ProgressRenderer renderer, CancellationToken cancellationToken)
    {
        // Whose case it is comes first: nobody uploads megabytes for a case that is not there.
        if (await cases.FindAsync(http.Caller(), caseId, cancellationToken).ConfigureAwait(false) is null)
        {
            return Problem.Refused(CaseRefusals.UnknownCase);
        }

        var upload = await ScanUpload.ReadAsync(http.Request, cancellationToken).ConfigureAwait(false);
        if (upload.Problem is { } problem)
        {
            return problem;
        }

        var filed = await intake.FileAsync(caseId, upload.Material, upload.FileName, upload.Content, http.Caller().Actor, cancellationToken).ConfigureAwait(false);
        if (filed.IsWritten)
        {
            http.Trail().Written();
        }

        return filed switch
        {
            { Refusal: { } refusal } => Problem.Refused(refusal),
            { Fault: { } fault } => Problem.Scan(fault),
            _ => TypedResults.Accepted($"/api/applications/{caseId}", renderer.Material(caseId, filed.Material!)),
        };
    }
}

/// <summary>The parts of an upload, for the API's description.</summary>
/// <param name="Material">Code of the material.</param>
/// <param name="File">The scan.</param>
internal sealed record ScanUploadForm(string Material, IFormFile File);
