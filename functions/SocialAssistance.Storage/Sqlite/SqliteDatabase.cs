using Microsoft.Data.Sqlite;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>
/// The database file of a host that runs on one machine. All writes go through one writer that commits many of them at
/// once; a write is on the disk when its task completes. Reads run beside it on connections of their own.
/// </summary>
public sealed class SqliteDatabase : IAsyncDisposable
{
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;
    private readonly Lazy<Task> _disposal;

    private SqliteDatabase(SqliteOptions options)
    {
        Options = options;
        _writer = new SqliteWriter(OpenForWriting(options), () => OpenForWriting(options));
        _readers = new SqliteReaders(() => OpenForReading(options), options.Readers);
        _disposal = new Lazy<Task>(CloseAsync);
    }

    /// <summary>What it was opened with.</summary>
    public SqliteOptions Options { get; }

    /// <summary>Opens the database, makes it when it is not there and brings its schema forward.</summary>
    /// <exception cref="SqliteSchemaException">A later program made it; nothing was changed.</exception>
    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    /// <exception cref="InvalidOperationException">The file system does not allow a write-ahead log.</exception>
    public static SqliteDatabase Open(SqliteOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Readers, 1);
        CreatePrivate(options.Path);
        return new SqliteDatabase(options);
    }

    /// <summary>
    /// Writes, in one transaction with whatever else is waiting. When <paramref name="write"/> throws, nothing of it is
    /// written and the others are not affected.
    /// </summary>
    /// <param name="write">Runs on the writer's thread, perhaps twice; it must be short and do nothing but write.</param>
    /// <param name="cancellationToken">Gives up as long as the write has not been begun; after that it stands.</param>
    /// <returns>What <paramref name="write"/> gave, once it is on the disk.</returns>
    /// <exception cref="ObjectDisposedException">The database is closed.</exception>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> write, CancellationToken cancellationToken) =>
        WriteAsync(write, null, cancellationToken);

    /// <summary>Reads. Each statement sees a consistent state, at least as new as every write that had completed before.</summary>
    /// <param name="read">Runs on the caller's thread.</param>
    /// <param name="cancellationToken">Gives up waiting for a free connection.</param>
    /// <exception cref="ObjectDisposedException">The database is closed.</exception>
    public Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken) =>
        _readers.ReadAsync(read, cancellationToken);

    /// <summary>Asks the writer and a reader for a sign of life.</summary>
    /// <exception cref="SqliteException">The database does not answer.</exception>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        const string sql = "SELECT case_id FROM cases LIMIT 1";
        await WriteAsync(s => s.Find(sql, r => r.GetString(0)), cancellationToken).ConfigureAwait(false);
        await ReadAsync(s => s.Find(sql, r => r.GetString(0)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A connection of its own beside the writer and the readers, for what no transaction may surround.</summary>
    internal SqliteConnection Connect() => Connect(Options, SqliteOpenMode.ReadWrite);

    /// <summary>Writes what is queued and closes the database.</summary>
    public ValueTask DisposeAsync() => new(_disposal.Value);

    internal Task<T> WriteAsync<T>(Func<SqliteSession, T> write, Action<T>? committed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        return _writer.WriteAsync(write, committed, cancellationToken);
    }

    private async Task CloseAsync()
    {
        // The readers go first: the last connection, which can write, tidies the log away.
        await _readers.DisposeAsync().ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The file holds personal data: only its owner may read it. SQLite gives the files beside it the same mode.</summary>
    private static void CreatePrivate(string path)
    {
        if (!OperatingSystem.IsWindows() && !File.Exists(path))
        {
            new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }).Dispose();
        }
    }

    private static SqliteSession OpenForWriting(SqliteOptions options)
    {
        var connection = Connect(options, SqliteOpenMode.ReadWriteCreate);
        try
        {
            SqliteSchema.Check(connection);

            if (Run(connection, "PRAGMA journal_mode = WAL") is not "wal")
            {
                throw new InvalidOperationException("The file system does not allow a write-ahead log.");
            }

            // FULL: the log is flushed at every commit. Fewer, larger checkpoints write a page once that changed often.
            // What is deleted or written over is wiped, also in pages that become free: FAST would leave it there.
            Run(connection, "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 8000; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -16384");
            SqliteSchema.Migrate(connection);
            return new SqliteSession(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    internal static SqliteSession OpenForReading(SqliteOptions options) =>
        new(Connect(options, SqliteOpenMode.ReadOnly));

    private static SqliteConnection Connect(SqliteOptions options, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = options.Path,
            Mode = mode,
            ForeignKeys = true,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        try
        {
            connection.Open();
            Run(connection, "PRAGMA busy_timeout = 5000");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static object? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
