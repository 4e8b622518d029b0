using Microsoft.Data.Sqlite;
using SocialAssistance.Cases;
using SocialAssistance.Privacy.Retention;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>
/// The write-ahead log, which keeps what was written until it is written over, also when the database has it no more. Free
/// pages of the database itself are wiped by the writer as they become free (<c>secure_delete</c>).
/// </summary>
public sealed class SqliteErasedRemains(SqliteDatabase database) : IErasedRemains
{
    /// <inheritdoc/>
    public async Task WipeAsync(CancellationToken cancellationToken)
    {
        using var connection = database.Connect();
        await WipeLogAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings the log into the database and cuts it to nothing. Waits for readers, as long as the connection waits for anybody.</summary>
    /// <exception cref="StoreUnavailableException">Somebody still reads from the log.</exception>
    internal static async Task WipeLogAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";

        // What stands in the way is no error to SQLite: it stands in the answer.
        if (Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), null) != 0)
        {
            throw new StoreUnavailableException("The log of the database cannot be emptied while somebody reads from it.", TimeSpan.FromMinutes(1));
        }
    }
}
