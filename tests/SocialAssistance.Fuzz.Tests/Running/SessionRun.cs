using System.Text.Json;
using System.Text.Json.Nodes;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Invariants;
using SocialAssistance.Fuzz.Tests.Reporting;
using SocialAssistance.Fuzz.Tests.Steps;
using SocialAssistance.Fuzz.Tests.Wire;

namespace SocialAssistance.Fuzz.Tests.Running;

/// <summary>What a session ran into.</summary>
/// <param name="Violation">What must never be.</param>
/// <param name="Step">Place of the request; the number of steps when it showed at the end.</param>
/// <param name="Request">The request, as it was sent.</param>
/// <param name="Answer">What came back.</param>
internal sealed record Failure(Violation Violation, int Step, byte[] Request, Answer? Answer);

/// <summary>Runs one session over a connection of its own.</summary>
internal sealed class SessionRun(FuzzHost host, Session session, IReadOnlyList<Filed> others, Statistics? statistics) : IDisposable
{
    private readonly World _world = new(host, session, others);
    private readonly Fingerprint _sent = new(host.Model);
    private Connection? _connection;

    /// <summary>Whether every request waits until nothing is under way.</summary>
    public bool OneByOne { get; init; }

    /// <summary>What it has filed.</summary>
    public IReadOnlyList<Filed> Filed => _world.Filed;

    /// <summary>Runs it to its end, or to the first thing that must never be.</summary>
    public async Task<Failure?> RunAsync(CancellationToken cancellationToken)
    {
        for (var place = 0; place < session.Steps.Length; place++)
        {
            var step = session.Steps[place];
            if (OneByOne)
            {
                await host.SettleAsync(cancellationToken);
            }

            var draft = step.Draft(_world);
            var sent = draft.ToBytes();
            _sent.Add(sent, _world.Continuations);
            if (await SendAsync(draft, sent, step, place, cancellationToken) is { } failure)
            {
                return failure;
            }
        }

        statistics?.Sent(session.Index, _sent.Take());
        return await AgainAsync(cancellationToken);
    }

    public void Dispose() => _connection?.Dispose();

    /// <summary>
    /// Everything that was accepted is there once: the very same request again is answered with the same case, and a search
    /// finds it.
    /// </summary>
    private async Task<Failure?> AgainAsync(CancellationToken cancellationToken)
    {
        foreach (var filed in _world.Filed.ToArray())
        {
            var draft = new Draft { Kind = "again", Method = "POST", Path = "/api/applications", Family = filed.Family, Body = filed.Body, BrokenHttp = true }.As(filed.By);
            var failure = await SendAsync(draft, filed.Sent, null, session.Steps.Length, cancellationToken, json => (string?)json["caseId"] == filed.CaseId);
            if (failure is not null)
            {
                return failure;
            }
        }

        foreach (var family in _world.Filed.Select(f => f.Family).Distinct().ToArray())
        {
            (Draft Draft, Func<JsonNode, bool> Expected)[] asked =
            [
                (Applying.Search(family), json => IsFound(family, [.. json["cases"]!.AsArray().Select(c => (string)c!["caseId"]!)])),
                (Rights.Export(family), json => IsHeld(family, json["cases"]!.AsArray())),
            ];
            foreach (var (draft, expected) in asked)
            {
                if (await SendAsync(draft.As(Caller.All[0]), draft.ToBytes(), null, session.Steps.Length, cancellationToken, expected) is { } failure)
                {
                    return failure;
                }
            }
        }

        return null;
    }

    /// <summary>All that was filed under the family's name and number, and nothing of anybody else's.</summary>
    private bool IsFound(Family family, HashSet<string> found) =>
        found.IsSubsetOf(family.Cases.Keys) && family.Cases.Keys.Where(c => host.Model.Cases.TryGetValue(c, out var told) && told.Family == family && told.IsFindable).All(found.Contains);

    /// <summary>The same, and of what was filed untouched and not corrected every value that was sent.</summary>
    private bool IsHeld(Family family, JsonArray cases) =>
        IsFound(family, [.. cases.Select(c => (string)c!["progress"]!["caseId"]!)])
        && cases.All(c => _world.Filed.Find(f => f.CaseId == (string?)c!["progress"]!["caseId"]) is not { IsUntouched: true } filed
            || host.Model.Cases[filed.CaseId].IsCorrected
            || SameForm.Holds(JsonNode.Parse(filed.Body), c!["form"]));

