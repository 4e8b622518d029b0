using SocialAssistance.Guide;
using SocialAssistance.Privacy.Retention;

namespace SocialAssistance.Local.Running;

/// <summary>
/// Runs the job of retention once a day, at night. It goes by the host's own clock: a rehearsal erases by the rehearsal's
/// time, and only what lies in the rehearsal's own folder. The day is remembered in this process only: a run after a restart
/// finds nothing more to do.
/// </summary>
public sealed partial class RetentionTimer(RetentionJob job, TimeProvider clock, ILogger<RetentionTimer> logger) : BackgroundService
{
    /// <summary>Hour of the day in Asia/Shanghai from which on it runs.</summary>
    public const int Hour = 2;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AgainAfterFailure = TimeSpan.FromHours(1);

    private DateOnly? _ran;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    /// <summary>The last day on which it ran to its end and nothing failed; null when it has not.</summary>
    public DateOnly? LastRun => _ran;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            var now = clock.Now();
            var today = ChinaTime.DayOf(now);
            if (now.Hour >= Hour && _ran != today && now >= _notBefore && await TryAsync(now, stoppingToken).ConfigureAwait(false))
            {
                _ran = today;
            }
        }
    }

    /// <returns>Whether it ran and left nothing for the same night. What failed is tried again an hour later, the rest at once.</returns>
    private async Task<bool> TryAsync(DateTimeOffset now, CancellationToken stoppingToken)
    {
        try
        {
            var result = await job.RunAsync(stoppingToken).ConfigureAwait(false);
            _notBefore = result.Failed > 0 ? now + AgainAfterFailure : DateTimeOffset.MinValue;
            return result is { Complete: true, Failed: 0 };
        }
#pragma warning disable CA1031 // What is due stays due: it is tried again.
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(logger, error.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "The job of retention failed ({Error}); it is tried again.")]
    private static partial void LogFailed(ILogger logger, string error);
}
