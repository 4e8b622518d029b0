using Shouldly;
using SocialAssistance.Cases;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Tests.Cases.Properties;

/// <summary>What holds between a case and what one event makes of it, and what must be remembered over many.</summary>
internal sealed class StepInvariants
{
    private readonly HashSet<string> _everOwed = new(StringComparer.Ordinal);

    public StepInvariants(Case opened) => Note(opened);

    public void Hold(Case before, CaseEvent caseEvent, CaseOutcome outcome)
    {
        if (outcome is not CaseOutcome.Moved { Next: var after })
        {
            (outcome as CaseOutcome.Unchanged)?.Current.ShouldBeSameAs(before);
            return;
        }

        after.Version.ShouldBe(before.Version + 1);
        (after with { Version = before.Version }).ShouldNotBe(before, "nothing changed but the version");
        after.Timeline.Length.ShouldBeGreaterThanOrEqualTo(before.Timeline.Length);
        after.Timeline.AsSpan()[..before.Timeline.Length].SequenceEqual(before.Timeline.AsSpan()).ShouldBeTrue("the timeline lost or changed an entry");
        (after.CaseId, after.SubmittedBy, after.SubmittedAt).ShouldBe((before.CaseId, before.SubmittedBy, before.SubmittedAt));
        (after.Form == before.Form || caseEvent is PersonalDataCorrected).ShouldBeTrue("the form changed without a correction");
        if (before.AcceptedAt is not null)
        {
            (after.AcceptedAt, after.GuideVersion, after.CalendarEdition).ShouldBe((before.AcceptedAt, before.GuideVersion, before.CalendarEdition));
        }

        NoTaskIsLostOrOwedTwice(before, caseEvent, after);
        OpenItemsWereDispatchedOnce(after);
        ClosedItemsStay(before, caseEvent, after);
        Note(after);
    }

    private void NoTaskIsLostOrOwedTwice(Case before, CaseEvent caseEvent, Case after)
    {
        var done = caseEvent is TasksAttempted attempted
            ? attempted.Attempts.Where(a => a.RetryAt is null).Select(a => a.TaskId).ToHashSet(StringComparer.Ordinal)
            : [];
        foreach (var task in before.Tasks)
        {
            var kept = after.Tasks.FirstOrDefault(t => t.TaskId == task.TaskId);
            (kept is null).ShouldBe(done.Contains(task.TaskId), "a task was lost, or stays though it was done");
            (kept is null || (kept.Kind, kept.Department, kept.Subject, kept.OwedAt) == (task.Kind, task.Department, task.Subject, task.OwedAt)).ShouldBeTrue();
        }

        foreach (var task in after.Tasks.Where(t => before.Tasks.All(b => b.TaskId != t.TaskId)))
        {
            _everOwed.Contains(task.TaskId).ShouldBeFalse("an id that a receiver has had before would be taken for a repetition");
        }
    }

    private void OpenItemsWereDispatchedOnce(Case after)
    {
        foreach (var item in after.Items)
        {
            var id = $"{after.CaseId}.dispatch.{item.Item}";
            (_everOwed.Contains(id) || after.Tasks.Any(t => t.TaskId == id)).ShouldBe(item.DispatchedAt is not null, "an item was not dispatched once");
        }
    }

    private static void ClosedItemsStay(Case before, CaseEvent caseEvent, Case after)
    {
        foreach (var closed in before.Items.Where(i => i.IsClosed))
        {
            var now = after.FindItem(closed.Item)!;
            if (caseEvent is DecisionChanged changed && changed.Item == closed.Item && before.FindHandled(changed.Department, changed.EventId) is null)
            {
                closed.Status.ShouldBeOneOf(ItemStatus.Granted, ItemStatus.Denied);
                now.ShouldBe(closed with { Status = now.Status, Decision = now.Decision, DecisionNumber = closed.DecisionNumber + 1 });
            }
            else
            {
                now.Equals(closed).ShouldBeTrue("a closed item moved");
            }
        }
    }

    private void Note(Case @case) => _everOwed.UnionWith(@case.Tasks.Select(t => t.TaskId));
}
