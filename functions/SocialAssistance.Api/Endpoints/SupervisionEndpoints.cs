using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SocialAssistance.Api.Access;
using SocialAssistance.Api.Answers;
using SocialAssistance.Api.OpenApi;
using SocialAssistance.Api.Requests;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Input;

namespace SocialAssistance.Api.Endpoints;

/// <summary>Watching over the whole: all departments' items, what is overdue, what could not be delivered.</summary>
internal static class SupervisionEndpoints
{
    public static void Map(OperationRoutes api) => api
        .For(Operations.GetSupervisedTasks).MapGet("/supervision/tasks", TasksAsync)
        .WithTags("supervision")
        .WithWorkListParameters();

    private static async Task<Results<Ok<WorkListAnswer>, ProblemHttpResult>> TasksAsync(
        HttpContext http, ICaseStore store, ServiceGuide guide, DepartmentRenderer renderer, TimeProvider clock, string? department, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        if (department is not null && guide.FindDepartment(department) is null)
        {
            faults.Add("/department", InputFault.UnknownCode, "没有这个部门，请从办事指南中选择");
        }

        return await WorkLists.AnswerAsync(http, department, store, renderer, clock, faults, cancellationToken).ConfigureAwait(false);
    }
}
