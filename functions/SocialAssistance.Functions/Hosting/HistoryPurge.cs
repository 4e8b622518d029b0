using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace SocialAssistance.Functions.Hosting;

/// <summary>
/// Every night, removes orchestrations that ended long ago. They hold nothing that the case does not, and a case that moves
/// again gets a new one.
/// </summary>
public static class HistoryPurge
{
    private static readonly OrchestrationRuntimeStatus[] Ended =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Purges once; at 19:30 UTC it is half past three in the morning in China.</summary>
    [Function(nameof(HistoryPurge))]
    public static Task RunAsync([TimerTrigger("0 30 19 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.PurgeAllInstancesAsync(new PurgeInstancesFilter(null, TimeProvider.System.GetUtcNow() - Kept, Ended), cancellationToken);
    }
}
