using Microsoft.Azure.Functions.Worker;
using SocialAssistance.Privacy.Retention;

namespace SocialAssistance.Functions.Hosting;

/// <summary>Every night at two of Asia/Shanghai (18:00 UTC), erases what is due.</summary>
public sealed class RetentionTimer(RetentionJob job)
{
    /// <summary>Most of each kind in one night's run, so that it ends well before the host's function timeout.</summary>
    private const int MaxOfKind = 1_000;

    /// <summary>Runs once; bounded, and safe to run twice.</summary>
    [Function("Retention")]
    public Task RunAsync([TimerTrigger("0 0 18 * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        job.RunAsync(MaxOfKind, cancellationToken);
}
