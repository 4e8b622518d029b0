using Microsoft.Data.Sqlite;
using SocialAssistance.Cases;
using SocialAssistance.Testing.Sqlite;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Local.Tests.Crash;

/// <summary>A look into the host's database, past the host.</summary>
internal sealed class StoredCases(string database)
{
    /// <summary>How many cases still have something to do.</summary>
    public long Waiting() => Query("SELECT count(*) FROM cases WHERE wake_at IS NOT NULL", r => r.GetInt64(0))[0];

    /// <summary>All cases.</summary>
    public List<Case> All() => Query("SELECT document FROM cases", r => CaseJson.Read(r.GetFieldValue<byte[]>(0)));

    /// <summary>The writes of cases that the audit trail tells of, in its order.</summary>
    public List<StoredWrite> Writes() => Query(
        "SELECT case_id, action, subject, outcome, case_version FROM audit_records WHERE case_version IS NOT NULL ORDER BY day, number",
        r => new StoredWrite(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetInt64(4)));

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> read) => DatabaseFile.Read(database, sql, read);
}

/// <summary>A write as the audit trail has it.</summary>
internal sealed record StoredWrite(string CaseId, string Action, string Subject, string Outcome, long Version);
