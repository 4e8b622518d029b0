using System.Collections.Concurrent;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>A few read-only connections, each with its prepared statements. Readers and the writer do not wait for each other.</summary>
internal sealed class SqliteReaders(Func<SqliteSession> open, int count) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(count, count);
    private readonly ConcurrentStack<SqliteSession> _idle = new();
    private bool _closed;

    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(SqliteDatabase));
            return Read(read);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Waits for the reads under way and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var taken = 0; taken < count; taken++)
        {
            await _free.WaitAsync().ConfigureAwait(false);
        }

        _closed = true;
        while (_idle.TryPop(out var session))
        {
            session.Dispose();
        }

        // Whoever still waits is let in and told that it is closed.
        _free.Release(count);
    }

    private T Read<T>(Func<SqliteSession, T> read)
    {
        var session = _idle.TryPop(out var idle) ? idle : open();
        try
        {
            var result = read(session);
            _idle.Push(session);
            return result;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
