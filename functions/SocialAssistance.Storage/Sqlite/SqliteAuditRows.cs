using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>Writes and reads the rows of the trail.</summary>
internal static class SqliteAuditRows
{
    private const string InsertRecord = """
        INSERT INTO audit_records (day, number, at, actor, role, action, case_id, subject, fields, purpose, outcome, case_version, previous, hash)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        """;

    private const string PutHead = """
        INSERT INTO audit_heads (day, count, hash, seal) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (day) DO UPDATE SET count = ?2, hash = ?3, seal = ?4
        """;

    /// <summary>
    /// Adds entries to the end of the chain. Inside the transaction of whatever they are about, by the one writer, which
    /// calls <see cref="End"/> before it commits.
    /// </summary>
    public static void Append(SqliteSession session, AuditChain chain, IReadOnlyList<AuditEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        // From the database at each transaction's first record: one that is rolled back takes its records with it.
        var tail = session.AuditTail ??= new SqliteAuditTail(chain, EndOf(session, chain));
        foreach (var entry in entries)
        {
            var record = chain.Next(tail.End, entry);
            if (tail.HasGrown && record.Day != tail.End.Day)
            {
                Put(session, chain.Seal(tail.End));
            }

            Insert(session, record);
            tail.Grow(record);
        }
    }

    /// <summary>Writes the head of what the transaction has recorded, once for all its records.</summary>
    public static void End(SqliteSession session)
    {
        if (session.AuditTail is { HasGrown: true } tail)
        {
            Put(session, tail.Chain.Seal(tail.End));
        }
    }

    /// <summary>Reads a row of <see cref="SqliteQueries.AuditHeads"/>.</summary>
    public static AuditHead ReadHead(SqliteDataReader reader) =>
        new(reader.GetDay(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3));

    /// <summary>Reads a row of <see cref="SqliteQueries.AuditDays"/> and its like.</summary>
    public static AuditRecord ReadRecord(SqliteDataReader reader) => new(
        reader.GetDay(0),
        reader.GetInt64(1),
        reader.GetString(11),
        new AuditEntry(
            DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)).ToOffset(ChinaTime.Offset),
            new Actor(reader.GetString(3), reader.GetString(4)),
            reader.GetString(5))
        {
            CaseId = reader.GetString(6),
            Subject = reader.GetString(7),
            Fields = Split(reader.GetString(8)),
            Purpose = reader.GetString(9),
            Outcome = reader.GetString(10),
            CaseVersion = reader.IsDBNull(13) ? null : reader.GetInt64(13),
        },
        reader.GetString(12));

    private static AuditLink EndOf(SqliteSession session, AuditChain chain) => session.Find(SqliteQueries.LastAuditHead, ReadHead) is { } head
        ? new AuditLink(head.Day, head.Count, head.Hash)
        : Begin(session, chain);

    /// <summary>What stood before the chain becomes its first head, so that it cannot be changed any more either.</summary>
    private static AuditLink Begin(SqliteSession session, AuditChain chain)
    {
        var before = SqliteAuditBefore.Of(session);
        if (before.Count == 0)
        {
            return AuditLink.Beginning;
        }

        var end = AuditLink.Beginning with { Count = before.Count, Hash = before.Hash };
        Put(session, chain.Seal(end));
        return end;
    }

    private static void Insert(SqliteSession session, AuditRecord record)
    {
        var entry = record.Entry;
        session.Execute(
            InsertRecord,
            record.Day.Text(),
            record.Number,
            entry.At.ToUnixTimeMilliseconds(),
            entry.Actor.Name,
            entry.Actor.Role,
            entry.Action,
            entry.CaseId,
            entry.Subject,
            string.Join(' ', entry.Fields),
            entry.Purpose,
            entry.Outcome,
            entry.CaseVersion,
            record.Previous,
            record.Hash);
    }

    private static void Put(SqliteSession session, AuditHead head) =>
        session.Execute(PutHead, head.Day.Text(), head.Count, head.Hash, head.Seal);

    private static ImmutableArray<string> Split(string fields) => fields.Length == 0 ? [] : [.. fields.Split(' ')];
}
