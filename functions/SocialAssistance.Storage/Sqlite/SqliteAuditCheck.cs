using Microsoft.Data.Sqlite;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>Checks the trail of a database: the chains of its days, and what stood before them.</summary>
public static class SqliteAuditCheck
{
    /// <summary>The day under which is told what belongs to no day.</summary>
    public static readonly DateOnly NoDay = DateOnly.MaxValue;

    /// <summary>Checks a database file beside whoever works with it, on a connection that can only read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="chain">Knows the keys.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="keptFrom">The first day that must still be kept.</param>
    /// <param name="published">Heads that were published elsewhere.</param>
    /// <returns>A report for each day; one of <see cref="DateOnly.MinValue"/> for what stood before the chain, and one of <see cref="NoDay"/>
    /// for what no host has written.</returns>
    /// <exception cref="SqliteException">The file cannot be read, or is of a program from before the chain.</exception>
    public static IReadOnlyList<AuditDayReport> Verify(
        string path, AuditChain chain, DateOnly from, DateOnly to, DateOnly keptFrom, IReadOnlyList<AuditHead> published)
    {
        using var session = SqliteDatabase.OpenForReading(new SqliteOptions(path));

        return Verify(session, chain, from, to, keptFrom, published);
    }

    /// <summary>The heads of all days, the oldest first.</summary>
    public static Task<IReadOnlyList<AuditHead>> HeadsAsync(SqliteDatabase database, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.ReadAsync(s => s.Query(SqliteQueries.AuditHeads, SqliteAuditRows.ReadHead), cancellationToken);
    }

    /// <summary>Those of some heads at whose place another record stands now: the chain was cut off and went on otherwise.</summary>
    public static Task<IReadOnlyList<AuditHead>> ReplacedAsync(
        SqliteDatabase database, IReadOnlyList<AuditHead> heads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.ReadAsync<IReadOnlyList<AuditHead>>(
            session => [.. heads.Where(h => session.Find(SqliteQueries.AuditHashAt, r => r.GetString(0), h.Day.Text(), h.Count) is { } hash && hash != h.Hash)],
            cancellationToken);
    }

    /// <summary>Checks the days of a range, one record at a time, in one state of the database.</summary>
    internal static IReadOnlyList<AuditDayReport> Verify(
        SqliteSession session, AuditChain chain, DateOnly from, DateOnly to, DateOnly keptFrom, IReadOnlyList<AuditHead> published)
    {
        // One transaction sees one state, however the host goes on writing.
        session.Execute("BEGIN");
        var heads = session.Query(SqliteAuditForeign.ReadableHeads, SqliteAuditRows.ReadHead);
        var found = new List<AuditDayReport>();
        if (from == DateOnly.MinValue && SqliteAuditBefore.Of(session).Compare(heads, chain, keptFrom) is { } before)
        {
            found.Add(before);
        }

        var evidence = new AuditEvidence
        {
            Heads = heads,
            Records = session.Stream(SqliteQueries.AuditDays, SqliteAuditRows.ReadRecord, from.Text(), to.Text()),
            Published = published,
            KeptFrom = keptFrom,
        };
        found.AddRange(new AuditVerifier(chain).Verify(evidence, from, to));
        if (SqliteAuditForeign.Find(session, heads, from, to) is { } foreign)
        {
            found.Add(foreign);
        }

        session.Execute("COMMIT");
        return found;
    }
}
