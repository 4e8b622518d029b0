using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SocialAssistance.Api.Access;
using SocialAssistance.Api.Answers;
using SocialAssistance.Api.Auditing;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.OpenApi;
using SocialAssistance.Api.Problems;
using SocialAssistance.Api.Requests;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Guide;
using SocialAssistance.Input;
using SocialAssistance.Materials;

namespace SocialAssistance.Api.Endpoints;

/// <summary>Work lists, what is needed to decide, and decisions: each department for itself.</summary>
internal static class DepartmentEndpoints
{
    public static void Map(OperationRoutes api)
    {
        var department = api.Under("/departments/{department}", g => g.WithTags("departments").AddEndpointFilter(OwnDepartmentOnly));
        department.For(Operations.GetWorkList).MapGet("/tasks", WorkListAsync).WithWorkListParameters();
        department.For(Operations.GetTask).MapGet("/tasks/{caseId}/{item}", TaskAsync)
            .ProducesProblem(StatusCodes.Status404NotFound);
        department.For(Operations.GetTaskMaterial).MapGet("/tasks/{caseId}/{item}/materials/{materialId}", MaterialAsync)
            .Produces<Stream>(StatusCodes.Status200OK, "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound);
        department.For(Operations.PostEvent).MapPost("/tasks/{caseId}/{item}/events", SayAsync)
            .TakesJson<DepartmentEventBody>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        department.For(Operations.PostEvents).MapPost("/events", SayManyAsync).TakesJson<DepartmentEventsBody>();
    }

    private static ValueTask<object?> OwnDepartmentOnly(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return http.Caller().Department == (string?)http.Request.RouteValues["department"]
            ? next(context)
            : ValueTask.FromResult<object?>(Problem.Forbidden);
    }

    private static async Task<Results<Ok<WorkListAnswer>, ProblemHttpResult>> WorkListAsync(
        string department, HttpContext http, ICaseStore store, DepartmentRenderer renderer, TimeProvider clock, CancellationToken cancellationToken) =>
        await WorkLists.AnswerAsync(http, department, store, renderer, clock, new Faults(), cancellationToken).ConfigureAwait(false);

    private static async Task<Results<Ok<TaskAnswer>, ProblemHttpResult>> TaskAsync(
        string caseId, string item, HttpContext http, CaseService cases, ServiceGuide guide, DepartmentRenderer renderer, CancellationToken cancellationToken)
    {
        var found = await TaskLookup.FindAsync(cases, guide, http.Caller(), caseId, item, cancellationToken).ConfigureAwait(false);
        if (found.Refusal is { } refusal)
        {
            return Problem.Refused(refusal);
        }

        return TypedResults.Ok(renderer.Task(found.Case!, found.Item!));
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> MaterialAsync(
        string caseId, string item, string materialId, HttpContext http, CaseService cases, ServiceGuide guide, TaskDisclosure shown,
        IMaterialStore materials, CancellationToken cancellationToken)
    {
        var found = await TaskLookup.FindAsync(cases, guide, http.Caller(), caseId, item, cancellationToken).ConfigureAwait(false);
        if (found.Refusal is { } refusal)
        {
            return Problem.Refused(refusal);
        }

        if (shown.MaterialsOf(found.Case!, found.Item!).FirstOrDefault(m => m.MaterialId == materialId) is not { } scan)
        {
            return Problem.NotFound;
        }

        if (await materials.OpenAsync(caseId, materialId, cancellationToken).ConfigureAwait(false) is not { } content)
        {
            return Problem.NotFound;
        }

        return TypedResults.Stream(content, scan.ContentType, shown.FileNameOf(found.Case!, scan));
    }

    private static async Task<Results<Ok<EventAnswer>, ProblemHttpResult>> SayAsync(
        string department, string caseId, string item, HttpContext http, CaseService cases, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, e => DepartmentEventReader.Read(e, department, item), cancellationToken).ConfigureAwait(false);
        if (body.Value is not { } said)
        {
            return body.Problem!;
        }

        var (answer, refusal) = await DepartmentEventTaker.TakeAsync(cases, http.Caller(), caseId, said, cancellationToken).ConfigureAwait(false);
        return answer is not null ? TypedResults.Ok(answer) : Problem.Refused(refusal!);
    }

    private static async Task<Results<Ok<EventBatchAnswer>, ProblemHttpResult>> SayManyAsync(
        string department, HttpContext http, CaseService cases, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, b => new Documents(b.Documents("events", 1, DepartmentEventsBody.MaxEvents)), cancellationToken).ConfigureAwait(false);
        return body.Value is { } batch
            ? TypedResults.Ok(await DepartmentEventTaker.TakeAsync(cases, http.Caller(), department, batch.Entries, http.Trail(), cancellationToken).ConfigureAwait(false))
            : body.Problem!;
    }
}
