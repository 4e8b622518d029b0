using Microsoft.Data.Sqlite;
using SocialAssistance.Cases;
using SocialAssistance.Departments;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>Writes and reads the rows of the work lists.</summary>
internal static class WorkItemRows
{
    /// <summary>The columns, in the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns =
        "case_id, item, department, division, status, open, accepted_on, due_on, yellow_from, provisional, closed_on, failed_attempts";

    private const string Put = $"""
        INSERT INTO work_items ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        ON CONFLICT (case_id, item) DO UPDATE SET department = ?3, division = ?4, status = ?5, open = ?6, accepted_on = ?7,
          due_on = ?8, yellow_from = ?9, provisional = ?10, closed_on = ?11, failed_attempts = ?12
        """;

    // SQLite writes every index that has a column of the statement, changed or not; the common change touches none.
    private const string SetStatus = "UPDATE work_items SET status = ?3 WHERE case_id = ?1 AND item = ?2";

    private const string Delete = "DELETE FROM work_items WHERE case_id = ?1 AND item = ?2";

    /// <summary>A row before and after a write; null where there is none.</summary>
    public readonly record struct Change(WorkListRow? Before, WorkListRow? After);

    /// <summary>The rows that differ between a case and the next state of it.</summary>
    public static List<Change> Changes(Case? previous, Case next)
    {
        var before = previous is null ? [] : WorkListIndex.Of(previous).ToDictionary(r => r.Item, StringComparer.Ordinal);
        var changes = new List<Change>();
        foreach (var after in WorkListIndex.Of(next))
        {
            before.Remove(after.Item, out var old);
            if (old != after)
            {
                changes.Add(new Change(old, after));
            }
        }

        changes.AddRange(before.Values.Select(gone => new Change(gone, null)));
        return changes;
    }

    public static void Write(SqliteSession session, List<Change> changes)
    {
        foreach (var (before, after) in changes)
        {
            if (after is null)
            {
                session.Execute(Delete, before!.CaseId, before.Item);
            }
            else if (before is not null && before with { Status = after.Status } == after)
            {
                session.Execute(SetStatus, after.CaseId, after.Item, Codes.Of(after.Status));
            }
            else
            {
                session.Execute(
                    Put,
                    after.CaseId,
                    after.Item,
                    after.Department,
                    after.Division,
                    Codes.Of(after.Status),
                    after.Open ? 1L : 0L,
                    after.AcceptedOn.Text(),
                    after.DueOn.Text(),
                    after.YellowFrom.Text(),
                    after.Provisional ? 1L : 0L,
                    after.ClosedOn.Text(),
                    (long)after.FailedAttempts);
            }
        }
    }

    public static WorkListRow Read(SqliteDataReader reader) => new()
    {
        CaseId = reader.GetString(0),
        Item = reader.GetString(1),
        Department = reader.GetString(2),
        Division = reader.GetString(3),
        Status = Codes.Find<ItemStatus>(reader.GetString(4)) ?? throw new InvalidDataException("A stored item has an unknown status."),
        Open = reader.GetInt64(5) != 0,
        AcceptedOn = reader.GetDay(6),
        DueOn = reader.FindDay(7),
        YellowFrom = reader.FindDay(8),
        Provisional = reader.GetInt64(9) != 0,
        ClosedOn = reader.FindDay(10),
        FailedAttempts = reader.GetInt32(11),
    };
}
