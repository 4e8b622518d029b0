using System.Collections.Immutable;
using SocialAssistance.Guide;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>The trail in the database, which itself refuses to change a record, or to delete one that must be kept.</summary>
/// <param name="database">The database; its one writer makes the chain.</param>
/// <param name="chain">Chains the records.</param>
/// <param name="clock">Tells which days must still be kept.</param>
/// <param name="published">Heads that were published elsewhere, to check the trail by; null when none are.</param>
public sealed class SqliteAuditTrail(SqliteDatabase database, AuditChain chain, TimeProvider clock, IPublishedHeads? published = null) : IAuditTrail
{
    /// <summary>Records looked through at a time, and how many times for one page.</summary>
    private const int ChunkSize = 1000;
    private const int MaxChunks = 10;

    /// <inheritdoc/>
    public Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return database.WriteAsync(
            session =>
            {
                SqliteAuditRows.Append(session, chain, entries);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<AuditPage> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var before = query.Before();
        var size = Math.Clamp(query.PageSize, 1, AuditQuery.MaxPageSize);
        var sifts = query.Actor is not null || query.Action is not null;
        var page = ImmutableArray.CreateBuilder<AuditRecord>(size);
        for (var chunk = 0; chunk < MaxChunks; chunk++)
        {
            var rows = await ReadAsync(query, before, sifts ? ChunkSize : size + 1, cancellationToken).ConfigureAwait(false);
            foreach (var record in rows)
            {
                if (page.Count == size)
                {
                    return Page(page, before);
                }

                before = record.Position;
                if (query.Fits(record.Entry))
                {
                    page.Add(record);
                }
            }

            if (rows.Count < (sifts ? ChunkSize : size + 1))
            {
                return new AuditPage(page.ToImmutable(), null);
            }
        }

        return Page(page, before);
    }

    /// <inheritdoc/>
    public async Task<AuditDayReport?> VerifyAsync(DateOnly day, CancellationToken cancellationToken)
    {
        // First: what is added and published meanwhile is left for the next time.
        var known = published is null ? [] : await published.ReadAsync(day, cancellationToken).ConfigureAwait(false);
        return await database.ReadAsync(
            session =>
            {
                var reports = SqliteAuditCheck.Verify(session, chain, day, day, AuditVerifier.KeptFrom(clock.Today()), known);
                return (reports.FirstOrDefault(r => !r.IsWhole) ?? (reports.Count > 0 ? reports[0] : null)) is { } report ? report with { Day = day } : null;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static AuditPage Page(ImmutableArray<AuditRecord>.Builder records, AuditPosition last) =>
        new(records.ToImmutable(), AuditQuery.ContinuationAt(last));

    private Task<IReadOnlyList<AuditRecord>> ReadAsync(AuditQuery query, AuditPosition before, int max, CancellationToken cancellationToken)
    {
        var from = (query.From ?? DateOnly.MinValue).Text();
        return database.ReadAsync(
            session => query.CaseId is { } caseId
                ? session.Query(SqliteQueries.AuditOfCaseBefore, SqliteAuditRows.ReadRecord, before.Day.Text(), before.Number, from, (long)max, caseId)
                : session.Query(SqliteQueries.AuditBefore, SqliteAuditRows.ReadRecord, before.Day.Text(), before.Number, from, (long)max),
            cancellationToken);
    }
}
