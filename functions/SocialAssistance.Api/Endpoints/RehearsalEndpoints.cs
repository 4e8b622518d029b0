using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SocialAssistance.Api.Access;
using SocialAssistance.Api.Answers;
using SocialAssistance.Api.OpenApi;
using SocialAssistance.Api.Problems;
using SocialAssistance.Api.Requests;
using SocialAssistance.Guide;
using SocialAssistance.Input;

namespace SocialAssistance.Api.Endpoints;

/// <summary>A clock that a rehearsal moves. Only a host that was started for a rehearsal has one.</summary>
public interface IRehearsalClock
{
    /// <summary>Moves the clock forward, lastingly, and lets everything happen that fell due on the way.</summary>
    /// <returns>False when the moment lies before the clock's; nothing has moved then.</returns>
    Task<bool> MoveToAsync(DateTimeOffset moment, CancellationToken cancellationToken);
}

/// <summary>Rehearsals: training and acceptance walk through every time limit in minutes.</summary>
internal static class RehearsalEndpoints
{
    private const int LastYear = 2199;

    public static void Map(OperationRoutes api)
    {
        var rehearsal = api.Under("/rehearsal/clock", g => g.WithTags("rehearsal"));
        rehearsal.For(Operations.GetRehearsalClock).MapGet("", (TimeProvider clock) => TypedResults.Ok(new ClockAnswer(clock.Now())));
        rehearsal.For(Operations.MoveRehearsalClock).MapPost("", MoveAsync).TakesJson<ClockAnswer>();
    }

    private static async Task<Results<Ok<ClockAnswer>, ProblemHttpResult>> MoveAsync(
        HttpRequest request, IRehearsalClock rehearsal, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(request, ReadMoment, cancellationToken).ConfigureAwait(false);
        if (body.Value is not { } moment)
        {
            return body.Problem!;
        }

        return await rehearsal.MoveToAsync(moment.Now, cancellationToken).ConfigureAwait(false)
            ? TypedResults.Ok(new ClockAnswer(clock.Now()))
            : Problem.Invalid([new Fault("/now", "clock-backwards", "演练时钟只能往前拨，不能往回拨")]);
    }

    private static ClockAnswer ReadMoment(ObjectReader b)
    {
        var now = b.Moment("now") ?? default;

        // Limits are counted on from the clock: close to the last day there is, nothing could be counted any more, for ever.
        if (now.Year > LastYear)
        {
            b.Fault("now", InputFault.OutOfRange, $"演练时钟最晚拨到 {LastYear} 年");
        }

        return new ClockAnswer(now);
    }
}
