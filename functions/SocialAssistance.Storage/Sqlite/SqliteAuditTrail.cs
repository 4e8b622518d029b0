using System.Globalization;
using SocialAssistance.Privacy;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>The record of disclosures in the database, which itself refuses to change or delete one.</summary>
public sealed class SqliteAuditTrail(SqliteDatabase database) : IAuditTrail
{
    private const string Insert = "INSERT INTO audit (at, caller, role, action, case_id, subject) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

    /// <inheritdoc/>
    public Task AppendAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return database.WriteAsync(
            session => session.Execute(
                Insert,
                record.At.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
                record.Caller,
                record.Role,
                record.Action,
                record.CaseId,
                record.Subject),
            cancellationToken);
    }
}
