using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SocialAssistance.Cases.Running;

namespace SocialAssistance.Functions.Hosting;

/// <summary>
/// Sweeps for a minute after the start, because this process may follow one that died: what that one had taken from the
/// engine's queues stays hidden there, and the timer's lock is its own, until their time is over.
/// </summary>
internal sealed partial class SweepAfterStart(Sweep sweep, TimeProvider clock, ILogger<SweepAfterStart> logger) : BackgroundService
{
    private const int Times = 6;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        for (var time = 0; time < Times; time++)
        {
            await TryAsync(stoppingToken).ConfigureAwait(false);
            await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            await sweep.RunAsync(Sweep.MaxCases, SweepTimer.DueFor, stoppingToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The next one may find the store at home.
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(logger, error.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The sweep after the start failed ({Error}); it is tried again.")]
    private static partial void LogFailed(ILogger logger, string error);
}
