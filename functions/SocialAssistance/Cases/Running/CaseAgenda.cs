using System.Collections.Immutable;

namespace SocialAssistance.Cases.Running;

/// <summary>
/// What is to be done for a case now, and when to look again. It holds ids and moments only, so that a workflow engine may
/// keep it in its history.
/// </summary>
/// <param name="IsOver">Whether nothing will fall due any more unless somebody writes to the case.</param>
/// <param name="IsDue">Whether something has fallen due: a task, or a clock of the case.</param>
/// <param name="WakeAt">When something falls due next; null for never.</param>
/// <param name="Work">The tasks that are due, by who is to be told.</param>
public sealed record CaseAgenda(bool IsOver, bool IsDue, DateTimeOffset? WakeAt, ImmutableArray<DueWork> Work)
{
    /// <summary>Reads it off a case.</summary>
    public static CaseAgenda Of(Case @case, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return new CaseAgenda(
            @case.IsClosed && @case.WakeAt is null,
            @case.WakeAt <= now,
            @case.WakeAt,
            [
                .. @case.Tasks
                    .Where(t => t.NextAttemptAt <= now)
                    .GroupBy(t => t.Department, t => t.TaskId)
                    .Select(g => new DueWork(g.Key, [.. g])),
            ]);
    }
}

/// <summary>Tasks that are performed together, apart from those of others: what ails one department delays no other.</summary>
/// <param name="Department">Code of the department to be told; null for what the system does by itself.</param>
/// <param name="TaskIds">Ids of the tasks.</param>
public sealed record DueWork(string? Department, ImmutableArray<string> TaskIds);
