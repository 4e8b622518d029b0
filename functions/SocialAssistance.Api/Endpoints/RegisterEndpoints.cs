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
using SocialAssistance.Guide;
using SocialAssistance.Input;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Register;

namespace SocialAssistance.Api.Endpoints;

/// <summary>The register of recognised low-income people: fed by those who recognise, asked by those who compare.</summary>
internal static class RegisterEndpoints
{
    public static void Map(OperationRoutes api)
    {
        var register = api.Under("/register", g => g.WithTags("register"));
        register.For(Operations.PutRecognitions).MapPut("/recognitions", PutAsync).TakesJson<RecognitionsBody>();
        register.For(Operations.ComparePeople).MapPost("/comparisons", CompareAsync).TakesJson<ComparisonBody>();
    }

    private static async Task<Results<Ok<RecognitionBatchAnswer>, ProblemHttpResult>> PutAsync(
        HttpContext http, RegisterService register, ServiceGuide guide, IKeyedHash persons, IAuditTrail audit, TimeProvider clock, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        var categories = guide.Items.Where(i => i.Recognises && i.Department == caller.Department).Select(i => i.Code).ToArray();
        if (categories.Length == 0)
        {
            return Problem.Forbidden;
        }

        var body = await JsonBody.ReadAsync(http.Request, b => new Documents(b.Documents("entries", 1, RecognitionsBody.MaxEntries)), cancellationToken).ConfigureAwait(false);
        if (body.Value is not { } batch)
        {
            return body.Problem!;
        }

        var readings = batch.Entries
            .Select(e => InputReader.Read(e, r => RecognitionsBody.ReadEntry(r, categories, guide, caller, clock.Today())))
            .ToArray();

        // The register keeps no record of its own: the trail's comes first.
        var trail = http.Trail();
        var fed = readings.Where(r => r.Ok).Select(r => r.Value!).Select(e => Fed(trail, e.Category, persons.Current(HashPurpose.Person, e.IdNumber)));
        var rejected = readings.Where(r => !r.Ok).Select(_ => trail.Entry() with { Outcome = "invalid-input" });
        await audit.AppendAsync([.. fed, .. rejected], cancellationToken).ConfigureAwait(false);
        await register.PutAsync(readings.Where(r => r.Ok).Select(r => r.Value!), cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(new RecognitionBatchAnswer(
        [
            .. readings.Select(r => r.Ok ? new RecognitionResult("recorded", null) : new RecognitionResult("rejected", Problem.ByPointer(r.Faults))),
        ]));
    }

    private static async Task<Results<Ok<PeopleComparisonAnswer>, ProblemHttpResult>> CompareAsync(
        HttpContext http, RegisterService register, ServiceGuide guide, ComparedPeople limit, ProgressRenderer names, IKeyedHash persons, TimeProvider clock, CancellationToken cancellationToken)
    {
        var caller = http.Caller();

        // Who neither recognises nor has an item that needs comparison has no reason to ask who is poor.
        if (!guide.Items.Any(i => i.Department == caller.Department && (i.NeedsComparison || i.Recognises)))
        {
            return Problem.Forbidden;
        }

        var body = await JsonBody.ReadAsync(http.Request, b => ComparisonBody.Read(b, clock.Today()), cancellationToken).ConfigureAwait(false);
        if (body.Value is not { } comparison)
        {
            return body.Problem!;
        }

        var people = comparison.People;
        if (limit.Refuse(caller.Name, people.Length) is { } wait)
        {
            http.ComeAgainAfter(wait);
            return Problem.TooManyPeople;
        }

        var trail = http.Trail();
        foreach (var person in people)
        {
            trail.Add(trail.Entry() with { Subject = persons.Current(HashPurpose.Person, person.IdNumber), Fields = [FactCodes.Recognitions] });
        }

        var places = people.Select((p, index) => ($"{index}", p.IdNumber)).ToArray();
        var matches = await register.CompareAsync(places, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(new PeopleComparisonAnswer(
            [
                .. places.Select(place => new PersonComparison(
                [
                    .. matches
                        .Where(m => m.Persons.Contains(place.Item1))
                        .Select(m => new PersonMatch(m.Category, names.ItemName(m.Category), m.Division, m.ValidFrom, m.ValidTo)),
                ])),
            ],
            clock.Now()));
    }

    /// <summary>A recognition of a person, who is named by the key under which the register has them.</summary>
    private static AuditEntry Fed(RequestTrail trail, string category, string personKey) =>
        trail.Entry() with { Subject = category + " " + personKey, Fields = [FactCodes.Recognitions], Purpose = "feed-register" };
}
