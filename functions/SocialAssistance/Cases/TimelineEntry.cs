using System.Collections.Immutable;
using SocialAssistance.Privacy;

namespace SocialAssistance.Cases;

/// <summary>What can happen to a case.</summary>
public enum TimelineKind
{
    /// <summary>The application was filed.</summary>
    Submitted,

    /// <summary>The one notice of all missing materials (一次性告知).</summary>
    MaterialsMissing,

    /// <summary>A scan came and was accepted.</summary>
    MaterialAccepted,

    /// <summary>A scan came and was refused.</summary>
    MaterialRejected,

    /// <summary>A scan came and could not be judged yet.</summary>
    MaterialUndetermined,

    /// <summary>The case was complete and unified acceptance took place.</summary>
    CaseAccepted,

    /// <summary>The items went to the departments.</summary>
    Dispatched,

    /// <summary>A department took an item up.</summary>
    ItemAccepted,

    /// <summary>A department did not take an item up.</summary>
    ItemNotAccepted,

    /// <summary>A department asked for a supplement.</summary>
    SupplementRequested,

    /// <summary>The applicant has answered.</summary>
    SupplementAnswered,

    /// <summary>A department told how far it is.</summary>
    Progressed,

    /// <summary>A department decided.</summary>
    Decided,

    /// <summary>A department revised its decision.</summary>
    DecisionRevised,

    /// <summary>A recognition was shared with a department.</summary>
    RecognitionShared,

    /// <summary>A recognition that was shared has expired.</summary>
    RecognitionExpired,

    /// <summary>The limit is near.</summary>
    DueSoon,

    /// <summary>The limit has passed.</summary>
    Overdue,

    /// <summary>A provisional due day was counted anew.</summary>
    DueDateSettled,

    /// <summary>An item was withdrawn.</summary>
    ItemWithdrawn,

    /// <summary>An item lapsed.</summary>
    ItemLapsed,

    /// <summary>The last item ended.</summary>
    CaseClosed,

    /// <summary>Wrong personal data were corrected.</summary>
    PersonalDataCorrected,

    /// <summary>The case is to be kept as it is.</summary>
    HoldPlaced,

    /// <summary>An order to keep the case is over.</summary>
    HoldReleased,

    /// <summary>Everything personal was taken out for good.</summary>
    Anonymised,
}

/// <summary>Something that happened.</summary>
public sealed record TimelineEntry
{
    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it was.</summary>
    public required TimelineKind Kind { get; init; }

    /// <summary>Who did it: <c>system</c>, <c>applicant</c> or the code of a department.</summary>
    public required string By { get; init; }

    /// <summary>The item concerned.</summary>
    public string? Item { get; init; }

    /// <summary>The materials concerned: codes, or a scan's id.</summary>
    public ImmutableArray<string> Materials { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The department's id of the event.</summary>
    public string? EventId { get; init; }

    /// <summary>When it happened, as the department says.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Who did it at the department, as the department says.</summary>
    public Personal<string>? Operator { get; init; }

    /// <summary>What somebody said.</summary>
    public Personal<string>? Note { get; init; }

    /// <summary>Why a scan was not accepted, in the system's own words (<see cref="CaseMaterial.Reason"/>).</summary>
    public string? Reason { get; init; }

    /// <summary>What stood there before a correction, kept as evidence until the case is anonymised; shown to nobody.</summary>
    public ImmutableArray<CorrectedField> Corrected { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What was decided.</summary>
    public Decision? Decision { get; init; }
}
