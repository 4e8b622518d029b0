using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>
/// What stands in the tables of the trail and cannot have been written by a host: SQLite keeps any kind of value in any column.
/// Such rows belong to no day, are not seen by who asks for days or cases, and would stop whoever reads them.
/// </summary>
internal static class SqliteAuditForeign
{
    /// <summary>The heads that a host can have written, the oldest first.</summary>
    public const string ReadableHeads = $"SELECT day, count, hash, seal FROM audit_heads WHERE {ReadableHead} ORDER BY day";

    /// <summary>Whether a host can have written a record.</summary>
    public const string ReadableRecord = """
        (typeof(day) = 'text' AND date(day) IS day AND day >= '0001-01-01' AND typeof(number) = 'integer'
         AND typeof(at) = 'integer' AND at BETWEEN -62135596800000 AND 253402271999999
         AND typeof(actor) = 'text' AND typeof(role) = 'text' AND typeof(action) = 'text' AND typeof(case_id) = 'text'
         AND typeof(subject) = 'text' AND typeof(fields) = 'text' AND typeof(purpose) = 'text' AND typeof(outcome) = 'text'
         AND typeof(case_version) IN ('integer', 'null') AND typeof(previous) = 'text' AND typeof(hash) = 'text')
        """;

    private const string ReadableHead = """
        (typeof(day) = 'text' AND date(day) IS day AND day >= '0001-01-01'
         AND typeof(count) = 'integer' AND typeof(hash) = 'text' AND typeof(seal) = 'text')
        """;

    private const string Records = $"SELECT count(*) FROM audit_records WHERE NOT {ReadableRecord}";

    private const string Heads = $"SELECT count(*) FROM audit_heads WHERE NOT {ReadableHead}";

    private const string Cases = "SELECT count(*) FROM (SELECT 1 FROM cases LIMIT 1)";

    /// <summary>What is wrong that way, or null. Rows without a day are looked for only where all days are asked for.</summary>
    public static AuditDayReport? Find(SqliteSession session, IReadOnlyList<AuditHead> heads, DateOnly from, DateOnly to)
    {
        if (from != DateOnly.MinValue)
        {
            return Count(session, Records + " AND day BETWEEN ?1 AND ?2", from.Text(), to.Text()) is > 0 and var within ? Foreign(within) : null;
        }

        return Count(session, Records) + Count(session, Heads) is > 0 and var found ? Foreign(found)
            : heads.Count == 0 && Count(session, Cases) > 0
                ? Fault(0, AuditFaultKind.CutOff, "There are cases, but no record of anything: the trail is gone, or a host that was just updated has done nothing yet.")
            : null;
    }

    private static AuditDayReport Foreign(long count) =>
        Fault(count, AuditFaultKind.Changed, "Rows that no host has written, or values of another kind than it writes.");

    private static AuditDayReport Fault(long count, AuditFaultKind kind, string detail) =>
        new(SqliteAuditCheck.NoDay, count, "", new AuditFault(0, kind, detail));

    private static long Count(SqliteSession session, string sql, params ReadOnlySpan<object?> values) =>
        session.Query(sql, r => r.GetInt64(0), values)[0];
}
