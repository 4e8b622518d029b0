using System.Collections.Concurrent;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Privacy.Audit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Testing.Running;

/// <summary>A real store that loses the next write of a case when it is told to, as a process that ends before it does.</summary>
public sealed class FragileStore(ICaseStore inner) : ICaseStore
{
    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task>> _scripts = new(StringComparer.Ordinal);
    private int _losses;
    private int _hanging;
    private int _failures;
    private int _failedReads;
    private volatile bool _readsFail;

    /// <summary>How many reads have failed.</summary>
    public int FailedReads => Volatile.Read(ref _failedReads);

    /// <summary>No case can be read from now on.</summary>
    public void FailReads() => _readsFail = true;

    /// <summary>Cases can be read again.</summary>
    public void MendReads() => _readsFail = false;

    /// <summary>How many of the next writes fail without being written.</summary>
    public void LoseNextWrite() => Interlocked.Exchange(ref _losses, 1);

    /// <summary>No write is lost any more.</summary>
    public void KeepWrites() => Interlocked.Exchange(ref _losses, 0);

    /// <summary>The case cannot be read from now on.</summary>
    public void Lose(string caseId) => _scripts[caseId] = _ => throw new IOException("The case cannot be read.");

    /// <summary>Reading the case never ends from now on.</summary>
    public void Hang(string caseId) => _scripts[caseId] = token =>
    {
        Interlocked.Increment(ref _hanging);
        return Task.Delay(Timeout.InfiniteTimeSpan, token);
    };

    /// <summary>How often somebody began to read a case whose reading never ends.</summary>
    public int Hanging => Volatile.Read(ref _hanging);

    /// <summary>The case can be read again.</summary>
    public void Mend(string caseId) => _scripts.TryRemove(caseId, out _);

    /// <summary>The next list of due cases cannot be read.</summary>
    public void FailNextSweep() => Interlocked.Exchange(ref _failures, 1);

    /// <summary>Cases that ended in a way cannot be listed as due for erasure; null for none.</summary>
    public CaseStatus? FailingErasable { get; set; }

    /// <summary>Whether the failure that was asked for has happened.</summary>
    public bool SweepFailed => Volatile.Read(ref _failures) == 0;

    public Task<bool> ReplaceAsync(Case previous, Case next, AuditEntry audit, CancellationToken cancellationToken) =>
        Interlocked.Exchange(ref _losses, 0) == 1
            ? throw new IOException("The write was lost.")
            : inner.ReplaceAsync(previous, next, audit, cancellationToken);

    public Task<IReadOnlyList<string>> ListDueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        Interlocked.Exchange(ref _failures, 0) == 1
            ? throw new IOException("The store is away.")
            : inner.ListDueAsync(now, max, cancellationToken);

    public Task<CaseCreation> CreateAsync(NewCase newCase, AuditEntry audit, CancellationToken cancellationToken) =>
        inner.CreateAsync(newCase, audit, cancellationToken);

    public Task<CaseCreation?> FindSubmissionAsync(IReadOnlyCollection<string> keys, IReadOnlyCollection<string> digests, CancellationToken cancellationToken) =>
        inner.FindSubmissionAsync(keys, digests, cancellationToken);

    public async Task<Case?> FindAsync(string caseId, CancellationToken cancellationToken)
    {
        if (_readsFail)
        {
            Interlocked.Increment(ref _failedReads);
            throw new IOException("The store is away.");
        }

        if (_scripts.TryGetValue(caseId, out var script))
        {
            await script(cancellationToken);
        }

        return await inner.FindAsync(caseId, cancellationToken);
    }

    public Task<IReadOnlyList<string>> ListErasableAsync(CaseStatus status, DateTimeOffset before, int max, CancellationToken cancellationToken) =>
        status == FailingErasable ? throw new IOException("The store is away.") : inner.ListErasableAsync(status, before, max, cancellationToken);

    public Task<WorkListPage> ListWorkAsync(WorkListQuery query, CancellationToken cancellationToken) => inner.ListWorkAsync(query, cancellationToken);

    public Task<IReadOnlyList<string>> FindByApplicantAsync(string personKey, CancellationToken cancellationToken) =>
        inner.FindByApplicantAsync(personKey, cancellationToken);

    public Task PingAsync(CancellationToken cancellationToken) => inner.PingAsync(cancellationToken);
}
