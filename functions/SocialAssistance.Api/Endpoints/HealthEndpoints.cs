using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SocialAssistance.Api.Access;
using SocialAssistance.Api.Answers;

namespace SocialAssistance.Api.Endpoints;

/// <summary>Something the service cannot work without.</summary>
/// <param name="Name">Its name, kebab-case.</param>
/// <param name="PingAsync">Throws when it does not answer.</param>
public sealed record Dependency(string Name, Func<CancellationToken, Task> PingAsync);

/// <summary>Signs of life.</summary>
internal static class HealthEndpoints
{
    public static void Map(OperationRoutes api)
    {
        var health = api.Under("/health", g => g.WithTags("health"));
        health.For(Operations.GetLive).MapGet("/live", () => TypedResults.Ok(new LiveAnswer("live")));
        health.For(Operations.GetReady).MapGet("/ready", ReadyAsync)
            .Produces<ReadyAnswer>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<ReadyAnswer>, JsonHttpResult<ReadyAnswer>>> ReadyAsync(Readiness readiness, CancellationToken cancellationToken)
    {
        var answer = await readiness.AskAsync(cancellationToken).ConfigureAwait(false);
        return answer.Status == ReadyAnswer.Ready ? TypedResults.Ok(answer) : TypedResults.Json(answer, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
