using System.Collections.Immutable;
using System.Text.Json.Serialization;
using SocialAssistance.Api.Problems;
using SocialAssistance.Applications;

namespace SocialAssistance.Api.Answers;

/// <summary>A page of a work list.</summary>
/// <param name="Tasks">The most urgent first.</param>
/// <param name="Continuation">Give it back to read on; absent at the end.</param>
public sealed record WorkListAnswer(ImmutableArray<WorkItemAnswer> Tasks, string? Continuation);

/// <summary>One item on a work list. No personal data: that is in the task itself.</summary>
public sealed record WorkItemAnswer
{
    /// <summary>The case.</summary>
    public required string CaseId { get; init; }

    /// <summary>Code of the item.</summary>
    public required string Item { get; init; }

    /// <summary>Its name.</summary>
    public required string ItemName { get; init; }

    /// <summary>Code of the department.</summary>
    public required string Department { get; init; }

    /// <summary>Its name.</summary>
    public required string DepartmentName { get; init; }

    /// <summary>County, six digits.</summary>
    public required string Division { get; init; }

    /// <summary>Name of the county.</summary>
    public required string DivisionName { get; init; }

    /// <summary>Status code.</summary>
    public required string Status { get; init; }

    /// <summary>Status in Chinese.</summary>
    public required string StatusName { get; init; }

    /// <summary>Day of unified acceptance.</summary>
    public required DateOnly AcceptedOn { get; init; }

    /// <summary>Last day of the limit; absent while suspended or without one.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Whether the due day may still move.</summary>
    public bool Provisional { get; init; }

    /// <summary>Working days left after today; negative when overdue.</summary>
    public int? WorkingDaysLeft { get; init; }

    /// <summary><c>green</c>, <c>yellow</c> or <c>red</c>.</summary>
    public required string Light { get; init; }

    /// <summary>Failed attempts to tell the department; 0 when all is well.</summary>
    public int FailedAttempts { get; init; }
}

/// <summary>What a department needs to decide an item: the household's facts, its own section, its materials.</summary>
public sealed record TaskAnswer
{
    /// <summary>The case.</summary>
    public required string CaseId { get; init; }

    /// <summary>County, six digits.</summary>
    public required string Division { get; init; }

    /// <summary>Township or subdistrict.</summary>
    public string? Township { get; init; }

    /// <summary>When it was filed.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>The item: status, clock, comparison, decision.</summary>
    public required ItemAnswer Task { get; init; }

    /// <summary>Who applies.</summary>
    public required ApplicantAnswer Applicant { get; init; }

    /// <summary>Who lives in the household; absent for items that do not need it.</summary>
    public IReadOnlyList<MemberAnswer>? Household { get; init; }

    /// <summary>The family economic information table; absent for items that do not need it.</summary>
    public Economy? Economy { get; init; }

    /// <summary>The item's own section of the form, by its name.</summary>
    [JsonPropertyName("section")]
    public object? Section { get; init; }

    /// <summary>Codes of the facts that are shown masked, because the item does not need them in full.</summary>
    public required ImmutableArray<string> Masked { get; init; }

    /// <summary>The scans this item needs or asked for.</summary>
    public required ImmutableArray<MaterialAnswer> Materials { get; init; }

    /// <summary>The department's requests for supplements.</summary>
    public required ImmutableArray<SupplementAnswer> Supplements { get; init; }

    /// <summary>Recognitions in the same case that other departments share with this one (三(一), 三(二)).</summary>
    public required ImmutableArray<MatchAnswer> SharedRecognitions { get; init; }
}

/// <summary>Who applies, as far as an item needs to know.</summary>
/// <param name="Name">Full name, or masked (张**).</param>
/// <param name="IdNumber">Citizen identification number, or masked (640***********1234).</param>
/// <param name="Phone">Phone, or masked (138****2345).</param>
/// <param name="Address">Where they live; absent for items that do not need it.</param>
/// <param name="HouseholdDivision">County of registration, six digits.</param>
/// <param name="ResidenceDivision">County of residence, six digits.</param>
/// <param name="Rural">Whether it is a rural household.</param>
public sealed record ApplicantAnswer(
    string Name, string IdNumber, string Phone, string? Address, string HouseholdDivision, string ResidenceDivision, bool Rural);

