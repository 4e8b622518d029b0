using Microsoft.Data.Sqlite;
using SocialAssistance.Cases;
using SocialAssistance.Privacy;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>The cases of a database that were stored before personal values were sealed.</summary>
public sealed class SqliteClearCases(SqliteDatabase database) : IClearCases
{
    private const string List = "SELECT case_id FROM cases_in_clear WHERE case_id <> '' LIMIT ?1";
    private const string Keys = "SELECT key FROM submission_keys WHERE case_id = ?1";
    private const string Digests = "SELECT DISTINCT digest FROM submission_keys WHERE case_id = ?1";
    private const string Replace = "UPDATE cases SET document = ?1 WHERE case_id = ?2";
    private const string SetDigest = "UPDATE submission_keys SET digest = ?1 WHERE case_id = ?2 AND digest = ?3";
    private const string SetKey = "UPDATE submission_keys SET key = ?1 WHERE case_id = ?2 AND key = ?3";
    private const string StrikeOff = "DELETE FROM cases_in_clear WHERE case_id = ?1";

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListAsync(int max, CancellationToken cancellationToken) =>
        database.ReadAsync(s => s.Query(List, r => r.GetString(0), (long)max), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There is no such case.</exception>
    public Task<ClearCase> ReadAsync(string caseId, CancellationToken cancellationToken) => database.ReadAsync(
        s => new ClearCase(
            s.Find(SqliteQueries.Case, r => r.GetFieldValue<byte[]>(0), caseId) ?? throw new InvalidOperationException($"There is no case {caseId}."),
            [.. s.Query(Keys, r => r.GetString(0), caseId)],
            [.. s.Query(Digests, r => r.GetString(0), caseId)]),
        cancellationToken);

    /// <inheritdoc/>
    public Task SealAsync(
        Case sealedCase, IReadOnlyDictionary<string, string> keys, IReadOnlyDictionary<string, string> digests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sealedCase);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(digests);
        var document = CaseJson.Write(sealedCase);
        return database.WriteAsync(
            session =>
            {
                session.Execute(Replace, document, sealedCase.CaseId);
                foreach (var (unkeyed, keyed) in digests)
                {
                    session.Execute(SetDigest, keyed, sealedCase.CaseId, unkeyed);
                }

                foreach (var (unkeyed, keyed) in keys)
                {
                    session.Execute(SetKey, keyed, sealedCase.CaseId, unkeyed);
                }

                return session.Execute(StrikeOff, sealedCase.CaseId);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>What was overwritten stays in free pages and in the log until the file is written anew.</remarks>
    /// <exception cref="StoreUnavailableException">Somebody reads beside it; it is not wiped, and the next start does it.</exception>
    /// <exception cref="SqliteException">Likewise, or the disk has no room.</exception>
    public async Task WipeAsync(CancellationToken cancellationToken)
    {
        const string unwiped = "SELECT case_id FROM cases_in_clear WHERE case_id = ''";
        if (await database.ReadAsync(s => s.Find(unwiped, r => r.GetString(0)), cancellationToken).ConfigureAwait(false) is null)
        {
            return;
        }

        using (var connection = database.Connect())
        {
            using var command = connection.CreateCommand();
            command.CommandText = "VACUUM";
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            await SqliteErasedRemains.WipeLogAsync(connection, cancellationToken).ConfigureAwait(false);
        }

        await database.WriteAsync(s => s.Execute(StrikeOff, ""), cancellationToken).ConfigureAwait(false);
    }
}