    private async Task<Failure?> SendAsync(
        Draft draft, byte[] sent, Step? step, int place, CancellationToken cancellationToken, Func<JsonNode, bool>? expected = null)
    {
        if (_connection is null)
        {
            _connection = await Connection.OpenAsync(host.Address, cancellationToken);
            host.Traces.Take(_connection.Port);
        }

        var (answer, json, violation) = await ExchangeAsync(_connection, draft, sent, step, cancellationToken);
        violation ??= answer is null ? null : await SecrecyAsync(draft, sent, answer);
        if (expected is not null && (answer?.Status != 200 || json is null || !expected(json)))
        {
            violation ??= new Violation("once", $"what was accepted is not there, or not once: {draft.Kind} is answered {answer?.Status}");
        }

        if (draft is { IsUntouched: true, Must: { } must } && (answer?.Status != must || (draft.MustSay is { } said && !said.AsSpan().SequenceEqual(answer.Body))))
        {
            violation ??= new Violation("once", $"{draft.Kind} must be answered {must} and is answered {answer?.Status}, or otherwise than before");
        }

        if (violation is null && answer is not null)
        {
            _world.Learn(draft, sent, answer, json);
            violation = await TwinAsync(draft, sent, answer, cancellationToken);
        }

        return violation is null ? null : new Failure(violation, place, sent, answer);
    }

    /// <summary>Sends a request and takes what came of it into the model.</summary>
    private async Task<(Answer? Answer, JsonNode? Json, Violation? Violation)> ExchangeAsync(
        Connection connection, Draft draft, byte[] sent, Step? step, CancellationToken cancellationToken)
    {
        using var untold = host.Requests.Begin();
        Answer? answer = null;
        Violation? violation = null;
        try
        {
            answer = await connection.SendAsync(sent, draft.Method == "HEAD", draft.Incomplete, cancellationToken);
        }
        catch (BrokenAnswerException) when (draft.Incomplete)
        {
            // The server hangs up on what never comes whole, perhaps in the middle of saying so.
        }
        catch (BrokenAnswerException broken)
        {
            violation = new Violation("answered", broken.Message);
        }

        var json = Json(answer);
        var traces = host.Traces.Take(connection.Port);
        Close(draft, answer);
        statistics?.Add(draft.Kind, step, sent.Length, answer, json is JsonObject said && answer!.Status >= 400 ? said["code"]?.ToString() : null, traces is [var trace] ? trace.Operation?.Name : null);
        violation ??= AnswerRules.Of(draft, answer, json, traces.Count > 0)
            .Concat(WriteRules.Of(host.Model, draft, sent, answer, json, traces))
            .Concat(AccessRules.Of(host.Model, draft, sent, answer, json, traces))
            .Concat(RecordRules.Of(draft, answer, json, traces))
            .Concat(ContractRules.Of(host.Contract, draft, answer, json, traces))
            .FirstOrDefault();
        return (answer, json, violation);
    }

    private async Task<Violation?> SecrecyAsync(Draft draft, byte[] sent, Answer answer)
    {
        if (Secrecy.Of(host.Model, draft, sent, answer).Any())
        {
            // A reader may be ahead of the witnesses: what was written at this very moment is judged when it is known.
            await host.Requests.EndAsync();
            await host.Store.HearAsync();
        }

        return Secrecy.Of(host.Model, draft, sent, answer).FirstOrDefault();
    }

    private async Task<Violation?> TwinAsync(Draft draft, byte[] sent, Answer answer, CancellationToken cancellationToken)
    {
        if (_connection is null || Twin.Of(host, draft, sent) is not { } other)
        {
            return null;
        }

        var twin = await _connection.SendAsync(other, draft.Method == "HEAD", draft.Incomplete, cancellationToken);
        var traces = host.Traces.Take(_connection.Port);
        statistics?.Add("twin", null, other.Length, twin, null, traces is [var trace] ? trace.Operation?.Name : null);
        Close(draft, twin);
        if (traces.Any(t => !t.Cases.IsEmpty))
        {
            return new Violation("existence", "a request about cases that are not there has written one");
        }

        // What became known at this very moment is no secret any more.
        await host.Store.HearAsync();
        return Twin.Of(host, draft, sent) is null ? null : Twin.Difference(sent, answer, twin);
    }

    /// <summary>What follows on a connection after a request whose end is in doubt belongs to nobody.</summary>
    private void Close(Draft draft, Answer? answer)
    {
        if (answer is null || answer.Closes || draft.BrokenHttp || draft.Framing != Framing.Length)
        {
            _connection!.Dispose();
            _connection = null;
        }
    }

    private static JsonNode? Json(Answer? answer)
    {
        if (answer is not { Body.Length: > 0 } || answer.Header("Content-Type")?.Contains("json", StringComparison.Ordinal) != true)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(answer.Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
