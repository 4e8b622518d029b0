using System.Collections.Immutable;
using SocialAssistance.Api.Answers;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Api.Auditing;

/// <summary>What an answer shows: of which case, which facts.</summary>
/// <param name="CaseId">The case; null when the answer does not say, and it is the one that was asked for.</param>
/// <param name="Subject">The item or the scan; empty for the case as a whole.</param>
/// <param name="Fields">Codes of the facts (<see cref="FactCodes"/>), of those only that are really there.</param>
public sealed record ShownFacts(string? CaseId, string Subject, ImmutableArray<string> Fields);

/// <summary>
/// The one place that says which personal data an answer shows. It looks at the answer itself, so that a fact that is left
/// out of it is not listed either.
/// </summary>
public static class AnswerFacts
{
    /// <summary>What an answer shows; null when this is no kind of answer that is known to show, or not to show, anything.</summary>
    public static ImmutableArray<ShownFacts>? Of(object? answer) => answer switch
    {
        ProgressAnswer progress => [Of(progress)],
        CasesAnswer cases => [.. cases.Cases.Select(Of)],
        TimelineAnswer timeline => [new ShownFacts(timeline.CaseId, "", Of(timeline.Entries))],
        TaskAnswer task => [Of(task)],
        MaterialAnswer material => [new ShownFacts(null, material.MaterialId, [FactCodes.Materials])],
        // Said of what the caller itself has just said, or without a word about anybody.
        EventAnswer or EventBatchAnswer or RecognitionBatchAnswer or WorkListAnswer or HoldsAnswer => [],
        _ => null,
    };

    /// <summary>What an answer shows besides what its own request has just written, which the record of the write names: how far
    /// the rest of the case is.</summary>
    public static ImmutableArray<ShownFacts> BesidesTheWrite(object answer) =>
        answer is ProgressAnswer progress && Of(progress) is { Fields.Length: > 1 } shown ? [shown] : [];

    private static ShownFacts Of(ProgressAnswer progress) => new(progress.CaseId, "",
    [
        FactCodes.Status,
        .. When(progress.Items.Any(i => i.ActionRequired is not null), FactCodes.Notes),
        .. When(progress.Items.Any(i => i.Comparison is not null), FactCodes.Comparison),
        .. When(progress.Items.Any(i => i.Decision is not null), FactCodes.Decision),
        .. When(!progress.Materials.IsEmpty, FactCodes.Materials),
    ]);

    private static ImmutableArray<string> Of(ImmutableArray<TimelineEntryAnswer> entries) =>
    [
        FactCodes.Status,
        .. When(entries.Any(e => e.Note is not null), FactCodes.Notes),
        .. When(entries.Any(e => e.Decision is not null), FactCodes.Decision),
        .. When(entries.Any(e => !e.Materials.IsDefaultOrEmpty), FactCodes.Materials),
    ];

    private static ShownFacts Of(TaskAnswer task) => new(task.CaseId, task.Task.Item,
    [
        FactCodes.Status,
        .. PeopleOf(task).Select(f => task.Masked.Contains(f) ? FactCodes.Masked(f) : f),
        .. task.Economy is null ? [] : FactCodes.Economy,
        .. FactCodes.OfSection(task.Section),
        .. When(task.Task.Comparison is not null || !task.SharedRecognitions.IsDefaultOrEmpty, FactCodes.Comparison),
        .. When(task.Task.Decision is not null, FactCodes.Decision),
        .. When(!task.Supplements.IsDefaultOrEmpty, FactCodes.Notes),
        .. When(!task.Materials.IsDefaultOrEmpty, FactCodes.Materials),
    ]);

    private static IEnumerable<string> PeopleOf(TaskAnswer task)
    {
        var members = task.Household ?? [];
        var circumstances = members.Any(m => m.MonthlyIncome is not null || m.Occupation is not null || m.Condition is not null);
        return FactCodes.Applicant.Where(f => f != FactCodes.ApplicantAddress || task.Applicant.Address is not null)
            .Concat(FactCodes.Household.Where(f => members.Count > 0 && (circumstances || !FactCodes.HouseholdCircumstances.Contains(f))));
    }

    private static ImmutableArray<string> When(bool shown, string field) => shown ? [field] : [];
}
