using System.Collections.Concurrent;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Fuzz.Tests.Invariants;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Fuzz.Tests.Hosting;

/// <summary>The host's own store, watched: every confirmed write is held against the rules of a whole case.</summary>
internal sealed class StoreWitness(ICaseStore store, RequestTraces traces) : ICaseStore
{
    private readonly ConcurrentDictionary<string, Case> _latest = new(StringComparer.Ordinal);
    private readonly UnderWay _writes = new();

    /// <summary>What a write broke, whoever caused it.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>Every task that a case ever owed.</summary>
    public ConcurrentDictionary<string, TaskKind> Owed { get; } = new(StringComparer.Ordinal);

    /// <summary>The cases as last written.</summary>
    public IReadOnlyDictionary<string, Case> Cases => _latest;

    public Case? Latest(string caseId) => _latest.GetValueOrDefault(caseId);

    public Task<CaseCreation> CreateAsync(NewCase newCase, AuditEntry audit, CancellationToken cancellationToken) => WatchedAsync(async () =>
    {
        var created = await store.CreateAsync(newCase, audit, cancellationToken);
        if (created.Created)
        {
            Confirmed(null, newCase.Case, audit);
        }

        return created;
    });

    public Task<bool> ReplaceAsync(Case previous, Case next, AuditEntry audit, CancellationToken cancellationToken) => WatchedAsync(async () =>
    {
        var replaced = await store.ReplaceAsync(previous, next, audit, cancellationToken);
        if (replaced)
        {
            Confirmed(previous, next, audit);
        }

        return replaced;
    });

    /// <summary>Waits until it has heard of every write that others may have read already.</summary>
    public Task HearAsync() => _writes.EndAsync();

    public Task<CaseCreation?> FindSubmissionAsync(IReadOnlyCollection<string> keys, IReadOnlyCollection<string> digests, CancellationToken cancellationToken) =>
        store.FindSubmissionAsync(keys, digests, cancellationToken);

    public Task<Case?> FindAsync(string caseId, CancellationToken cancellationToken) => store.FindAsync(caseId, cancellationToken);

    public Task<IReadOnlyList<string>> ListDueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        store.ListDueAsync(now, max, cancellationToken);

    public Task<IReadOnlyList<string>> ListErasableAsync(CaseStatus status, DateTimeOffset before, int max, CancellationToken cancellationToken) =>
        store.ListErasableAsync(status, before, max, cancellationToken);

    public Task<WorkListPage> ListWorkAsync(WorkListQuery query, CancellationToken cancellationToken) => store.ListWorkAsync(query, cancellationToken);

    public Task<IReadOnlyList<string>> FindByApplicantAsync(string personKey, CancellationToken cancellationToken) =>
        store.FindByApplicantAsync(personKey, cancellationToken);

    public Task PingAsync(CancellationToken cancellationToken) => store.PingAsync(cancellationToken);

    private async Task<T> WatchedAsync<T>(Func<Task<T>> write)
    {
        using (_writes.Begin())
        {
            return await write();
        }
    }

    private void Confirmed(Case? previous, Case next, AuditEntry audit)
    {
        // Two writers may hear of their success in the other order.
        _latest.AddOrUpdate(next.CaseId, next, (_, known) => known.Version > next.Version ? known : next);
        foreach (var task in next.Tasks)
        {
            Owed.TryAdd(task.TaskId, task.Kind);
        }

        var current = traces.Current;
        current?.Records.Enqueue(audit);
        current?.Cases.Enqueue(new CaseWrite(previous, next));
        foreach (var fault in WholeCase.FaultsOf(previous, next, byRunner: current is null))
        {
            Faults.Enqueue($"{next.CaseId} version {next.Version}: {fault}");
        }
    }
}
