using SocialAssistance.Privacy.Audit;
using SocialAssistance.Storage.Sqlite;

namespace SocialAssistance.Local.Auditing;

/// <summary>
/// Publishes how far the trail goes: once a minute and when the host stops into the file beside the database, and the head of
/// each day that has ended into the log, from where logs are usually carried to another machine.
/// </summary>
public sealed partial class HeadPublisher(SqliteDatabase database, DataFolder folder, ILogger<HeadPublisher> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private DateOnly _logged = DateOnly.MaxValue;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await PublishAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            await PublishAsync(stoppingToken).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        try
        {
            var heads = await SqliteAuditCheck.HeadsAsync(database, cancellationToken).ConfigureAwait(false);
            var replaced = await SqliteAuditCheck.ReplacedAsync(database, PublishedHeads.Read(folder), cancellationToken).ConfigureAwait(false);
            foreach (var day in PublishedHeads.Write(folder, heads, replaced))
            {
                LogNotAsPublished(logger, AuditForm.Text(day));
            }

            foreach (var ended in heads.SkipLast(1).Where(h => h.Day >= _logged))
            {
                LogSealed(logger, AuditForm.Text(ended.Day), ended.Count, ended.Hash, ended.Seal);
            }

            _logged = heads.Count > 0 ? heads[^1].Day : DateOnly.MinValue;
        }
#pragma warning disable CA1031 // The next time it is published; no case waits for it.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogNotPublished(logger, error.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Information, "The audit trail of {Day} is sealed: {Count} records, {Head}, {Seal}")]
    private static partial void LogSealed(ILogger logger, string day, long count, string head, string seal);

    [LoggerMessage(LogLevel.Error, "The audit trail of {Day} is not as it was published: see ./dev audit verify", EventName = "AuditNotAsPublished")]
    private static partial void LogNotAsPublished(ILogger logger, string day);

    [LoggerMessage(LogLevel.Warning, "The heads of the audit trail could not be published ({Error}); it is tried again.")]
    private static partial void LogNotPublished(ILogger logger, string error);
}
