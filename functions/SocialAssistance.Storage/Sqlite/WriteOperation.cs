namespace SocialAssistance.Storage.Sqlite;

/// <summary>A write that waits for its transaction, and the caller who waits for it.</summary>
internal abstract class WriteOperation
{
    private const int Queued = 0;
    private const int Taken = 1;
    private const int GivenUp = 2;

    private int _state;
    private CancellationTokenRegistration _registration;

    /// <summary>Lets the caller give up until the writer takes the operation; from then on it stands.</summary>
    public void GiveUpOn(CancellationToken cancellationToken) =>
        _registration = cancellationToken.UnsafeRegister(
            static (operation, token) =>
            {
                var self = (WriteOperation)operation!;
                if (Interlocked.CompareExchange(ref self._state, GivenUp, Queued) == Queued)
                {
                    self.Cancel(token);
                }
            },
            this);

    /// <summary>Takes the operation, unless its caller has given up.</summary>
    public bool TryTake()
    {
        _registration.Unregister();
        return Interlocked.CompareExchange(ref _state, Taken, Queued) == Queued;
    }

    /// <summary>Writes. Runs again when the transaction had to be rolled back.</summary>
    public abstract void Apply(SqliteSession session);

    /// <summary>The transaction is committed: answers the caller.</summary>
    public abstract void Complete();

    /// <summary>Nothing was written: tells the caller why.</summary>
    public abstract void Fail(Exception exception);

    protected abstract void Cancel(CancellationToken cancellationToken);
}

/// <summary>A write with a result.</summary>
/// <param name="write">What is written.</param>
/// <param name="committed">Called on the writer's thread, in the order of the writes, before the caller is answered.</param>
internal sealed class WriteOperation<T>(Func<SqliteSession, T> write, Action<T>? committed) : WriteOperation
{
    // The caller's continuation must not run on the writer's thread.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Task => _completion.Task;

    public override void Apply(SqliteSession session) => _result = write(session);

    public override void Complete()
    {
        try
        {
            committed?.Invoke(_result);
            _completion.SetResult(_result);
        }
        catch (Exception exception)
        {
            _completion.TrySetException(exception);
        }
    }

    public override void Fail(Exception exception) => _completion.SetException(exception);

    protected override void Cancel(CancellationToken cancellationToken) => _completion.SetCanceled(cancellationToken);
}
