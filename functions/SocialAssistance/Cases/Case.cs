using System.Collections.Immutable;
using SocialAssistance.Applications;
using SocialAssistance.Register;

namespace SocialAssistance.Cases;

/// <summary>
/// One application on its way: a single document that holds the form, the items, the scans, the timeline and the tasks it
/// still owes. It changes only through <see cref="CaseProcess"/>, one conditional write an event. All moments carry the
/// offset of Asia/Shanghai.
/// </summary>
public sealed record Case
{
    /// <summary>Number of the case, also its acceptance number for the applicant.</summary>
    public required string CaseId { get; init; }

    /// <summary>Counts the writes, from 1; a write names the version it builds on.</summary>
    public required long Version { get; init; }

    /// <summary>Where the case stands.</summary>
    public required CaseStatus Status { get; init; }

    /// <summary>What was filed.</summary>
    public required ApplicationForm Form { get; init; }

    /// <summary>Keyed hashes of the ID numbers of the applicant and the household, the applicant first, so that they are
    /// compared with the register without being opened.</summary>
    public ImmutableArray<KeyedPerson> People { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Keyed hashes of the applicant's name, the one written now first, so that a search can tell whether it fits.</summary>
    public ImmutableArray<string> NameKeys { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Name of the caller that filed it.</summary>
    public required string SubmittedBy { get; init; }

    /// <summary>When it was filed.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Unified acceptance (统一受理): the moment the case was complete.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When the last item ended.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Until when missing materials can be handed in; later the case lapses.</summary>
    public required DateTimeOffset MaterialsDueAt { get; init; }

    /// <summary>Version of the guide: under which it was filed, then frozen at acceptance.</summary>
    public required string GuideVersion { get; init; }

    /// <summary>Edition of the working-day calendar, frozen at acceptance.</summary>
    public required int CalendarEdition { get; init; }

    /// <summary>The scans that its items need, frozen when it was filed.</summary>
    public ImmutableArray<NeededMaterial> Needed { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The ticked items.</summary>
    public required ImmutableArray<CaseItem> Items { get; init; }

    /// <summary>The scans handed in.</summary>
    public ImmutableArray<CaseMaterial> Materials { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What happened, in order; nothing is ever taken out.</summary>
    public ImmutableArray<TimelineEntry> Timeline { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Department events already handled, so that one delivered twice has one effect.</summary>
    public ImmutableArray<HandledEvent> Handled { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Side effects still owed: the outbox, inside the document.</summary>
    public ImmutableArray<OwedTask> Tasks { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Corrections already made, so that one asked for twice is made once.</summary>
    public ImmutableArray<HandledCorrection> Corrections { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>When everything personal was taken out of it for good; null while it is there.</summary>
    public DateTimeOffset? AnonymisedAt { get; init; }

    /// <summary>Orders to keep it as it is, released ones among them.</summary>
    public ImmutableArray<CaseHold> Holds { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>When the case must be looked at next, or null when nothing is due ever.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>The item of that code, or null.</summary>
    public CaseItem? FindItem(string item) => Items.FirstOrDefault(i => i.Item == item);

    /// <summary>The event that a department made under that id, if it was handled.</summary>
    public HandledEvent? FindHandled(string department, string eventId) =>
        Handled.FirstOrDefault(h => h.EventId == eventId && FindItem(h.Item)?.Department == department);

    /// <summary>Whether every item has ended.</summary>
    public bool IsClosed => Status is CaseStatus.Completed or CaseStatus.Withdrawn or CaseStatus.Lapsed;

    /// <summary>Whether somebody has ordered that it be kept as it is.</summary>
    public bool IsHeld => Holds.Any(h => h.ReleasedAt is null);

    /// <summary>
    /// The moment from which its period of retention counts: the end of its last item, or the last decision when one was
    /// revised after that. Null while it is open or held, and when it is anonymised already: nothing counts then.
    /// </summary>
    public DateTimeOffset? ErasableFrom => IsClosed && AnonymisedAt is null && !IsHeld
        ? Items.Select(i => i.Decision?.DecidedAt).Append(ClosedAt).Max()
        : null;

    /// <summary>The materials still missing: needed by an open item and not accepted yet.</summary>
    public IEnumerable<NeededMaterial> Missing() => Status != CaseStatus.AwaitingMaterials
        ? []
        : Needed
            .Select(n => n with { Items = n.Items.RemoveAll(i => FindItem(i) is null or { IsClosed: true }) })
            .Where(n => !n.Items.IsEmpty && !Materials.Any(m => m.Material == n.Material && m.Status == MaterialStatus.Accepted));
}

/// <summary>A material that items of a case need.</summary>
/// <param name="Material">Code of the material.</param>
/// <param name="Items">Codes of the items that need it.</param>
public sealed record NeededMaterial(string Material, ImmutableArray<string> Items);

/// <summary>A correction that was made.</summary>
/// <param name="CorrectionId">The caller's id of it.</param>
/// <param name="Digest">Keyed digest of what was asked for.</param>
public sealed record HandledCorrection(string CorrectionId, string Digest);

/// <summary>An order to keep a case as it is, because of proceedings that may need it.</summary>
/// <param name="HoldId">The operator's id of it.</param>
/// <param name="Reason">Code of the reason (<see cref="HoldReasons"/>).</param>
/// <param name="PlacedAt">Since when it holds.</param>
/// <param name="ReleasedAt">Until when it held; null while it does.</param>
public sealed record CaseHold(string HoldId, string Reason, DateTimeOffset PlacedAt, DateTimeOffset? ReleasedAt = null);

/// <summary>Why a case can be held.</summary>
public static class HoldReasons
{
    /// <summary>An administrative review (行政复议) is under way.</summary>
    public const string Review = "administrative-review";

    /// <summary>A lawsuit is under way.</summary>
    public const string Lawsuit = "lawsuit";

    /// <summary>The case is being examined: discipline, audit, complaint.</summary>
    public const string Examination = "examination";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } = [Review, Lawsuit, Examination];
}

/// <summary>A department event that was handled.</summary>
/// <param name="EventId">The department's id of it.</param>
/// <param name="Digest">Digest of its whole content.</param>
/// <param name="Item">The item.</param>
/// <param name="Status">What the item's status was after it: the answer that is given again.</param>
/// <param name="RecordedAt">When it was recorded.</param>
public sealed record HandledEvent(string EventId, string Digest, string Item, ItemStatus Status, DateTimeOffset RecordedAt);
