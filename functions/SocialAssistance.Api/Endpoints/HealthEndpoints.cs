using System.Collections.Immutable;
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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void Map(OperationRoutes api)
    {
        var health = api.Under("/health", g => g.WithTags("health"));
        health.For(Operations.GetLive).MapGet("/live", () => TypedResults.Ok(new LiveAnswer("live")));
        health.For(Operations.GetReady).MapGet("/ready", ReadyAsync)
            .Produces<ReadyAnswer>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<ReadyAnswer>, JsonHttpResult<ReadyAnswer>>> ReadyAsync(
        IEnumerable<Dependency> dependencies, CancellationToken cancellationToken)
    {
        var states = await Task.WhenAll(dependencies.Select(d => StateAsync(d, cancellationToken))).ConfigureAwait(false);
        var ready = states.All(s => s.Up);
        var answer = new ReadyAnswer(
            ready ? "ready" : "not-ready",
            states.ToImmutableSortedDictionary(s => s.Name, s => s.Up ? "up" : "down", StringComparer.Ordinal));
        return ready ? TypedResults.Ok(answer) : TypedResults.Json(answer, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<(string Name, bool Up)> StateAsync(Dependency dependency, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await dependency.PingAsync(patience.Token).WaitAsync(patience.Token).ConfigureAwait(false);
            return (dependency.Name, true);
        }
#pragma warning disable CA1031 // Whatever goes wrong, the dependency is down, and the answer says so.
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return (dependency.Name, false);
        }
    }
}
