using Microsoft.Data.Sqlite;
using SocialAssistance.Privacy.Keys;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>Data keys in the database.</summary>
public sealed class SqliteDataKeys(SqliteDatabase database) : IDataKeyStore
{
    private const string All = "SELECT id, suite, created_at, active_from, wrapped_by, wrapped, seal FROM data_keys ORDER BY id";

    private const string Insert =
        "INSERT INTO data_keys (id, suite, created_at, active_from, wrapped_by, wrapped, seal) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO NOTHING";

    private const string Rewrap = "UPDATE data_keys SET wrapped_by = ?2, wrapped = ?3, seal = ?5 WHERE id = ?1 AND wrapped_by = ?4";

    private const string KeepMark = "INSERT INTO secret_mark (id, mark) VALUES (1, ?1) ON CONFLICT (id) DO NOTHING";

    private const string Mark = "SELECT mark FROM secret_mark";

    /// <inheritdoc/>
    public Task<IReadOnlyList<DataKeyRecord>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session => session.Query(All, r => Record(r) with { Seal = r.GetString(6) }),
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> AddAsync(DataKeyRecord key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return database.WriteAsync(
            session => session.Execute(
                Insert,
                key.Id,
                key.Suite,
                key.CreatedAt.ToUnixTimeMilliseconds(),
                key.ActiveFrom.ToUnixTimeMilliseconds(),
                key.Wrapped.KeyId,
                key.Wrapped.Bytes.ToArray(),
                key.Seal) == 1,
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> RewrapAsync(DataKeyRecord previous, DataKeyRecord rewrapped, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(rewrapped);
        return database.WriteAsync(
            session => session.Execute(Rewrap, previous.Id, rewrapped.Wrapped.KeyId, rewrapped.Wrapped.Bytes.ToArray(), previous.Wrapped.KeyId, rewrapped.Seal) == 1,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<string> MarkAsync(string mark, CancellationToken cancellationToken) =>
        await FindMarkAsync(cancellationToken).ConfigureAwait(false) ?? await database.WriteAsync(
            session =>
            {
                session.Execute(KeepMark, mark);
                return session.Find(Mark, r => r.GetString(0))!;
            },
            cancellationToken).ConfigureAwait(false);

    private static DataKeyRecord Record(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
        new WrappedSecret(row.GetString(4), row.GetFieldValue<byte[]>(5)));

    private Task<string?> FindMarkAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(s => s.Find(Mark, r => r.GetString(0)), cancellationToken);
}