/// <summary>Somebody who lives in the household, as far as an item needs to know.</summary>
/// <param name="Name">Full name, or masked.</param>
/// <param name="IdNumber">Citizen identification number, or masked.</param>
/// <param name="Relation">To the applicant.</param>
/// <param name="MonthlyIncome">Yuan a month; absent for items that do not need it.</param>
/// <param name="Occupation">Occupation; absent for items that do not need it.</param>
/// <param name="Condition">Health, disability, schooling; absent for items that do not need it.</param>
public sealed record MemberAnswer(
    string Name, string IdNumber, string Relation, decimal? MonthlyIncome, string? Occupation, string? Condition);

/// <summary>A request for a supplement.</summary>
/// <param name="EventId">The department's id of the request.</param>
/// <param name="Materials">Codes of the materials asked for.</param>
/// <param name="Message">To the applicant.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="AnswerBy">The last moment to answer; then the item lapses.</param>
/// <param name="AnsweredAt">When every material asked for had come.</param>
public sealed record SupplementAnswer(
    string EventId, ImmutableArray<string> Materials, string Message, DateTimeOffset RequestedAt, DateTimeOffset AnswerBy, DateTimeOffset? AnsweredAt);

/// <summary>What an event has done; delivered again, the event is answered the same.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Item">Code of the item.</param>
/// <param name="EventId">The department's id of the event.</param>
/// <param name="Status">Status code of the item after the event.</param>
/// <param name="StatusName">The status in Chinese.</param>
/// <param name="RecordedAt">When it was recorded.</param>
public sealed record EventAnswer(
    string CaseId, string Item, string EventId, string Status, string StatusName, DateTimeOffset RecordedAt);

/// <summary>What became of each event of a batch, in its order.</summary>
/// <param name="Results">One for each event.</param>
public sealed record EventBatchAnswer(ImmutableArray<EventResult> Results);

/// <summary>What became of one event of a batch.</summary>
/// <param name="HttpStatus">What the event would have been answered by itself.</param>
/// <param name="Answer">When it was taken.</param>
/// <param name="Code">Stable code, when it was not.</param>
/// <param name="Detail">Why, in Chinese.</param>
/// <param name="Errors">Its faults, by JSON Pointer into the event.</param>
/// <param name="ClosedWith">Status code of the item, when it had ended already.</param>
public sealed record EventResult(
    int HttpStatus,
    EventAnswer? Answer,
    string? Code,
    string? Detail,
    ImmutableSortedDictionary<string, ImmutableArray<FaultAnswer>>? Errors,
    string? ClosedWith = null);

/// <summary>What became of each entry of a feed of recognitions, in its order.</summary>
/// <param name="Results">One for each entry.</param>
public sealed record RecognitionBatchAnswer(ImmutableArray<RecognitionResult> Results);

/// <summary>What became of one entry.</summary>
/// <param name="Status"><c>recorded</c> or <c>rejected</c>.</param>
/// <param name="Errors">Its faults, by JSON Pointer into the entry.</param>
public sealed record RecognitionResult(string Status, ImmutableSortedDictionary<string, ImmutableArray<FaultAnswer>>? Errors);

/// <summary>What the register holds of each person asked about, in their order.</summary>
/// <param name="People">One for each person.</param>
/// <param name="ComparedAt">When the register was read.</param>
public sealed record PeopleComparisonAnswer(ImmutableArray<PersonComparison> People, DateTimeOffset ComparedAt);

/// <summary>What the register holds of one person: what is in force, and no more.</summary>
/// <param name="Matches">What is in force today; empty when there is nothing.</param>
public sealed record PersonComparison(ImmutableArray<PersonMatch> Matches);

/// <summary>A recognition in force of one person.</summary>
/// <param name="Category">Code of the recognising item.</param>
/// <param name="Name">Its name.</param>
/// <param name="Division">County that recognised, six digits.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day, or absent when open-ended.</param>
public sealed record PersonMatch(string Category, string Name, string Division, DateOnly ValidFrom, DateOnly? ValidTo);
