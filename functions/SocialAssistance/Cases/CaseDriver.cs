using Microsoft.Extensions.Logging;
using SocialAssistance.Guide;

namespace SocialAssistance.Cases;

/// <summary>
/// Drives one case one step: performs the tasks that are due, side by side, so that one department's outage delays no
/// other, and records how they went in one write.
/// </summary>
public sealed partial class CaseDriver(
    ICaseStore store, CaseService cases, TaskPerformer performer, TimeProvider clock, ILogger<CaseDriver> logger)
{
    /// <summary>Drives the case of that id; nothing happens when there is none or nothing is due.</summary>
    /// <returns>When the case must be looked at next, or null.</returns>
    public async Task<DateTimeOffset?> DriveAsync(string caseId, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        if (await store.FindAsync(caseId, cancellationToken).ConfigureAwait(false) is not { } @case || @case.WakeAt is null || @case.WakeAt > now)
        {
            return null;
        }

        var due = @case.Tasks.Where(t => t.NextAttemptAt <= now);
        var attempts = await Task.WhenAll(due.Select(t => AttemptAsync(@case, t, cancellationToken))).ConfigureAwait(false);
        CaseEvent caseEvent = attempts.Length > 0 ? new TasksAttempted([.. attempts]) : new ClockStruck();
        return await cases.ApplyAsync(caseId, caseEvent, cancellationToken).ConfigureAwait(false) switch
        {
            CaseOutcome.Moved moved => moved.Next.WakeAt,
            CaseOutcome.Unchanged unchanged => unchanged.Current.WakeAt,
            _ => null,
        };
    }

    private async Task<TaskAttempt> AttemptAsync(Case @case, OwedTask task, CancellationToken cancellationToken)
    {
        try
        {
            await performer.PerformAsync(@case, task, cancellationToken).ConfigureAwait(false);
            return new TaskAttempt(task.TaskId, null, null);
        }
#pragma warning disable CA1031 // Whatever goes wrong, the task stays owed and is tried again.
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            // The text of an error may quote what was sent: only its kind is kept and logged.
            var kind = error.GetType().Name;
            var retryAt = clock.Now() + RetrySchedule.After(task.Attempts, Random.Shared.NextDouble());
            LogFailed(logger, task.TaskId, task.Attempts + 1, kind, retryAt);
            return new TaskAttempt(task.TaskId, retryAt, kind);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Task {TaskId} failed for the {Attempt}. time ({Error}); next attempt at {RetryAt}.")]
    private static partial void LogFailed(ILogger logger, string taskId, int attempt, string error, DateTimeOffset retryAt);
}
