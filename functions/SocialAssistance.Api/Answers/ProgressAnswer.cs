using System.Collections.Immutable;

namespace SocialAssistance.Api.Answers;

/// <summary>How far a case is, and what the departments said.</summary>
public sealed record ProgressAnswer
{
    /// <summary>Number of the case.</summary>
    public required string CaseId { get; init; }

    /// <summary>Status code.</summary>
    public required string Status { get; init; }

    /// <summary>Status in Chinese.</summary>
    public required string StatusName { get; init; }

    /// <summary>The caller's own number.</summary>
    public string? ExternalReference { get; init; }

    /// <summary>County, six digits.</summary>
    public required string Division { get; init; }

    /// <summary>When it was filed.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When it was complete: unified acceptance.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When the last item ended.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The last due day of the items still open.</summary>
    public DateOnly? ExpectedOn { get; init; }

    /// <summary>Until when missing materials can come, while some are.</summary>
    public DateTimeOffset? MaterialsDueAt { get; init; }

    /// <summary>All that is missing, at once.</summary>
    public required ImmutableArray<MissingMaterialAnswer> MissingMaterials { get; init; }

    /// <summary>The ticked items.</summary>
    public required ImmutableArray<ItemAnswer> Items { get; init; }

    /// <summary>The scans handed in.</summary>
    public required ImmutableArray<MaterialAnswer> Materials { get; init; }
}

/// <summary>A material that is missing.</summary>
/// <param name="Material">Code of the material.</param>
/// <param name="Name">Its name.</param>
/// <param name="Items">Codes of the items that need it.</param>
public sealed record MissingMaterialAnswer(string Material, string Name, ImmutableArray<string> Items);

/// <summary>A scan.</summary>
/// <param name="MaterialId">Id of the scan: the same bytes for the same material have the same.</param>
/// <param name="Material">Code of the material.</param>
/// <param name="Name">Name of the material.</param>
/// <param name="FileName">The name the file came with, cleaned; departments are shown the name of the material, a number and the extension instead.</param>
/// <param name="ContentType">Media type, told by the content.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Status">Status code.</param>
/// <param name="StatusName">Status in Chinese.</param>
/// <param name="Reason">Why it is not accepted, in Chinese.</param>
public sealed record MaterialAnswer(
    string MaterialId,
    string Material,
    string Name,
    string FileName,
    string? ContentType,
    long Size,
    DateTimeOffset ReceivedAt,
    string Status,
    string StatusName,
    string? Reason);

