using Microsoft.Data.Sqlite;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Privacy.Retention;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>
/// Deletes old days of the trail from the database, which itself refuses those that must be kept. What stood before the chain
/// goes as a whole, before the chain's first day: its head, of no day, says how much it was.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="chain">Chains the certificates.</param>
public sealed class SqliteAuditRetention(SqliteDatabase database, AuditChain chain) : IAuditRetention
{
    /// <summary>What SQLite says when a trigger refuses (SQLITE_CONSTRAINT_TRIGGER).</summary>
    private const int RefusedByTrigger = 1811;

    /// <inheritdoc/>
    public Task<AuditHead?> FindOldestAsync(DateOnly before, CancellationToken cancellationToken) =>
        database.ReadAsync(
            s => s.Find(SqliteQueries.AuditBeforeChain, SqliteAuditRows.ReadHead, before.Text())
                ?? s.Find(SqliteQueries.OldestAuditDay, SqliteAuditRows.ReadHead, before.Text()),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> DeleteDayAsync(AuditHead day, AuditEntry certificate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(certificate);
        try
        {
            return await database.WriteAsync(
                session =>
                {
                    if (day.Day == DateOnly.MinValue)
                    {
                        session.Execute("DELETE FROM audit");
                    }
                    else
                    {
                        session.Execute("DELETE FROM audit_records WHERE day = ?1", day.Day.Text());
                    }

                    SqliteAuditRows.Append(session, chain, [certificate]);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException refused) when (refused.SqliteExtendedErrorCode == RefusedByTrigger)
        {
            // A rehearsal's clock may be ahead of the file's own.
            return false;
        }
    }
}
