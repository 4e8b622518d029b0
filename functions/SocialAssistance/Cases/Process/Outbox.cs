namespace SocialAssistance.Cases.Process;

/// <summary>Owed tasks leave the case only when their performance is recorded; a failed one stays and is tried later.</summary>
internal static class Outbox
{
    public static Case Record(Case @case, TasksAttempted attempted)
    {
        var attempts = attempted.Attempts.ToLookup(a => a.TaskId);
        return attempts.Count == 0 ? @case : @case with
        {
            Tasks =
            [
                .. @case.Tasks
                    .Select(t => attempts[t.TaskId].FirstOrDefault() is { } attempt ? After(t, attempt) : t)
                    .OfType<OwedTask>(),
            ],
        };
    }

    private static OwedTask? After(OwedTask task, TaskAttempt attempt) => attempt.RetryAt is { } retryAt
        ? task with { Attempts = task.Attempts + 1, NextAttemptAt = retryAt, LastError = attempt.Error }
        : null;
}
