using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SocialAssistance.Cases.Running;
using SocialAssistance.Guide;

namespace SocialAssistance.Cases;

/// <summary>
/// Drives one case one step: performs the tasks that are due, side by side, and records how they went in one write. A task
/// that takes long is recorded by itself when it ends, so that one department's outage delays no other's item.
/// </summary>
public sealed partial class CaseDriver(
    ICaseStore store, CaseService cases, TaskAttempts attempter, TimeProvider clock, ILogger<CaseDriver> logger)
{
    /// <summary>How long the outcomes of a step wait for each other, in real time.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(500);

    /// <summary>Ids of the tasks being performed: none is begun a second time beside itself.</summary>
    private readonly ConcurrentDictionary<string, byte> _underWay = new(StringComparer.Ordinal);

    /// <summary>Drives the case of that id; nothing happens when there is none or nothing is due.</summary>
    /// <returns>When the case must be looked at next, or null: never, or when what is under way has ended.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; what was not recorded stays owed.</exception>
    public async Task<DateTimeOffset?> DriveAsync(string caseId, CancellationToken cancellationToken)
    {
        // A store may answer from memory and never look: whoever drives until nothing is due must still be stopped.
        cancellationToken.ThrowIfCancellationRequested();
        var now = clock.Now();
        if (await store.FindAsync(caseId, cancellationToken).ConfigureAwait(false) is not { } @case || @case.WakeAt is null || @case.WakeAt > now)
        {
            return null;
        }

        var begun = @case.Tasks.Where(t => t.NextAttemptAt <= now && _underWay.TryAdd(t.TaskId, 0)).ToArray();
        var attempts = Array.ConvertAll(begun, t => attempter.AttemptAsync(@case, t, cancellationToken));
        await ((Task)Task.WhenAll(attempts)).WaitAsync(Together, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var ended = Array.FindAll(attempts, a => a.IsCompletedSuccessfully);
        foreach (var (task, attempt) in begun.Zip(attempts).Where(p => !ended.Contains(p.Second)))
        {
            _ = RecordLateAsync(caseId, task, attempt, cancellationToken);
        }

        try
        {
            CaseEvent caseEvent = ended.Length > 0 ? new TasksAttempted([.. ended.Select(a => a.Result)]) : new ClockStruck();
            return await ApplyAsync(caseId, caseEvent, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Array.ForEach(ended, a => _underWay.TryRemove(a.Result.TaskId, out _));
        }
    }

    private async Task<DateTimeOffset?> ApplyAsync(string caseId, CaseEvent caseEvent, CancellationToken cancellationToken)
    {
        var current = (await cases.ApplyAsync(caseId, caseEvent, cancellationToken).ConfigureAwait(false)).Standing;

        // What is under way is nothing to be looked at: it records itself.
        return current is null || IsOnlyUnderWay(current, caseEvent) ? null : current.WakeAt;
    }

    /// <summary>Whether all that makes the case due is being performed.</summary>
    private bool IsOnlyUnderWay(Case current, CaseEvent recorded)
    {
        var now = clock.Now();
        var due = current.Tasks.Where(t => t.NextAttemptAt <= now).ToArray();
        return due.Length > 0 && Array.TrueForAll(due, t =>
            _underWay.ContainsKey(t.TaskId)
            && (recorded is not TasksAttempted attempted || attempted.Attempts.All(a => a.TaskId != t.TaskId)));
    }

    /// <summary>Waits for a task that takes long and records how it went. Fails it, the task stays owed and is found due again.</summary>
    private async Task RecordLateAsync(string caseId, OwedTask task, Task<TaskAttempt> attempt, CancellationToken cancellationToken)
    {
        try
        {
            var ended = await attempt.ConfigureAwait(false);
            await cases.ApplyAsync(caseId, new TasksAttempted([ended]), cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Nobody waits for it; what was not recorded is performed again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                LogNotRecorded(logger, task.TaskId, error.GetType().Name);
            }
        }
        finally
        {
            _underWay.TryRemove(task.TaskId, out _);
        }
    }

    [LoggerMessage(LogLevel.Warning, "How task {TaskId} went could not be recorded ({Error}); it is performed again.")]
    private static partial void LogNotRecorded(ILogger logger, string taskId, string error);
}
