using System.Collections.Immutable;
using SocialAssistance.Applications;
using SocialAssistance.Cases.Process;
using SocialAssistance.Guide;
using SocialAssistance.Register;

namespace SocialAssistance.Cases;

/// <summary>
/// The procedure of the notice as a pure function: a case and an event give the next case, with the tasks it then owes.
/// No input or output, no clock of its own; each chapter of the notice is a file in <c>Process</c>.
/// </summary>
public static class CaseProcess
{
    /// <summary>Opens a case for a form that was checked. It awaits materials, or is dispatched at once when none is needed.</summary>
    /// <param name="caseId">Number for the case.</param>
    /// <param name="form">What was filed.</param>
    /// <param name="submittedBy">Name of the caller.</param>
    /// <param name="matches">What the register holds of the household.</param>
    /// <param name="guide">The guide in force.</param>
    /// <param name="now">The moment of submission.</param>
    public static Case Open(
        string caseId, ApplicationForm form, string submittedBy, ImmutableArray<RegisterMatch> matches, ServiceGuide guide, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(guide);
        return Settle(Completeness.Open(caseId, form, submittedBy, guide, now), matches, guide, now);
    }

    /// <summary>Lets an event happen to a case.</summary>
    /// <param name="case">The case as it stands.</param>
    /// <param name="caseEvent">The event.</param>
    /// <param name="guide">The guide in force, with the calendar as now published.</param>
    /// <param name="now">The moment at which the event arrives, which the clocks go by.</param>
    public static CaseOutcome Handle(Case @case, CaseEvent caseEvent, ServiceGuide guide, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(caseEvent);
        ArgumentNullException.ThrowIfNull(guide);

        // What fell due before the event happened before it, whether or not anything was awake to see it.
        var current = Closing.WhenAllEnded(DueTimes.CatchUp(@case, guide, now), now);
        var step = caseEvent switch
        {
            Anonymised => Erasure.Anonymise(current, guide, now),
            not (TasksAttempted or ClockStruck) when current.AnonymisedAt is not null => CaseRefusals.Anonymised,
            PersonalDataCorrected correction => Corrections.Correct(current, correction, guide, now),
            HoldPlaced hold => Erasure.Place(current, hold, now),
            HoldReleased released => Erasure.Release(current, released, now),
            MaterialFiled filed => Completeness.File(current, filed, guide, now),
            MaterialJudged judged => Completeness.Judge(current, judged, guide, now),
            WithdrawalRequested withdrawal => Withdrawal.Withdraw(current, withdrawal, now),
            DepartmentEvent departmentEvent => DepartmentEvents.Handle(current, departmentEvent, guide, now),
            TasksAttempted attempted => Outbox.Record(current, attempted),
            ClockStruck => current,
            _ => throw new ArgumentOutOfRangeException(nameof(caseEvent)),
        };
        if (step.Refusal is { } refusal)
        {
            return new CaseOutcome.Refused(refusal);
        }

        var next = Settle(step.Next!, caseEvent.Matches, guide, now);
        return next == @case ? new CaseOutcome.Unchanged(@case) : new CaseOutcome.Moved(next with { Version = @case.Version + 1 });
    }

    /// <summary>What follows from any event: dispatch once complete, the case's end after its last item's, the next wake.</summary>
    private static Case Settle(Case @case, ImmutableArray<RegisterMatch> matches, ServiceGuide guide, DateTimeOffset now)
    {
        var next = Dispatching.WhenComplete(@case, matches, guide, now);
        next = Closing.WhenAllEnded(next, now);
        return Agenda.Plan(next, now);
    }
}
