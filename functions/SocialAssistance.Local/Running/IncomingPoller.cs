using SocialAssistance.Materials;

namespace SocialAssistance.Local.Running;

/// <summary>
/// Looks for files written straight to the incoming area, because on one machine nothing calls when one arrives. Before
/// that it creates what the store lacks, as soon as the store answers.
/// </summary>
public sealed partial class IncomingPoller(IMaterialStore materials, IncomingFiles incoming, ILogger<IncomingPoller> logger) : BackgroundService
{
    private const int Page = 100;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StartEvery = TimeSpan.FromMilliseconds(100);

    private volatile bool _initialized;

    /// <summary>Asks whether scans can be taken.</summary>
    /// <exception cref="InvalidOperationException">The store has not answered yet.</exception>
    public Task PingAsync(CancellationToken cancellationToken) => _initialized
        ? materials.PingAsync(cancellationToken)
        : throw new InvalidOperationException("The material store has not answered yet.");

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryAsync(materials.InitializeAsync, stoppingToken).ConfigureAwait(false))
        {
            await Task.Delay(StartEvery, stoppingToken).ConfigureAwait(false);
        }

        _initialized = true;
        using var timer = new PeriodicTimer(Every);
        do
        {
            await TryAsync(TakeUpAsync, stoppingToken).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task TakeUpAsync(CancellationToken stoppingToken)
    {
        foreach (var file in await materials.ListIncomingAsync(Page, stoppingToken).ConfigureAwait(false))
        {
            // One file that cannot be taken up does not hold up the others.
            await TryAsync(token => incoming.TakeUpAsync(file, token), stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task> action, CancellationToken stoppingToken)
    {
        try
        {
            await action(stoppingToken).ConfigureAwait(false);
            return true;
        }
#pragma warning disable CA1031 // The store may be away for a while: it is asked again.
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(logger, error.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The incoming area could not be read ({Error}); it is tried again.")]
    private static partial void LogFailed(ILogger logger, string error);
}
