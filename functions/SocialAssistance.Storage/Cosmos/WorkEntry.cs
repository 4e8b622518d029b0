using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Storage.WorkLists;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>
/// What an item's row on the work lists is found and ordered by. Each entry is indexed whole, so it holds nothing else; a
/// rank is absent where the item is not on that list.
/// </summary>
/// <param name="Rank">Place on the list of all items: due day, or <see cref="WorkListPosition.Never"/>, and case.</param>
/// <param name="OpenRank">The same, while the department can still act on it.</param>
/// <param name="FailingRank">The same, while a task that it owes fails.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="YellowFrom">First day of the yellow light, or <see cref="WorkListPosition.Never"/>, as when there is no due day.</param>
/// <param name="Light">The light it ended with; absent until then.</param>
internal sealed record WorkEntry(string Rank, string? OpenRank, string? FailingRank, ItemStatus Status, string YellowFrom, Light? Light)
{
    public static WorkEntry Of(WorkListRow row)
    {
        var position = WorkListPosition.After(row);
        var rank = RankOf(position);
        return new WorkEntry(
            rank,
            row.Open ? rank : null,
            row.FailedAttempts > 0 ? rank : null,
            row.Status,
            row.DueOn is null ? WorkListPosition.Never : row.YellowFrom.Text() ?? WorkListPosition.Never,
            row.ClosedOn is { } ended ? row.LightOn(ended) : null);
    }

    /// <summary>A place as text: its order is that of day and case. The day alone comes before all cases of that day.</summary>
    public static string RankOf(WorkListPosition position) =>
        position.CaseId.Length == 0 ? position.DueSort : position.DueSort + " " + position.CaseId;

    /// <summary>Under which name an item's entry stands: its code without the hyphen, which a query would take for a minus.</summary>
    public static string NameOf(string item) => item.Replace('-', '_');
}
