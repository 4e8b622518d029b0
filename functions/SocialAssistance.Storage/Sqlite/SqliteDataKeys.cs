using SocialAssistance.Privacy.Keys;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>Data keys in the database.</summary>
public sealed class SqliteDataKeys(SqliteDatabase database) : IDataKeyStore
{
    private const string All = "SELECT id, suite, created_at, active_from, wrapped_by, wrapped FROM data_keys ORDER BY id";

    private const string Insert =
        "INSERT INTO data_keys (id, suite, created_at, active_from, wrapped_by, wrapped) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO NOTHING";

    private const string Rewrap = "UPDATE data_keys SET wrapped_by = ?2, wrapped = ?3 WHERE id = ?1 AND wrapped_by = ?4";

    /// <inheritdoc/>
    public Task<IReadOnlyList<DataKeyRecord>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session => session.Query(
            All,
            r => new DataKeyRecord(
                r.GetString(0),
                r.GetString(1),
                DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(2)),
                DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(3)),
                new WrappedSecret(r.GetString(4), r.GetFieldValue<byte[]>(5)))),
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
                key.Wrapped.Bytes.ToArray()) == 1,
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> RewrapAsync(DataKeyRecord previous, WrappedSecret wrapped, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(wrapped);
        return database.WriteAsync(
            session => session.Execute(Rewrap, previous.Id, wrapped.KeyId, wrapped.Bytes.ToArray(), previous.Wrapped.KeyId) == 1,
            cancellationToken);
    }
}
