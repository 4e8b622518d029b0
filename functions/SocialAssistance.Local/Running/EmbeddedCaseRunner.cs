using System.Collections.Concurrent;
using SocialAssistance.Cases;
using SocialAssistance.Guide;

namespace SocialAssistance.Local.Running;

/// <summary>
/// Drives cases in this process: those that are woken at once, and those whose time has come by sweeping the store. All it
/// knows is in the store, so that it may be killed at any moment.
/// </summary>
public sealed partial class EmbeddedCaseRunner(
    WakeUps wakeUps, CaseDriver driver, ICaseStore store, TimeProvider clock, ILogger<EmbeddedCaseRunner> logger) : BackgroundService
{
    private const int SweepPage = 500;
    // Cases wait for departments, not for the processor: there can be many, so that a hanging one holds up none.
    private const int MaxDriven = 1024;

    private static readonly TimeSpan SweepEvery = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, Task> _driven = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _places = new(MaxDriven);

    /// <summary>Drives everything that is due now, to its end; what takes long is left to end by itself. For a clock that
    /// has just been moved.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> before = [];
        while (await store.ListDueAsync(clock.Now(), SweepPage, cancellationToken).ConfigureAwait(false) is { Count: > 0 } due)
        {
            var again = 0;
            await Parallel.ForEachAsync(
                due,
                new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
                async (caseId, token) =>
                {
                    if (await driver.DriveAsync(caseId, token).ConfigureAwait(false) is not null)
                    {
                        Interlocked.Increment(ref again);
                    }
                }).ConfigureAwait(false);
            if (again == 0 && due.SequenceEqual(before))
            {
                return;
            }

            before = due;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(SweepAsync(stoppingToken), TakeWokenAsync(stoppingToken)).ConfigureAwait(false);
        }
        finally
        {
            await Task.WhenAll(_driven.Values).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _places.Dispose();
        base.Dispose();
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepEvery);
        do
        {
            try
            {
                foreach (var caseId in await store.ListDueAsync(clock.Now(), SweepPage, stoppingToken).ConfigureAwait(false))
                {
                    wakeUps.Wake(caseId);
                }
            }
#pragma warning disable CA1031 // A sweep that fails is followed by the next.
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogSweepFailed(logger, error.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task TakeWokenAsync(CancellationToken stoppingToken)
    {
        await foreach (var caseId in wakeUps.Woken.ReadAllAsync(stoppingToken).ConfigureAwait(false))
        {
            // A case that is being driven looks again by itself before it is let go.
            if (_driven.ContainsKey(caseId))
            {
                continue;
            }

            await _places.WaitAsync(stoppingToken).ConfigureAwait(false);
            var driving = new Task<Task>(() => DriveAsync(caseId, stoppingToken));
            _driven[caseId] = driving.Unwrap();
            driving.Start(TaskScheduler.Default);
        }
    }

    private async Task DriveAsync(string caseId, CancellationToken stoppingToken)
    {
        try
        {
            while (await driver.DriveAsync(caseId, stoppingToken).ConfigureAwait(false) <= clock.Now())
            {
            }
        }
#pragma warning disable CA1031 // The case stays due in the store, and the next sweep finds it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (!stoppingToken.IsCancellationRequested)
            {
                LogDriveFailed(logger, caseId, error.GetType().Name);
            }
        }
        finally
        {
            _driven.TryRemove(caseId, out _);
            _places.Release();
        }
    }

    [LoggerMessage(LogLevel.Error, "Case {CaseId} could not be driven ({Error}); the next sweep tries again.")]
    private static partial void LogDriveFailed(ILogger logger, string caseId, string error);

    [LoggerMessage(LogLevel.Error, "Cases due could not be listed ({Error}); the next sweep tries again.")]
    private static partial void LogSweepFailed(ILogger logger, string error);
}
