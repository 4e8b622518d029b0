using SocialAssistance.Applications;
using SocialAssistance.Cases;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>What holds for every version of every case, and from one version to the next.</summary>
internal static class WholeCase
{
    public static IEnumerable<string> FaultsOf(Case? previous, Case next, bool byRunner) =>
        OfVersion(next).Concat(previous is null ? OfFirst(next) : OfStep(previous, next, byRunner));

    private static IEnumerable<string> OfFirst(Case next)
    {
        if (next.Version != 1)
        {
            yield return "a new case begins with another version than 1";
        }

        if (next.Timeline.IsEmpty || next.Timeline[0].Kind != TimelineKind.Submitted)
        {
            yield return "a new case does not begin with its submission";
        }
    }

    /// <summary>Items are with the departments exactly when the case was complete.</summary>
    private static IEnumerable<string> OfVersion(Case @case)
    {
        var accepted = @case.AcceptedAt is not null;
        if (@case.Items.IsEmpty || @case.Items.DistinctBy(i => i.Item).Count() != @case.Items.Length)
        {
            yield return "items are missing or stand twice";
        }

        if (@case.Status == CaseStatus.AwaitingMaterials && (accepted || !@case.Missing().Any()))
        {
            yield return "it awaits materials and nothing is missing";
        }

        if (@case.Items.Any(i => i.DispatchedAt is not null) != accepted)
        {
            yield return "items are dispatched without unified acceptance, or the other way round";
        }

        if (accepted && @case.Items.Any(i => i is { IsClosed: false, DispatchedAt: null }))
        {
            yield return "an open item of an accepted case is not dispatched";
        }

        if (@case.IsClosed != @case.Items.All(i => i.IsClosed))
        {
            yield return "the case has ended and its items have not, or the other way round";
        }

        if (@case.Tasks.DistinctBy(t => t.TaskId).Count() != @case.Tasks.Length)
        {
            yield return "one task is owed twice";
        }
    }

    /// <summary>What of a form no correction may touch.</summary>
    private static string Plain(ApplicationForm form) => string.Join('|',
    [
        form.Channel, form.Division, form.Township, form.Applicant.HouseholdDivision, form.Applicant.ResidenceDivision, $"{form.Applicant.Rural}",
        .. form.Items, .. form.Household.Select(m => m.Relation), $"{form.Authorization.Signatories.Length} {form.Authorization.SignedOn}",
    ]);

    private static IEnumerable<string> OfStep(Case previous, Case next, bool byRunner)
    {
        if (next.Version != previous.Version + 1)
        {
            yield return "a version was left out";
        }

        var corrections = next.Corrections.Length - previous.Corrections.Length;
        if (corrections is not (0 or 1) || !next.Corrections.Take(previous.Corrections.Length).SequenceEqual(previous.Corrections))
        {
            yield return "a correction was forgotten, or two were made in one write";
        }

        if (!ReferenceEquals(previous.Form, next.Form) && !previous.Form.Equals(next.Form) && (corrections == 0 || !Plain(previous.Form).Equals(Plain(next.Form))))
        {
            yield return "the form has changed, and not by a correction of what is personal";
        }

        if (!next.Holds.Select(h => h.HoldId).Take(previous.Holds.Length).SequenceEqual(previous.Holds.Select(h => h.HoldId)))
        {
            yield return "an order to keep it was forgotten";
        }

        if (!next.Timeline.Take(previous.Timeline.Length).SequenceEqual(previous.Timeline))
        {
            yield return "the timeline has lost something";
        }

        if (!next.Handled.Take(previous.Handled.Length).SequenceEqual(previous.Handled))
        {
            yield return "a handled event was forgotten";
        }

        if (next.Handled.DistinctBy(h => (h.EventId, next.FindItem(h.Item)?.Department)).Count() != next.Handled.Length)
        {
            yield return "an event was handled twice";
        }

        if (next.Handled.Length > previous.Handled.Length + 1)
        {
            yield return "one write handled two events";
        }

        if (previous.Materials.Any(m => m.Status == MaterialStatus.Accepted && !next.Materials.Contains(m)))
        {
            yield return "an accepted scan is gone";
        }

        if (!previous.Items.Select(i => i.Item).SequenceEqual(next.Items.Select(i => i.Item)))
        {
            yield return "the items are others";
        }

        if (!byRunner && previous.Tasks.Any(t => next.Tasks.All(n => n.TaskId != t.TaskId)))
        {
            yield return "a request took away a task that is owed";
        }

        foreach (var item in next.Items.Where(i => i.DispatchedAt is not null && previous.FindItem(i.Item)?.DispatchedAt is null))
        {
            if (!next.Tasks.Any(t => t.Kind == TaskKind.Dispatch && t.Subject == item.Item))
            {
                yield return $"{item.Item} is dispatched and its department is not told";
            }
        }
    }
}
