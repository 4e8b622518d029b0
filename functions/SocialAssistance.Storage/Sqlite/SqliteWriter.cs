using System.Collections.Concurrent;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>
/// The one writer: a thread that takes whatever is queued and commits it in one transaction, so that many callers share
/// one flush to the disk. A caller is answered after the commit, never before. It waits for nobody: a single write goes
/// out at once, and while it is flushed the next ones gather.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>Most operations in one transaction, so that the first caller does not wait for too many others.</summary>
    private const int MaxBatch = 256;

    private readonly BlockingCollection<WriteOperation> _queue = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<SqliteSession> _open;
    private SqliteSession? _session;

    /// <param name="session">The connection to write on, which the writer then owns.</param>
    /// <param name="open">Opens another in its place, should it break.</param>
    public SqliteWriter(SqliteSession session, Func<SqliteSession> open)
    {
        _session = session;
        _open = open;
        new Thread(Run) { IsBackground = true, Name = "SQLite writer" }.Start();
    }

    public Task<T> WriteAsync<T>(Func<SqliteSession, T> write, Action<T>? committed, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var operation = new WriteOperation<T>(write, committed);
        operation.GiveUpOn(cancellationToken);
        try
        {
            _queue.Add(operation, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(SqliteDatabase));
        }

        return operation.Task;
    }

    /// <summary>Writes what is queued, takes nothing more and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.CompleteAdding();
        await _ended.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        var batch = new List<WriteOperation>(MaxBatch);
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            Gather(first, batch);
            if (batch.Count > 0)
            {
                Write(batch);
                batch.Clear();
            }
        }

        _session?.Dispose();
        _ended.SetResult();
    }

    private void Gather(WriteOperation first, List<WriteOperation> batch)
    {
        var next = first;
        do
        {
            if (next.TryTake())
            {
                batch.Add(next);
            }
        }
        while (batch.Count < MaxBatch && _queue.TryTake(out next));
    }

    private void Write(List<WriteOperation> batch)
    {
        if (TryCommit(batch) is not { } exception)
        {
            batch.ForEach(o => o.Complete());
        }
        else if (batch.Count == 1)
        {
            batch[0].Fail(exception);
        }
        else
        {
            // One of them is at fault; each on its own, only that one fails.
            foreach (var operation in batch)
            {
                Write([operation]);
            }
        }
    }

    private Exception? TryCommit(List<WriteOperation> batch)
    {
        try
        {
            var session = _session ??= _open();
            session.Execute("BEGIN IMMEDIATE");

            // The transaction before may have been rolled back, and its records with it.
            session.AuditTail = null;
            foreach (var operation in batch)
            {
                operation.Apply(session);
            }

            SqliteAuditRows.End(session);
            session.Execute("COMMIT");
            return null;
        }
        catch (Exception exception)
        {
            Rollback();
            return exception;
        }
    }

    private void Rollback()
    {
        try
        {
            // Some errors roll back by themselves.
            if (_session is { InTransaction: true })
            {
                _session.Execute("ROLLBACK");
            }
        }
        catch (Exception)
        {
            // A connection that cannot roll back is not used again; closing it rolls back. The next write opens another.
            _session?.Dispose();
            _session = null;
        }
    }
}
