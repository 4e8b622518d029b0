using Microsoft.Extensions.Logging;
using SocialAssistance.Departments;
using SocialAssistance.Guide;

namespace SocialAssistance.Cases.Running;

/// <summary>Attempts owed tasks. However an attempt goes, it ends in a record of how it went.</summary>
public sealed partial class TaskAttempts(TaskPerformer performer, TimeProvider clock, ILogger<TaskAttempts> logger)
{
    /// <summary>Attempts one task of a case.</summary>
    /// <exception cref="OperationCanceledException">The attempt was cancelled; how it went is unknown.</exception>
    public async Task<TaskAttempt> AttemptAsync(Case @case, OwedTask task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
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
            var delivery = error as DeliveryFailedException;
            var kind = delivery?.Code ?? error.GetType().Name;
            var wait = RetrySchedule.After(task.Attempts, Random.Shared.NextDouble());
            var retryAt = clock.Now() + (delivery?.RetryAfter > wait ? delivery.RetryAfter.Value : wait);
            LogFailed(logger, task.TaskId, task.Attempts + 1, kind, retryAt);
            return new TaskAttempt(task.TaskId, retryAt, kind);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Task {TaskId} failed for the {Attempt}. time ({Error}); next attempt at {RetryAt}.")]
    private static partial void LogFailed(ILogger logger, string taskId, int attempt, string error, DateTimeOffset retryAt);
}
