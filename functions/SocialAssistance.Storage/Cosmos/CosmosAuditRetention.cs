using SocialAssistance.Guide;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Privacy.Retention;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>
/// Deletes old days of the trail from Cosmos DB: every block of a day but the one that closed it, which has no records and is
/// the day's sealed head. There is no transaction over blocks: the certificate comes first, and a day that was begun is
/// certified again and finished by the next run.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="trail">Takes the certificates.</param>
/// <param name="clock">Real time: days younger than six months are not let go, whatever anybody's clock shows.</param>
/// <remarks>Every call throws <see cref="Cases.StoreUnavailableException"/> when the database is too busy or does not answer.</remarks>
public sealed class CosmosAuditRetention(CosmosDatabase database, IAuditTrail trail, TimeProvider clock) : IAuditRetention
{
    private const int DeletesAtOnce = 8;

    private readonly CosmosAuditHeads _heads = new(database);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The block that closed the day is gone: such a day is evidence, and stays.</exception>
    public async Task<AuditHead?> FindOldestAsync(DateOnly before, CancellationToken cancellationToken)
    {
        if (await _heads.OldestWithRecordsAsync(before, cancellationToken).ConfigureAwait(false) is not { } oldest
            || await _heads.LastOfAsync(oldest.Day, cancellationToken).ConfigureAwait(false) is not { } end)
        {
            return null;
        }

        if (end.Next is not null)
        {
            return CosmosAuditHeads.Head(end);
        }

        // The last day of the chain stays open until the next begins.
        return await _heads.FirstAfterAsync(AuditBlock.PlaceOf(end.Day, AuditBlock.Last), cancellationToken).ConfigureAwait(false) is null
            ? null
            : throw new InvalidOperationException($"The block that closed the trail of {AuditForm.Text(end.Day)} is gone.");
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteDayAsync(AuditHead day, AuditEntry certificate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(day);
        if (day.Day >= AuditVerifier.KeptFrom(clock.Today()))
        {
            return false;
        }

        await trail.AppendAsync(certificate, cancellationToken).ConfigureAwait(false);
        await Parallel.ForEachAsync(
            await _heads.WithRecordsAsync(day.Day, cancellationToken).ConfigureAwait(false),
            new ParallelOptions { MaxDegreeOfParallelism = DeletesAtOnce, CancellationToken = cancellationToken },
            async (block, token) => await database.Calls.DeleteAsync(
                "delete-audit", database.Audit, AuditBlockHead.IdOf(block.Block), day.Day.Text(), token).ConfigureAwait(false)).ConfigureAwait(false);
        return true;
    }
}
