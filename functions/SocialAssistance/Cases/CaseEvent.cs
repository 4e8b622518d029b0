using System.Collections.Immutable;
using System.Text.Json.Serialization;
using SocialAssistance.Materials;
using SocialAssistance.Privacy;
using SocialAssistance.Register;

namespace SocialAssistance.Cases;

/// <summary>Something that happens to a case.</summary>
public abstract record CaseEvent
{
    /// <summary>
    /// What the register holds of the household at this moment. An event that may complete the case must carry it,
    /// because the comparison goes out with the dispatch.
    /// </summary>
    public ImmutableArray<RegisterMatch> Matches { get; init => field = value.IsDefault ? [] : value; } = [];
}

/// <summary>A scan was handed in and looked at, or at least noted.</summary>
/// <param name="Material">The scan.</param>
/// <param name="Instead">Id of the note of the same file (<see cref="MaterialStatus.Received"/>) that it takes the place of.</param>
public sealed record MaterialFiled(CaseMaterial Material, string? Instead = null) : CaseEvent
{
    /// <summary>How much the case may hold.</summary>
    public MaterialLimits Limits { get; init; } = MaterialLimits.Default;
}

/// <summary>The scanner was asked again about a scan that was undetermined.</summary>
public sealed record MaterialJudged(string MaterialId, MaterialStatus Status, string? Reason) : CaseEvent;

/// <summary>The applicant withdraws.</summary>
/// <param name="Items">Codes of the items; empty withdraws the whole case.</param>
/// <param name="Reason">Why, if they say so.</param>
public sealed record WithdrawalRequested(ImmutableArray<string> Items, Personal<string>? Reason) : CaseEvent;

/// <summary>Time has passed; whatever fell due happens.</summary>
public sealed record ClockStruck : CaseEvent;

/// <summary>Owed tasks were tried.</summary>
public sealed record TasksAttempted(ImmutableArray<TaskAttempt> Attempts) : CaseEvent;

/// <summary>Wrong personal data are corrected (个人信息保护法 第四十六条).</summary>
/// <param name="CorrectionId">The caller's own id of the correction, by which a second delivery is known.</param>
/// <param name="Digest">Keyed digest of what was asked for.</param>
/// <param name="Reason">Why, in the applicant's words.</param>
/// <param name="Changes">The fields with their right values; with an ID number also the places where it stands again.</param>
public sealed record PersonalDataCorrected(string CorrectionId, string Digest, Personal<string> Reason, ImmutableArray<CorrectedField> Changes) : CaseEvent
{
    /// <summary>The same digest under algorithms that are no longer written.</summary>
    public ImmutableArray<string> OtherDigests { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Keyed hashes of the people whose ID numbers change.</summary>
    public ImmutableArray<KeyedPerson> People { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Keyed hashes of the applicant's right name; empty when it does not change.</summary>
    public ImmutableArray<string> NameKeys { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The people of a case after it.</summary>
    public ImmutableArray<KeyedPerson> PeopleOf(Case @case)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return [.. @case.People.Select(p => People.FirstOrDefault(c => c.Place == p.Place) ?? p)];
    }
}

/// <summary>A field of the form with a value: the right one in a correction, the one before in the timeline.</summary>
/// <param name="Field">Name of the field, for example <c>form/applicant/phone</c>.</param>
/// <param name="Value">The value; null when there was none.</param>
public sealed record CorrectedField(string Field, Personal<string>? Value);

/// <summary>The period of retention is over: everything personal goes (个人信息保护法 第四十七条).</summary>
/// <param name="Ground">Kind, period and basis of the rule, as codes: what the certificate in the trail says.</param>
public sealed record Anonymised(string Ground) : CaseEvent;

/// <summary>The case is to be kept as it is.</summary>
/// <param name="HoldId">The operator's id of the order.</param>
/// <param name="Reason">One of <see cref="HoldReasons"/>.</param>
public sealed record HoldPlaced(string HoldId, string Reason) : CaseEvent;

/// <summary>An order to keep the case is over.</summary>
/// <param name="HoldId">The operator's id of the order.</param>
public sealed record HoldReleased(string HoldId) : CaseEvent;

/// <summary>How trying an owed task went.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="RetryAt">When to try again, or null when it is done.</param>
/// <param name="Error">The kind of error, when it failed.</param>
public sealed record TaskAttempt(string TaskId, DateTimeOffset? RetryAt, string? Error);

/// <summary>What a department says of one of its items.</summary>
public abstract record DepartmentEvent : CaseEvent
{
    /// <summary>The department's own id of the event, by which a second delivery is known.</summary>
    public string EventId { get; init; } = "";

    /// <summary>Keyed digest of the whole content, by which another content under the same id is known; made when it is sealed.</summary>
    public string Digest { get; init; } = "";

    /// <summary>The same digest under algorithms that are no longer written, for events that were handled under those.</summary>
    [JsonIgnore]
    public ImmutableArray<string> OtherDigests { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Code of the department.</summary>
    public string Department { get; init; } = "";

    /// <summary>Code of the item.</summary>
    public string Item { get; init; } = "";

    /// <summary>When it happened at the department.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>Who did it at the department.</summary>
    public Personal<string> Operator { get; init; } = "";

    /// <summary>What the department adds.</summary>
    public Personal<string>? Note { get; init; }
}

/// <summary>The department takes the item up (受理).</summary>
public sealed record ItemTakenUp : DepartmentEvent;

/// <summary>The department does not take the item up (不予受理); <see cref="DepartmentEvent.Note"/> says why.</summary>
public sealed record ItemRefused : DepartmentEvent;

/// <summary>The department needs more (补正).</summary>
public sealed record SupplementAsked(ImmutableArray<string> Materials, Personal<string> Message, DateTimeOffset AnswerBy) : DepartmentEvent;

/// <summary>The department tells how far it is.</summary>
public sealed record ProgressReported : DepartmentEvent;

/// <summary>The department decides.</summary>
public sealed record ItemDecided(Decision Decision) : DepartmentEvent;

/// <summary>The department decides anew; <see cref="DepartmentEvent.Note"/> says why.</summary>
public sealed record DecisionChanged(Decision Decision) : DepartmentEvent;
