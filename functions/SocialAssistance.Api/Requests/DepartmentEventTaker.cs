using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using SocialAssistance.Api.Answers;
using SocialAssistance.Api.Auditing;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Problems;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Input;

namespace SocialAssistance.Api.Requests;

/// <summary>Takes what departments say, singly or in batches.</summary>
internal static class DepartmentEventTaker
{
    public static async Task<(EventAnswer? Answer, CaseRefusal? Refusal)> TakeAsync(
        CaseService cases, Caller caller, string caseId, DepartmentEvent said, CancellationToken cancellationToken)
    {
        // Of cases outside its divisions a department learns nothing, not even that they are there.
        if (await cases.FindAsync(caller, caseId, cancellationToken).ConfigureAwait(false) is null)
        {
            return (null, CaseRefusals.UnknownCase);
        }

        return await cases.ApplyAsync(caseId, said, caller.Actor, cancellationToken).ConfigureAwait(false) switch
        {
            CaseOutcome.Refused refused => (null, refused.Refusal),
            var taken => (Answer(taken.Standing!, said), null),
        };
    }

    public static async Task<EventBatchAnswer> TakeAsync(
        CaseService cases, Caller caller, string department, ImmutableArray<ReadOnlyMemory<byte>> events, RequestTrail trail, CancellationToken cancellationToken)
    {
        var results = ImmutableArray.CreateBuilder<EventResult>(events.Length);
        foreach (var document in events)
        {
            var reading = DepartmentEventReader.ReadAddressed(document, department);
            var result = await TakeOneAsync(cases, caller, reading, cancellationToken).ConfigureAwait(false);
            if (result.Code is { } refusal)
            {
                trail.Add(trail.Entry() with { CaseId = RequestTrail.CaseOf(reading.Value?.CaseId), Outcome = refusal });
            }

            results.Add(result);
        }

        return new EventBatchAnswer(results.ToImmutable());
    }

    private static async Task<EventResult> TakeOneAsync(
        CaseService cases, Caller caller, Reading<AddressedEvent> reading, CancellationToken cancellationToken)
    {
        if (!reading.Ok)
        {
            return Invalid(reading.Faults);
        }

        var (answer, refusal) = await TakeAsync(cases, caller, reading.Value!.CaseId, reading.Value.Said, cancellationToken).ConfigureAwait(false);
        return refusal switch
        {
            null => new EventResult(StatusCodes.Status200OK, answer, null, null, null),
            { Kind: RefusalKind.Invalid } => Invalid([Problem.FaultOf(refusal)]),
            _ => new EventResult(
                Problem.StatusOf(refusal.Kind), null, refusal.Code, refusal.Detail, null, refusal.ClosedWith is { } status ? Codes.Of(status) : null),
        };
    }

    private static EventResult Invalid(IEnumerable<Fault> faults) =>
        new(StatusCodes.Status422UnprocessableEntity, null, "invalid-input", "事件内容有误", Problem.ByPointer(faults));

    private static EventAnswer Answer(Case @case, DepartmentEvent said)
    {
        var handled = @case.FindHandled(said.Department, said.EventId)!;
        return new EventAnswer(
            @case.CaseId, handled.Item, handled.EventId, Codes.Of(handled.Status), CaseTexts.Of(handled.Status), handled.RecordedAt);
    }
}