/// <summary>One item.</summary>
public sealed record ItemAnswer
{
    /// <summary>Code of the item.</summary>
    public required string Item { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Code of the department.</summary>
    public required string Department { get; init; }

    /// <summary>Its name.</summary>
    public required string DepartmentName { get; init; }

    /// <summary>Status code.</summary>
    public required string Status { get; init; }

    /// <summary>Status in Chinese.</summary>
    public required string StatusName { get; init; }

    /// <summary>Day of unified acceptance, from the day after which the limit counts.</summary>
    public DateOnly? AcceptedOn { get; init; }

    /// <summary>Last day of the limit; absent while the clock is suspended or no limit is set.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Whether the due day may still move because a year's calendar is not published.</summary>
    public bool Provisional { get; init; }

    /// <summary>Whether the clock stands still.</summary>
    public bool Suspended { get; init; }

    /// <summary>Working days left after today; negative when overdue; absent when ended or without a due day.</summary>
    public int? WorkingDaysLeft { get; init; }

    /// <summary><c>green</c>, <c>yellow</c> or <c>red</c>.</summary>
    public required string Light { get; init; }

    /// <summary>What the applicant has to do.</summary>
    public ActionAnswer? ActionRequired { get; init; }

    /// <summary>What the comparison with the register found.</summary>
    public ComparisonAnswer? Comparison { get; init; }

    /// <summary>The decision in force.</summary>
    public DecisionAnswer? Decision { get; init; }
}

/// <summary>What the applicant has to do: hand in these materials by then.</summary>
/// <param name="Message">The department's words.</param>
/// <param name="Materials">Codes of the materials asked for.</param>
/// <param name="AnswerBy">The last moment to answer.</param>
public sealed record ActionAnswer(string Message, ImmutableArray<string> Materials, DateTimeOffset AnswerBy);

/// <summary>What the comparison with the register found.</summary>
/// <param name="Matches">What is in force; empty when there is nothing.</param>
/// <param name="ComparedAt">When the register was read, or the comparison last renewed.</param>
public sealed record ComparisonAnswer(ImmutableArray<MatchAnswer> Matches, DateTimeOffset ComparedAt);

/// <summary>A recognition in force.</summary>
/// <param name="Category">Code of the recognising item.</param>
/// <param name="Name">Its name.</param>
/// <param name="Division">County that recognised.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day, or absent when open-ended.</param>
/// <param name="Persons">Whom it is for, by place in the form.</param>
public sealed record MatchAnswer(
    string Category, string Name, string Division, DateOnly ValidFrom, DateOnly? ValidTo, ImmutableArray<string> Persons);

/// <summary>A decision.</summary>
/// <param name="Outcome"><c>granted</c> or <c>denied</c>.</param>
/// <param name="OutcomeName">The outcome in Chinese.</param>
/// <param name="DocumentNumber">Number of the official document.</param>
/// <param name="Grants">What is granted.</param>
/// <param name="Reason">Why; always there when denied.</param>
/// <param name="LegalBasis">By which law; always there when denied.</param>
/// <param name="Remedy">Where and until when to appeal; always there when denied.</param>
/// <param name="DecidedAt">When it was recorded.</param>
public sealed record DecisionAnswer(
    string Outcome,
    string OutcomeName,
    string DocumentNumber,
    ImmutableArray<GrantAnswer> Grants,
    string? Reason,
    string? LegalBasis,
    string? Remedy,
    DateTimeOffset DecidedAt);

/// <summary>Something granted.</summary>
/// <param name="Kind">What it is, in Chinese.</param>
/// <param name="Amount">How much, in its unit.</param>
/// <param name="Unit">The unit, in Chinese, for example 元/月.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, or absent when open-ended.</param>
public sealed record GrantAnswer(string Kind, decimal Amount, string Unit, DateOnly From, DateOnly? To);

/// <summary>The applicant's cases.</summary>
/// <param name="Cases">The newest first.</param>
public sealed record CasesAnswer(ImmutableArray<ProgressAnswer> Cases);

/// <summary>What happened to a case.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Entries">In the order in which it happened.</param>
public sealed record TimelineAnswer(string CaseId, ImmutableArray<TimelineEntryAnswer> Entries);

/// <summary>Something that happened.</summary>
/// <param name="At">When it was recorded.</param>
/// <param name="Kind">What happened, as a code.</param>
/// <param name="Text">What happened, in Chinese.</param>
/// <param name="By"><c>applicant</c>, <c>system</c> or the code of a department.</param>
/// <param name="ByName">The same in Chinese.</param>
/// <param name="Item">Code of the item it is about, when it is about one.</param>
/// <param name="ItemName">Its name.</param>
/// <param name="Materials">Codes of the materials it is about.</param>
/// <param name="OccurredAt">When it happened, as the department says.</param>
/// <param name="Note">What was said with it.</param>
/// <param name="Decision">The decision that was taken.</param>
/// <param name="Fields">Codes of the personal data that were corrected, for example <c>applicant.phone</c>; never what they say.</param>
public sealed record TimelineEntryAnswer(
    DateTimeOffset At,
    string Kind,
    string Text,
    string By,
    string ByName,
    string? Item,
    string? ItemName,
    ImmutableArray<string> Materials,
    DateTimeOffset? OccurredAt,
    string? Note,
    DecisionAnswer? Decision,
    ImmutableArray<string>? Fields = null);
