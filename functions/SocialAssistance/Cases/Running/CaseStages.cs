using System.Collections.Immutable;
using SocialAssistance.Guide;

namespace SocialAssistance.Cases.Running;

/// <summary>
/// Drives a case in three stages that a workflow engine can call one by one, on any machine and again after a crash: read
/// what is due, perform it, record how it went. Each reads the case anew; what was done meanwhile is not done again.
/// </summary>
/// <param name="store">Where the cases are.</param>
/// <param name="cases">Applies the records; one that wakes nobody, because whoever drives looks again.</param>
/// <param name="attempts">Attempts the tasks.</param>
/// <param name="clock">Tells the time.</param>
public sealed class CaseStages(ICaseStore store, CaseService cases, TaskAttempts attempts, TimeProvider clock)
{
    /// <summary>What is to be done for a case; null when there is no such case.</summary>
    public async Task<CaseAgenda?> ReadAsync(string caseId, CancellationToken cancellationToken) =>
        await store.FindAsync(caseId, cancellationToken).ConfigureAwait(false) is { } @case ? CaseAgenda.Of(@case, clock.Now()) : null;

    /// <summary>Performs tasks of a case side by side; those it does not owe any more are left out.</summary>
    /// <returns>How each went, to be recorded.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled before any of them had ended; the tasks stay owed.</exception>
    public async Task<ImmutableArray<TaskAttempt>> PerformAsync(
        string caseId, IReadOnlyCollection<string> taskIds, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(caseId, cancellationToken).ConfigureAwait(false) is not { } @case)
        {
            return [];
        }

        // What another recorded in the meantime, failed or done, is not this stage's any more.
        var now = clock.Now();
        var owed = @case.Tasks.Where(t => taskIds.Contains(t.TaskId) && t.NextAttemptAt <= now);
        return await PerformAsync(@case, owed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Records how attempts went, in one write; with none, lets the clocks strike that have fallen due.</summary>
    /// <returns>What is to be done next; null when there is no such case.</returns>
    public async Task<CaseAgenda?> RecordAsync(string caseId, ImmutableArray<TaskAttempt> attempted, CancellationToken cancellationToken) =>
        await ApplyAsync(caseId, attempted, cancellationToken).ConfigureAwait(false) is { } @case ? CaseAgenda.Of(@case, clock.Now()) : null;

    /// <summary>All three stages, until nothing is due.</summary>
    /// <returns>The case as it stands then; null when there is no such case.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; what was not recorded stays owed.</exception>
    public async Task<Case?> DriveAsync(string caseId, CancellationToken cancellationToken) =>
        await store.FindAsync(caseId, cancellationToken).ConfigureAwait(false) is { } @case
            ? await DriveAsync(@case, cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>All three stages, until nothing is due, beginning with what was just read.</summary>
    /// <inheritdoc cref="DriveAsync(string, CancellationToken)" path="/returns|/exception"/>
    public async Task<Case?> DriveAsync(Case @case, CancellationToken cancellationToken)
    {
        var current = @case;
        while (current is not null && current.WakeAt <= clock.Now())
        {
            var now = clock.Now();
            var attempted = await PerformAsync(current, current.Tasks.Where(t => t.NextAttemptAt <= now), cancellationToken).ConfigureAwait(false);
            current = await ApplyAsync(@case.CaseId, attempted, attempted is [] ? cancellationToken : CancellationToken.None).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return current;
    }

    private async Task<ImmutableArray<TaskAttempt>> PerformAsync(Case @case, IEnumerable<OwedTask> tasks, CancellationToken cancellationToken)
    {
        var attempted = tasks.Select(t => attempts.AttemptAsync(@case, t, cancellationToken)).ToArray();
        await ((Task)Task.WhenAll(attempted)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // Cancelled, what has ended nevertheless is worth recording: it is not performed again then.
        var ended = Array.FindAll(attempted, a => a.IsCompletedSuccessfully);
        return ended.Length > 0 || attempted.Length == 0
            ? [.. ended.Select(a => a.Result)]
            : [.. await Task.WhenAll(attempted).ConfigureAwait(false)];
    }

    private async Task<Case?> ApplyAsync(string caseId, ImmutableArray<TaskAttempt> attempted, CancellationToken cancellationToken)
    {
        CaseEvent caseEvent = attempted.IsDefaultOrEmpty ? new ClockStruck() : new TasksAttempted(attempted);
        return (await cases.ApplyAsync(caseId, caseEvent, cancellationToken).ConfigureAwait(false)).Standing;
    }
}
