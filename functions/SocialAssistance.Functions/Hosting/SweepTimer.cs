using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SocialAssistance.Cases.Running;
using SocialAssistance.Functions.Orchestration;
using SocialAssistance.Materials;

namespace SocialAssistance.Functions.Hosting;

/// <summary>Every five minutes, finds what nobody told of: cases that are due, scans that were left.</summary>
public sealed class SweepTimer(Sweep sweep, IncomingFiles incoming, DurableClientSource durable)
{
    /// <summary>How long a case must have been due to be swept up.</summary>
    internal static readonly TimeSpan DueFor = TimeSpan.FromSeconds(10);

    private const int MaxFiles = 200;

    private static readonly TimeSpan MaxTimeForFiles = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LeftAfter = TimeSpan.FromMinutes(5);

    /// <summary>Sweeps once; bounded, and safe to run twice.</summary>
    [Function("Sweep")]
    public async Task RunAsync(
        [TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        durable.Take(client);
        await sweep.RunAsync(Sweep.MaxCases, DueFor, cancellationToken).ConfigureAwait(false);

        // Both together stay well below the host's function timeout.
        using var time = new CancellationTokenSource(MaxTimeForFiles);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        await incoming.TakeUpLeftAsync(LeftAfter, MaxFiles, either.Token).ConfigureAwait(false);
    }
}
