using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Storage.WorkLists;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>Keeps cases in the database: the document as JSON, beside it what it is found by, all in one transaction.</summary>
public sealed class SqliteCaseStore : ICaseStore
{
    private const int MaxCasesOfApplicant = 100;

    private const string InsertCase =
        "INSERT INTO cases (case_id, version, wake_at, status, submitted_at, document, erasable_from) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

    private const string UpdateCase =
        "UPDATE cases SET version = ?1, wake_at = ?2, status = ?3, document = ?4, erasable_from = ?7 WHERE case_id = ?5 AND version = ?6";

    private const string InsertKey = "INSERT INTO submission_keys (key, case_id, digest) VALUES (?1, ?2, ?3)";

    private const string InsertApplicant = "INSERT INTO applicants (person_key, submitted_at, case_id) VALUES (?1, ?2, ?3)";

    private readonly SqliteDatabase _database;
    private readonly AuditChain _chain;
    private readonly CaseCache _cache;

    /// <summary>Keeps cases in an open database. There is one such store for a database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="chain">Chains the records of the writes, which stand in the same transaction.</param>
    public SqliteCaseStore(SqliteDatabase database, AuditChain chain)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(chain);
        _database = database;
        _chain = chain;
        _cache = new CaseCache(database.Options.CachedCases);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">It has no submission key.</exception>
    public Task<CaseCreation> CreateAsync(NewCase newCase, AuditEntry audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(newCase);
        ArgumentNullException.ThrowIfNull(audit);
        if (newCase.Keys.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A new case needs a submission key.", nameof(newCase));
        }

        var document = CaseJson.Write(newCase.Case);
        var rows = WorkItemRows.Changes(null, newCase.Case);
        var keys = newCase.Keys.Distinct(StringComparer.Ordinal).ToArray();
        var digests = newCase.Digests;
        return _database.WriteAsync(
            session => FindEarlier(session, keys, digests) ?? Insert(session, newCase, audit, keys, document, rows),
            creation =>
            {
                if (creation.Created)
                {
                    _cache.Committed(newCase.Case);
                }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<CaseCreation?> FindSubmissionAsync(
        IReadOnlyCollection<string> keys, IReadOnlyCollection<string> digests, CancellationToken cancellationToken) =>
        await _database.ReadAsync(s => FindEarlier(s, keys, digests), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<Case?> FindAsync(string caseId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caseId);
        return _cache.Find(caseId) is { } known
            ? Task.FromResult<Case?>(known)
            : _database.ReadAsync(
                s => s.Find(SqliteQueries.Case, r => CaseJson.Read(r.GetFieldValue<byte[]>(0)), caseId),
                cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="next"/> is not the next version of the same case.</exception>
    public Task<bool> ReplaceAsync(Case previous, Case next, AuditEntry audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(audit);
        ArgumentNullException.ThrowIfNull(next);
        if (next.CaseId != previous.CaseId || next.Version != previous.Version + 1)
        {
            throw new ArgumentException("A case is replaced by its own next version.", nameof(next));
        }

        // Everything that takes thought is done here, on the caller's thread; the writer only writes.
        var document = CaseJson.Write(next);
        var rows = WorkItemRows.Changes(previous, next);
        return _database.WriteAsync(
            session =>
            {
                var updated = session.Execute(
                    UpdateCase,
                    next.Version,
                    next.WakeAt?.MillisecondsUp(),
                    Codes.Of(next.Status),
                    document,
                    next.CaseId,
                    previous.Version,
                    next.ErasableFrom?.MillisecondsUp()) == 1;
                if (updated)
                {
                    FindableBy.Write(session, previous, next);
                    WorkItemRows.Write(session, rows);
                    SqliteAuditRows.Append(session, _chain, [audit]);
                }

                return updated;
            },
            updated =>
            {
                if (updated)
                {
                    _cache.Committed(next);
                }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListDueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        _database.ReadAsync(
            s => s.Query(
                SqliteQueries.Due,
                r => r.GetString(0),
                now.ToUnixTimeMilliseconds(),
                (long)max),
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListErasableAsync(
        CaseStatus status, DateTimeOffset before, int max, CancellationToken cancellationToken) => _database.ReadAsync(
        s => s.Query(SqliteQueries.Erasable, r => r.GetString(0), Codes.Of(status), before.ToUnixTimeMilliseconds(), (long)max),
        cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The continuation is none that a page of the work list gave.</exception>
    public async Task<WorkListPage> ListWorkAsync(WorkListQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (sql, values) = WorkListSql.For(query);
        var rows = await _database.ReadAsync(s => s.Query(sql, WorkItemRows.Read, [.. values]), cancellationToken).ConfigureAwait(false);
        var size = WorkListBounds.PageSize(query);
        return rows.Count <= size
            ? new WorkListPage([.. rows], null)
            : new WorkListPage([.. rows.Take(size)], WorkListPosition.After(rows[size - 1]).ToContinuation());
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> FindByApplicantAsync(string personKey, CancellationToken cancellationToken) =>
        _database.ReadAsync(
            s => s.Query(
                SqliteQueries.OfApplicant,
                r => r.GetString(0),
                personKey,
                (long)MaxCasesOfApplicant),
            cancellationToken);

    /// <inheritdoc/>
    public Task PingAsync(CancellationToken cancellationToken) => _database.PingAsync(cancellationToken);

    private static CaseCreation? FindEarlier(SqliteSession session, IReadOnlyCollection<string> keys, IReadOnlyCollection<string> digests)
    {
        var earlier = keys
            .Select(k => session.Find(
                SqliteQueries.SubmissionKey,
                r => Tuple.Create(r.GetString(0), r.GetString(1)),
                k))
            .OfType<Tuple<string, string>>()
            .ToArray();
        return earlier is []
            ? null
            : new CaseCreation(
                earlier[0].Item1,
                Created: false,
                SameContent: earlier.All(e => e.Item1 == earlier[0].Item1 && digests.Contains(e.Item2)));
    }

    private CaseCreation Insert(
        SqliteSession session, NewCase newCase, AuditEntry audit, string[] keys, byte[] document, List<WorkItemRows.Change> rows)
    {
        var @case = newCase.Case;
        var submittedAt = @case.SubmittedAt.ToUnixTimeMilliseconds();
        session.Execute(
            InsertCase, @case.CaseId, @case.Version, @case.WakeAt?.MillisecondsUp(), Codes.Of(@case.Status), submittedAt, document, @case.ErasableFrom?.MillisecondsUp());
        foreach (var key in keys)
        {
            session.Execute(InsertKey, key, @case.CaseId, newCase.Digest);
        }

        session.Execute(InsertApplicant, newCase.ApplicantKey, submittedAt, @case.CaseId);
        WorkItemRows.Write(session, rows);
        SqliteAuditRows.Append(session, _chain, [audit]);
        return new CaseCreation(@case.CaseId, Created: true, SameContent: true);
    }
}
