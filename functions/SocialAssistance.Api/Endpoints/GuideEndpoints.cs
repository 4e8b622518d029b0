using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SocialAssistance.Api.Access;
using SocialAssistance.Api.Answers;
using SocialAssistance.Api.OpenApi;
using SocialAssistance.Api.Problems;
using SocialAssistance.Api.Requests;
using SocialAssistance.Guide;

namespace SocialAssistance.Api.Endpoints;

/// <summary>The service guide, for anyone.</summary>
internal static class GuideEndpoints
{
    public static void Map(OperationRoutes api)
    {
        var guide = api.Under("/guide", g => g.WithTags("guide"));
        guide.For(Operations.GetGuide).MapGet("", Show);
        guide.For(Operations.GetChecklist).MapGet("/checklist", Check)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        guide.For(Operations.SuggestItems).MapPost("/suggestions", SuggestAsync).TakesJson<HouseholdFacts>();
    }

    private static Ok<GuideAnswer> Show(ServiceGuide guide) => TypedResults.Ok(new GuideAnswer(
        guide.Version,
        "社会救助“一件事”办事指南",
        "宁民发〔2025〕133号",
        guide.Items,
        guide.Materials,
        guide.Departments,
        guide.Prefectures,
        guide.Practice));

    private static Results<Ok<ChecklistAnswer>, ProblemHttpResult> Check(
        ServiceGuide guide, TimeProvider clock, string? items = null, bool residenceDiffers = false)
    {
        var ticked = (items ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var checklist = ChecklistBuilder.For(guide, ticked, residenceDiffers, clock.Today());
        return checklist.Faults.IsEmpty
            ? TypedResults.Ok(new ChecklistAnswer(
                checklist.Materials, checklist.Limits, checklist.Seasons, [.. checklist.Seasons.Where(s => !s.Open)], checklist.Sections))
            : Problem.Invalid(checklist.Faults);
    }

    private static async Task<Results<Ok<SuggestionsAnswer>, ProblemHttpResult>> SuggestAsync(
        HttpRequest request, ServiceGuide guide, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(request, HouseholdFactsReader.Read, cancellationToken).ConfigureAwait(false);
        if (body.Value is not { } facts)
        {
            return body.Problem!;
        }

        return facts.Faults() is { Count: > 0 } faults
            ? Problem.Invalid(faults)
            : TypedResults.Ok(new SuggestionsAnswer(SuggestionEngine.For(guide, facts, clock.Today())));
    }
}
