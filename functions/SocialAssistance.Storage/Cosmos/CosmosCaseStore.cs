using System.Net;
using Microsoft.Azure.Cosmos;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Guide;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>
/// Keeps cases in Cosmos DB, for several hosts at once: one document a case, one conditional write an event. Whatever a
/// read gives comes from the database, never from memory; only ETags are remembered, and a write under an old one fails.
/// </summary>
/// <remarks>Every call throws <see cref="StoreUnavailableException"/> when the database is too busy or does not answer.</remarks>
public sealed class CosmosCaseStore : ICaseStore
{
    private const int MaxCasesOfApplicant = 100;
    private const int MaxDue = 20_000;
    private const int IdsAtOnce = 100;

    /// <summary>The second is for an ETag that was remembered wrongly, the third for a replica that lags behind.</summary>
    private const int MaxAttempts = 3;

    private readonly CosmosDatabase _database;
    private readonly CosmosCalls _calls;
    private readonly SubmissionKeys _submissions;
    private readonly CosmosWorkLists _workLists;
    private readonly IAuditTrail _audit;
    private readonly RecentlyUsed<KnownCase> _known;

    /// <summary>Keeps cases in a database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="guide">Whose items the work lists are made of.</param>
    /// <param name="audit">Takes the record of a write before it is made.</param>
    /// <param name="clock">Times the waiting for another submission under the same key.</param>
    public CosmosCaseStore(CosmosDatabase database, ServiceGuide guide, IAuditTrail audit, TimeProvider clock)
    {
        _audit = audit ?? throw new ArgumentNullException(nameof(audit));
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(guide);
        _database = database;
        _calls = database.Calls;
        _submissions = new SubmissionKeys(database, clock);
        _workLists = new CosmosWorkLists(database, guide);
        _known = new RecentlyUsed<KnownCase>(database.Options.KnownCases);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">It has no submission key.</exception>
    /// <exception cref="InvalidOperationException">Another case has its number.</exception>
    public async Task<CaseCreation> CreateAsync(NewCase newCase, AuditEntry audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(newCase);
        ArgumentNullException.ThrowIfNull(audit);
        if (newCase.Keys.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A new case needs a submission key.", nameof(newCase));
        }

        cancellationToken.ThrowIfCancellationRequested();
        var keys = newCase.Keys.Distinct(StringComparer.Ordinal).ToArray();
        if (await _submissions.FindEarlierAsync(keys, newCase.Digests, cancellationToken).ConfigureAwait(false) is { } earlier)
        {
            return earlier;
        }

        // In one order for everybody, so that two with the same keys meet at the first. Once begun it is carried through:
        // who gave up in the middle would only leave something for the next to clear away.
        var caseId = newCase.Case.CaseId;
        foreach (var key in keys.Order(StringComparer.Ordinal))
        {
            if (!await _submissions.ReserveAsync(key, caseId, CancellationToken.None).ConfigureAwait(false))
            {
                return await _submissions.AwaitEarlierAsync(keys, newCase.Digests, CancellationToken.None).ConfigureAwait(false);
            }
        }

        // Nobody knows of the case before it is kept; the record of it comes first, and is taken back if it is not.
        await _audit.AppendAsync(audit, CancellationToken.None).ConfigureAwait(false);
        var filing = new Filing(keys, newCase.Digest, newCase.ApplicantKey);
        if (await KeepAsync(newCase.Case, filing, CancellationToken.None).ConfigureAwait(false))
        {
            return new CaseCreation(caseId, Created: true, SameContent: true);
        }

        await NotWrittenAsync(audit).ConfigureAwait(false);
        return await _submissions.AwaitEarlierAsync(keys, newCase.Digests, CancellationToken.None).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<CaseCreation?> FindSubmissionAsync(
        IReadOnlyCollection<string> keys, IReadOnlyCollection<string> digests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return _submissions.FindEarlierAsync(keys, digests, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Case?> FindAsync(string caseId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caseId);
        var found = await _calls.ReadAsync(
            "read-case", _database.Cases, caseId, caseId, (content, etag) => Tuple.Create(CaseDocument.Read(content, etag)), cancellationToken).ConfigureAwait(false);
        if (found?.Item1.Case is { } @case)
        {
            Know(caseId, KnownCase.Of(found.Item1.Head));
            return @case;
        }

        return null;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="next"/> is not the next version of the same case.</exception>
    public async Task<bool> ReplaceAsync(Case previous, Case next, AuditEntry audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(audit);
        if (next.CaseId != previous.CaseId || next.Version != previous.Version + 1)
        {
            throw new ArgumentException("A case is replaced by its own next version.", nameof(next));
        }

        await _audit.AppendAsync(audit, cancellationToken).ConfigureAwait(false);
        if (await WriteAsync(previous, next, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        await NotWrittenAsync(audit).ConfigureAwait(false);
        return false;
    }

    /// <summary>Writes the next version if the case still is at the version before.</summary>
    private async Task<bool> WriteAsync(Case previous, Case next, CancellationToken cancellationToken)
    {
        // The client sends a write again when its answer was lost; the second then fails because of the first.
        var writeId = NewWriteId();
        var known = _known.Find(next.CaseId);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (known?.Version != previous.Version)
            {
                var head = await _calls.ReadAsync(
                    "read-case-head", _database.Cases, next.CaseId, next.CaseId, CaseDocument.ReadHead, cancellationToken).ConfigureAwait(false);
                if (head is null or { IsVoid: true })
                {
                    return false;
                }

                known = KnownCase.Of(head);
                Know(next.CaseId, known);
                if (known.Version != previous.Version)
                {
                    return head.WriteId == writeId;
                }
            }

            var filing = known.Filing.After(previous, next);
            var written = await _calls.ReplaceAsync(
                "write-case",
                _database.Cases,
                next.CaseId,
                next.CaseId,
                CaseDocument.Write(next, filing, writeId),
                known.ETag,
                cancellationToken).ConfigureAwait(false);
            switch (written.Status)
            {
                case HttpStatusCode.OK:
                    Know(next.CaseId, new KnownCase(next.Version, written.ETag!, filing));

                    // They stand for nothing any more; one that stays because the program ends here is taken over like a leftover.
                    foreach (var key in known.Filing.Keys.Except(filing.Keys, StringComparer.Ordinal))
                    {
                        await _calls.DeleteAsync("release-key", _database.Submissions, DocumentIds.Of(key), key, CancellationToken.None).ConfigureAwait(false);
                    }

                    return true;
                case HttpStatusCode.NotFound:
                    return false;
                default:
                    known = null;
                    break;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListDueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(FormattableString.Invariant(
            $"SELECT TOP {Math.Clamp(max, 1, MaxDue)} VALUE c.caseId FROM c WHERE c.wakeAt <= @now ORDER BY c.wakeAt ASC, c.caseId ASC"))
            .WithParameter("@now", now.ToUnixTimeMilliseconds());
        return await IdsAsync("list-due", query, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListErasableAsync(
        CaseStatus status, DateTimeOffset before, int max, CancellationToken cancellationToken) => IdsAsync(
        "list-erasable",
        new QueryDefinition(FormattableString.Invariant(
            $"SELECT TOP {Math.Clamp(max, 1, MaxDue)} VALUE c.caseId FROM c WHERE c.status = @status AND c.erasableFrom < @before ORDER BY c.status ASC, c.erasableFrom ASC, c.caseId ASC"))
            .WithParameter("@status", Codes.Of(status))
            .WithParameter("@before", before.ToUnixTimeMilliseconds()),
        cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The continuation is none that a page of the work list gave.</exception>
    public Task<WorkListPage> ListWorkAsync(WorkListQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _workLists.ListAsync(query, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FindByApplicantAsync(string personKey, CancellationToken cancellationToken)
    {
        var query = new QueryDefinition(FormattableString.Invariant(
            $"SELECT TOP {MaxCasesOfApplicant} VALUE c.caseId FROM c WHERE c.applicantKey = @key ORDER BY c.applicantKey ASC, c.submittedAt DESC, c.caseId DESC"))
            .WithParameter("@key", personKey);
        return await IdsAsync("find-by-applicant", query, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) => _database.PingAsync(cancellationToken);

    /// <summary>The write that a record tells of was lost to another: says so.</summary>
    private Task NotWrittenAsync(AuditEntry audit) =>
        _audit.AppendAsync(audit with { Outcome = AuditOutcome.NotWritten, CaseVersion = null }, CancellationToken.None);

    private static string NewWriteId() => Guid.NewGuid().ToString("N");

    /// <summary>Keeps the case.</summary>
    /// <returns>False when somebody has put a tombstone in its place.</returns>
    private async Task<bool> KeepAsync(Case @case, Filing filing, CancellationToken cancellationToken)
    {
        var writeId = NewWriteId();
        var written = await _calls.CreateAsync(
            "create-case", _database.Cases, @case.CaseId, CaseDocument.Write(@case, filing, writeId), cancellationToken).ConfigureAwait(false);
        if (written.Status == HttpStatusCode.Created)
        {
            Know(@case.CaseId, new KnownCase(@case.Version, written.ETag!, filing));
            return true;
        }

        var head = await _calls.ReadAsync(
            "read-case-head", _database.Cases, @case.CaseId, @case.CaseId, CaseDocument.ReadHead, cancellationToken).ConfigureAwait(false);
        if (head?.WriteId != writeId)
        {
            return head is { IsVoid: true } ? false : throw new InvalidOperationException($"Another case has the number {@case.CaseId}.");
        }

        Know(@case.CaseId, KnownCase.Of(head));
        return true;
    }

    private async Task<IReadOnlyList<string>> IdsAsync(string operation, QueryDefinition query, CancellationToken cancellationToken)
    {
        using var ids = new CosmosQuery<string>(
            _calls, operation, _database.Cases, query, IdsAtOnce, CosmosJson.Default.QueryPageString);
        return await ids.AllAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Readers may overtake each other; the newest version stays.</summary>
    private void Know(string caseId, KnownCase known) => _known.Put(caseId, known, (a, b) => a.Version >= b.Version);

    /// <summary>What a write of the next version needs to know.</summary>
    private sealed record KnownCase(long Version, string ETag, Filing Filing)
    {
        public static KnownCase Of(CaseHead head) => new(head.Version, head.ETag, head.Filing);
    }
}
