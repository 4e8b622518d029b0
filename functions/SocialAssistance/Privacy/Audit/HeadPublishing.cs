using Microsoft.Extensions.Logging;

namespace SocialAssistance.Privacy.Audit;

/// <summary>
/// Publishes how far the trail goes, so that an end that is cut off is missed, and looks whether what was published last still
/// stands. Safe to run twice, also beside itself: a head that is published twice says the same. What was published is never taken
/// back: when another chain stands in its place, both are there, and that is the evidence.
/// </summary>
public sealed partial class HeadPublishing(IAuditHeads heads, IHeadArchive archive, ILogger<HeadPublishing> logger)
{
    /// <summary>Runs once.</summary>
    /// <returns>How many heads were published.</returns>
    /// <exception cref="Cases.StoreUnavailableException">The store or the archive does not answer; the next run makes it up.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await PublishAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotPublished(logger, error.GetType().Name);
            throw;
        }
    }

    private async Task<int> PublishAsync(CancellationToken cancellationToken)
    {
        var last = await archive.FindLastDayAsync(cancellationToken).ConfigureAwait(false);
        var known = last is { } day ? await archive.ReadAsync(day, cancellationToken).ConfigureAwait(false) : [];
        if (known.MaxBy(h => h.Count) is { } farthest
            && await heads.FindHashAsync(farthest.Day, farthest.Count, cancellationToken).ConfigureAwait(false) != farthest.Hash)
        {
            LogNotAsPublished(logger, AuditForm.Text(farthest.Day));
        }

        var count = 0;
        foreach (var head in await heads.ListAsync(last ?? DateOnly.MinValue, cancellationToken).ConfigureAwait(false))
        {
            if (!known.Contains(head))
            {
                await archive.PublishAsync(head, cancellationToken).ConfigureAwait(false);
                count++;
            }
        }

        return count;
    }

    [LoggerMessage(LogLevel.Error, "The audit trail of {Day} is not as it was published: see GET audit/days", EventName = "AuditNotAsPublished")]
    private static partial void LogNotAsPublished(ILogger logger, string day);

    [LoggerMessage(LogLevel.Warning, "The heads of the audit trail could not be published ({Error}); the next run makes it up.", EventName = "AuditHeadsNotPublished")]
    private static partial void LogNotPublished(ILogger logger, string error);
}
