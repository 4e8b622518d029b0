using System.Globalization;
using Microsoft.Azure.Cosmos;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Storage.WorkLists;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>
/// One item's part of a work-list query. It begins where the page before ended and is read in the order of an index: of one
/// rank, or of a rank below an equal county or status, for which infra declares the composite indexes.
/// </summary>
internal static class WorkListQueries
{
    /// <summary>Access to the rank; in quotes, because the service's language knows the word for another thing.</summary>
    private const string Rank = "[\"rank\"]";

    /// <param name="query">What is asked for.</param>
    /// <param name="item">The item.</param>
    /// <param name="from">After which row of the whole list.</param>
    /// <param name="max">How many rows at most.</param>
    public static QueryDefinition For(WorkListQuery query, string item, WorkListPosition from, int max)
    {
        var values = new List<object>();
        var open = WorkListBounds.Open(query);
        var ranges = DivisionRanges.Of(query.Divisions).Distinct().ToArray();
        var name = WorkEntry.NameOf(item);
        var (entry, row) = ($"c.workList.{name}", $"c.rows.{name}");
        var (equal, rank) = (query.MinFailedAttempts > 0, query.Status, open) switch
        {
            (true, _, _) => (null, $"{entry}.failingRank"),
            (_, not null, _) => ($"{entry}.status", $"{entry}{Rank}"),
            (_, _, true) => (ranges is [var (first, last)] && first == last ? "c.division" : null, $"{entry}.openRank"),
            _ => (null, $"{entry}{Rank}"),
        };

        // Rows of one day and case stand in the order of their items: this one's comes after the place, or at it.
        var where = new List<string>
        {
            $"{rank} {(string.CompareOrdinal(item, from.Item) > 0 ? ">=" : ">")} {Bind(WorkEntry.RankOf(from))}",
        };
        if (query.Department is { } department)
        {
            where.Add($"{row}.department = {Bind(department)}");
        }

        if (query.Status is { } status)
        {
            where.Add($"{entry}.status = {Bind(Codes.Of(status))}");
        }
        else if (open is { } isOpen && query.MinFailedAttempts > 0)
        {
            where.Add($"{row}.open = {(isOpen ? "true" : "false")}");
        }

        if (ranges.Length > 0)
        {
            where.Add($"({string.Join(" OR ", ranges.Select(r => r.From == r.To
                ? $"c.division = {Bind(r.From)}"
                : $"c.division >= {Bind(r.From)} AND c.division <= {Bind(r.To)}"))})");
        }

        if (query.Light is { } light)
        {
            var today = LightIs(light, rank, entry, Bind(query.Today.Text()));
            where.Add(open == true ? today : $"({entry}.light = {Bind(Codes.Of(light))} OR NOT IS_DEFINED({entry}.light) AND {today})");
        }

        if (query.MinFailedAttempts > 0)
        {
            where.Add($"{row}.failedAttempts >= {Bind(query.MinFailedAttempts)}");
        }

        var definition = new QueryDefinition(string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT TOP {max} VALUE {row} FROM c WHERE {string.Join(" AND ", where)} ORDER BY {(equal is null ? "" : equal + " ASC, ")}{rank} ASC"));
        for (var index = 0; index < values.Count; index++)
        {
            definition.WithParameter(Parameter(index), values[index]);
        }

        return definition;

        string Bind(object value)
        {
            values.Add(value);
            return Parameter(values.Count - 1);
        }
    }

    /// <summary>The light of an item that has not ended, as <see cref="WorkListRow.LightOn"/> tells it.</summary>
    private static string LightIs(Light light, string rank, string entry, string today) => light switch
    {
        Light.Red => $"{rank} < {today}",
        Light.Yellow => $"{rank} >= {today} AND {entry}.yellowFrom <= {today}",
        Light.Green => $"{rank} >= {today} AND {entry}.yellowFrom > {today}",
        _ => throw new ArgumentOutOfRangeException(nameof(light)),
    };

    private static string Parameter(int index) => FormattableString.Invariant($"@p{index}");
}
