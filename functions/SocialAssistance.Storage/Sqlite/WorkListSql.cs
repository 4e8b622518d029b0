using System.Text;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Storage.WorkLists;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>
/// A work-list query as SQL. Every page begins where the one before ended, in the order of an index, and names that index:
/// should it ever not fit, the query fails instead of becoming slow. Public so that a test can look at the query plans.
/// </summary>
/// <param name="Sql">The statement; there are few different ones, whatever is asked.</param>
/// <param name="Values">Its parameters. It gives one row more than the page holds, when there is one.</param>
public sealed record WorkListSql(string Sql, IReadOnlyList<object?> Values)
{
    /// <summary>The SQL of a query.</summary>
    /// <exception cref="ArgumentException">The continuation is none that a page of the work list gave.</exception>
    public static WorkListSql For(WorkListQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var values = new List<object?>();
        var where = new List<string>();
        var open = WorkListBounds.Open(query);

        if (query.Department is { } department)
        {
            where.Add($"department = {Bind(department)}");
        }

        if (open is { } isOpen)
        {
            // A literal, because a partial index is chosen by it.
            where.Add(isOpen ? "open = 1" : "open = 0");
        }

        if (query.Status is { } status)
        {
            where.Add($"status = {Bind(Codes.Of(status))}");
        }

        var from = WorkListBounds.Position(query);
        if (open == true && query.Light == Light.Yellow)
        {
            from = from.NotBefore(query.Today.Text());
        }

        where.Add($"(due_sort, case_id, item) > ({Bind(from.DueSort)}, {Bind(from.CaseId)}, {Bind(from.Item)})");

        if (DivisionRanges.Of(query.Divisions) is { Count: > 0 } ranges)
        {
            where.Add($"({string.Join(" OR ", ranges.Select(r => $"division BETWEEN {Bind(r.From)} AND {Bind(r.To)}"))})");
        }

        if (query.Light is { } light)
        {
            where.Add(LightIs(light, Bind(query.Today.Text()), open == true));
        }

        if (query.MinFailedAttempts > 0)
        {
            where.Add($"failed_attempts > 0 AND failed_attempts >= {Bind((long)query.MinFailedAttempts)}");
        }

        var sql = new StringBuilder()
            .Append("SELECT ").Append(WorkItemRows.Columns).Append(" FROM work_items INDEXED BY ").Append(Index(query, open))
            .Append(" WHERE ").AppendJoin(" AND ", where)
            .Append(" ORDER BY due_sort, case_id, item LIMIT ").Append(Bind(WorkListBounds.PageSize(query) + 1L));
        return new WorkListSql(sql.ToString(), values);

        string Bind(object value)
        {
            values.Add(value);
            return FormattableString.Invariant($"?{values.Count}");
        }
    }

    private static string Index(WorkListQuery query, bool? open) => (query.MinFailedAttempts > 0, open, query.Department is not null) switch
    {
        (true, _, _) => "work_failing",
        (_, true, true) => "work_open_of_department",
        (_, true, false) => "work_open",
        (_, false, true) => "work_ended_of_department",
        (_, null, true) => "work_of_department",
        _ => "work_all",
    };

    /// <summary>The light as <see cref="WorkListRow.LightOn"/> tells it. What is open has not ended: there the index is enough.</summary>
    private static string LightIs(Light light, string today, bool open) => (light, open) switch
    {
        (Light.Red, true) => $"due_sort < {today}",
        (Light.Yellow, true) => $"due_sort >= {today} AND due_sort < '{WorkListPosition.Never}' AND yellow_from <= {today}",
        (Light.Green, true) => $"due_sort >= {today} AND (due_sort = '{WorkListPosition.Never}' OR yellow_from IS NULL OR yellow_from > {today})",
        (Light.Red, false) => $"due_on < coalesce(closed_on, {today})",
        (Light.Yellow, false) => $"due_on >= coalesce(closed_on, {today}) AND yellow_from <= coalesce(closed_on, {today})",
        (Light.Green, false) => $"(due_on IS NULL OR (due_on >= coalesce(closed_on, {today}) AND (yellow_from IS NULL OR yellow_from > coalesce(closed_on, {today}))))",
        _ => throw new ArgumentOutOfRangeException(nameof(light)),
    };
}
