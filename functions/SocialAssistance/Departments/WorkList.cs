using System.Collections.Immutable;
using SocialAssistance.Cases;

namespace SocialAssistance.Departments;

/// <summary>One item on a department's work list, as the stores index it. No personal data.</summary>
public sealed record WorkListRow
{
    /// <summary>The case.</summary>
    public required string CaseId { get; init; }

    /// <summary>Code of the item.</summary>
    public required string Item { get; init; }

    /// <summary>Code of the department.</summary>
    public required string Department { get; init; }

    /// <summary>County of the case, six digits.</summary>
    public required string Division { get; init; }

    /// <summary>Where the item stands.</summary>
    public required ItemStatus Status { get; init; }

    /// <summary>Whether the department can still act on it.</summary>
    public required bool Open { get; init; }

    /// <summary>Day of unified acceptance.</summary>
    public required DateOnly AcceptedOn { get; init; }

    /// <summary>Last day of the limit, or null while suspended or without one.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>First day of the yellow light.</summary>
    public DateOnly? YellowFrom { get; init; }

    /// <summary>Whether the due day may still move because a calendar is not published.</summary>
    public bool Provisional { get; init; }

    /// <summary>Day on which it ended.</summary>
    public DateOnly? ClosedOn { get; init; }

    /// <summary>Failed attempts of the owed task of this item that fails most; 0 when all is well.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>The light on a day.</summary>
    public Light LightOn(DateOnly today) => Lights.On(ClosedOn ?? today, DueOn, YellowFrom);
}

/// <summary>Which items of work lists are asked for.</summary>
public sealed record WorkListQuery
{
    /// <summary>Only of this department; null asks for all.</summary>
    public string? Department { get; init; }

    /// <summary>Only of these divisions (counties, prefectures or the region); empty asks for all.</summary>
    public ImmutableArray<string> Divisions { get; init; } = [];

    /// <summary>Only of this status; null asks for all that are open.</summary>
    public ItemStatus? Status { get; init; }

    /// <summary>Whether items that have ended are asked for too; ignored when a status is given.</summary>
    public bool IncludeClosed { get; init; }

    /// <summary>Only of this light on <see cref="Today"/>.</summary>
    public Light? Light { get; init; }

    /// <summary>Only items with an owed task that has failed this often or more.</summary>
    public int MinFailedAttempts { get; init; }

    /// <summary>Today in Asia/Shanghai.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>How many at most, 1 to 200.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>Where the page before ended, as it said itself.</summary>
    public string? Continuation { get; init; }
}

/// <summary>A page of a work list.</summary>
/// <param name="Rows">The items, the earliest due day first, those without one last.</param>
/// <param name="Continuation">Where to go on, or null at the end.</param>
public sealed record WorkListPage(ImmutableArray<WorkListRow> Rows, string? Continuation);

/// <summary>Derives the work-list rows from a case, for whichever store indexes them.</summary>
public static class WorkListIndex
{
    /// <summary>The rows of a case: one for each item that was dispatched.</summary>
    public static IEnumerable<WorkListRow> Of(Case @case)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return @case.Items.Where(i => i.Clock is not null).Select(i => new WorkListRow
        {
            CaseId = @case.CaseId,
            Item = i.Item,
            Department = i.Department,
            Division = @case.Form.Division,
            Status = i.Status,
            Open = i.IsOpenAtDepartment,
            AcceptedOn = i.Clock!.StartedOn,
            DueOn = i.Clock.DueOn,
            YellowFrom = i.Clock.YellowFrom,
            Provisional = i.Clock.Provisional,
            ClosedOn = i.ClosedAt is { } closed ? Guide.ChinaTime.DayOf(closed) : null,
            FailedAttempts = @case.Tasks.Where(t => t.Subject == i.Item).Select(t => t.Attempts).DefaultIfEmpty().Max(),
        });
    }
}
