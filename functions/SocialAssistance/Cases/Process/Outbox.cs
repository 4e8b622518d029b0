using System.Collections.Immutable;

namespace SocialAssistance.Cases.Process;

/// <summary>Owed tasks leave the case only when their performance is recorded; a failed one stays and is tried later.</summary>
internal static class Outbox
{
    public static Case Record(Case @case, TasksAttempted attempted)
    {
        var attempts = attempted.Attempts.ToLookup(a => a.TaskId);
        ImmutableArray<OwedTask> owed =
        [
            .. @case.Tasks
                .Select(t => attempts[t.TaskId].FirstOrDefault() is { } attempt ? After(t, attempt) : t)
                .OfType<OwedTask>(),
        ];

        // An attempt that is recorded already is no change: a record delivered twice counts once.
        return owed.SequenceEqual(@case.Tasks) ? @case : @case with { Tasks = owed };
    }

    private static OwedTask? After(OwedTask task, TaskAttempt attempt) => attempt.RetryAt is { } retryAt
        ? IsRecorded(task, retryAt) ? task : task with { Attempts = task.Attempts + 1, NextAttemptAt = retryAt, LastError = attempt.Error }
        : null;

    /// <summary>A later attempt is always put off to a later moment.</summary>
    private static bool IsRecorded(OwedTask task, DateTimeOffset retryAt) => task.Attempts > 0 && task.NextAttemptAt == retryAt;
}
