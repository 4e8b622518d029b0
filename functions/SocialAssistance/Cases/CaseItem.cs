using System.Collections.Immutable;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;
using SocialAssistance.Register;

namespace SocialAssistance.Cases;

/// <summary>One ticked item of a case, decided by one department.</summary>
public sealed record CaseItem
{
    /// <summary>Code of the item.</summary>
    public required string Item { get; init; }

    /// <summary>Code of the department that decides it.</summary>
    public required string Department { get; init; }

    /// <summary>Where it stands.</summary>
    public required ItemStatus Status { get; init; }

    /// <summary>When it went on the department's work list.</summary>
    public DateTimeOffset? DispatchedAt { get; init; }

    /// <summary>When the department took it up.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The legal clock; null before dispatch.</summary>
    public ItemClock? Clock { get; init; }

    /// <summary>The department's requests for supplements (补正), in order.</summary>
    public ImmutableArray<Supplement> Supplements { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The comparison with the register, for items that need one.</summary>
    public Comparison? Comparison { get; init; }

    /// <summary>The decision in force.</summary>
    public Decision? Decision { get; init; }

    /// <summary>How often the decision was made: 1 for the first, more after revisions.</summary>
    public int DecisionNumber { get; init; }

    /// <summary>Whether it has ended.</summary>
    public bool IsClosed => Status is ItemStatus.Granted or ItemStatus.Denied or ItemStatus.NotAccepted or ItemStatus.Withdrawn or ItemStatus.Lapsed;

    /// <summary>Whether the department can act on it.</summary>
    public bool IsOpenAtDepartment => Status is ItemStatus.Dispatched or ItemStatus.Accepted or ItemStatus.SupplementRequested;

    /// <summary>Supplements not yet answered.</summary>
    public IEnumerable<Supplement> OpenSupplements() => Supplements.Where(s => s.AnsweredAt is null && !s.Cancelled);
}

/// <summary>A department's request for more, with which its clock is suspended until the applicant answers.</summary>
public sealed record Supplement
{
    /// <summary>The department's event that made it.</summary>
    public required string EventId { get; init; }

    /// <summary>Codes of the materials asked for.</summary>
    public required ImmutableArray<string> Materials { get; init; }

    /// <summary>What the department says to the applicant.</summary>
    public required Personal<string> Message { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>The last moment for the answer.</summary>
    public required DateTimeOffset AnswerBy { get; init; }

    /// <summary>When the last of the materials came.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Whether the item ended before an answer came.</summary>
    public bool Cancelled { get; init; }
}

/// <summary>The legal clock of an item.</summary>
public sealed record ItemClock
{
    /// <summary>The limit, frozen at acceptance; null when none is set for the year (student loans).</summary>
    public TimeLimit? Limit { get; init; }

    /// <summary>Day of unified acceptance; the limit counts from the day after.</summary>
    public required DateOnly StartedOn { get; init; }

    /// <summary>Last day of the limit; null while suspended or without a limit.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>First day of the yellow light.</summary>
    public DateOnly? YellowFrom { get; init; }

    /// <summary>Whether the due day lies in, or was counted through, a year whose calendar is not published.</summary>
    public bool Provisional { get; init; }

    /// <summary>When the department was told that the limit is near.</summary>
    public DateTimeOffset? YellowAlertedAt { get; init; }

    /// <summary>When the department and civil affairs were told that the limit has passed.</summary>
    public DateTimeOffset? RedAlertedAt { get; init; }

    /// <summary>When the item ended; a stopped clock never moves again.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>The light on a day. A stopped clock keeps the light it had.</summary>
    public Light LightOn(DateOnly today) =>
        Lights.On(StoppedAt is { } stopped ? ChinaTime.DayOf(stopped) : today, DueOn, YellowFrom);
}
