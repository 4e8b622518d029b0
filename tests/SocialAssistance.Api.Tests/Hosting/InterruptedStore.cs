using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Privacy.Audit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Api.Tests.Hosting;

/// <summary>When, seen from a write, its caller goes away.</summary>
public enum Interruption
{
    Before,
    During,
    After,
}

/// <summary>A real store that has the caller of one write go away at a moment of that write.</summary>
internal sealed class InterruptedStore(ICaseStore inner) : ICaseStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _action;
    private Interruption _when;
    private Action? _goAway;

    /// <summary>Ends when the write that was to be interrupted has ended, one way or the other.</summary>
    public Task Ended => _ended.Task.WaitAsync(Patience);

    /// <summary>The next write that is recorded under that action is interrupted.</summary>
    public void Interrupt(string action, Interruption when, Action goAway)
    {
        (_when, _goAway) = (when, goAway);
        Volatile.Write(ref _action, action);
    }

    public Task<CaseCreation> CreateAsync(NewCase newCase, AuditEntry audit, CancellationToken cancellationToken) =>
        WriteAsync(audit, () => inner.CreateAsync(newCase, audit, cancellationToken), cancellationToken);

    public Task<bool> ReplaceAsync(Case previous, Case next, AuditEntry audit, CancellationToken cancellationToken) =>
        WriteAsync(audit, () => inner.ReplaceAsync(previous, next, audit, cancellationToken), cancellationToken);

    public Task<CaseCreation?> FindSubmissionAsync(IReadOnlyCollection<string> keys, IReadOnlyCollection<string> digests, CancellationToken cancellationToken) =>
        inner.FindSubmissionAsync(keys, digests, cancellationToken);

    public Task<Case?> FindAsync(string caseId, CancellationToken cancellationToken) => inner.FindAsync(caseId, cancellationToken);

    public Task<IReadOnlyList<string>> ListDueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        inner.ListDueAsync(now, max, cancellationToken);

    public Task<IReadOnlyList<string>> ListErasableAsync(CaseStatus status, DateTimeOffset before, int max, CancellationToken cancellationToken) =>
        inner.ListErasableAsync(status, before, max, cancellationToken);

    public Task<WorkListPage> ListWorkAsync(WorkListQuery query, CancellationToken cancellationToken) => inner.ListWorkAsync(query, cancellationToken);

    public Task<IReadOnlyList<string>> FindByApplicantAsync(string personKey, CancellationToken cancellationToken) =>
        inner.FindByApplicantAsync(personKey, cancellationToken);

    public Task PingAsync(CancellationToken cancellationToken) => inner.PingAsync(cancellationToken);

    private async Task<T> WriteAsync<T>(AuditEntry audit, Func<Task<T>> write, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _action) != audit.Action || Interlocked.Exchange(ref _action, null) is null)
        {
            return await write();
        }

        try
        {
            switch (_when)
            {
                case Interruption.Before:
                    await GoneAsync(cancellationToken);
                    return await write();
                case Interruption.During:
                    var writing = write();
                    _goAway!();
                    return await writing;
                default:
                    var written = await write();
                    await GoneAsync(cancellationToken);
                    return written;
            }
        }
        finally
        {
            _ended.SetResult();
        }
    }

    /// <summary>Has the caller go away, and waits until the server has noticed.</summary>
    private async Task GoneAsync(CancellationToken cancellationToken)
    {
        var noticed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(noticed.SetResult);
        _goAway!();
        await noticed.Task.WaitAsync(Patience, CancellationToken.None);
    }
}
