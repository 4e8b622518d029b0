using System.Collections.Immutable;

namespace SocialAssistance.Api.Requests;

/// <summary>What a department says of an item, for the API's description.</summary>
/// <param name="EventId">The department's own id; the same id and content again is answered the same.</param>
/// <param name="Type"><c>accepted</c>, <c>not-accepted</c>, <c>supplement-requested</c>, <c>progressed</c>, <c>decided</c> or <c>revised</c>.</param>
/// <param name="OccurredAt">When it happened, ISO 8601 with offset.</param>
/// <param name="Operator">Who did it.</param>
/// <param name="Note">Required for not-accepted, progressed and revised.</param>
/// <param name="Supplement">For supplement-requested.</param>
/// <param name="Decision">For decided and revised.</param>
public sealed record DepartmentEventBody(
    string EventId, string Type, DateTimeOffset OccurredAt, string Operator, string? Note, SupplementBody? Supplement, DecisionBody? Decision);

/// <summary>A request for a supplement.</summary>
/// <param name="Materials">Codes of the materials asked for.</param>
/// <param name="Message">To the applicant.</param>
/// <param name="AnswerBy">The last moment, ISO 8601 with offset, or a day.</param>
public sealed record SupplementBody(ImmutableArray<string> Materials, string Message, string AnswerBy);

/// <summary>A decision.</summary>
/// <param name="Outcome"><c>granted</c> or <c>denied</c>.</param>
/// <param name="DocumentNumber">Number of the official document.</param>
/// <param name="Grants">What is granted.</param>
/// <param name="Reason">Required when denied.</param>
/// <param name="LegalBasis">Required when denied.</param>
/// <param name="Remedy">Required when denied: where and until when to appeal.</param>
public sealed record DecisionBody(
    string Outcome, string DocumentNumber, ImmutableArray<GrantBody> Grants, string? Reason, string? LegalBasis, string? Remedy);

/// <summary>Something granted.</summary>
/// <param name="Kind">What it is, in Chinese.</param>
/// <param name="Amount">How much, in its unit; at most two decimals.</param>
/// <param name="Unit">The unit, in Chinese, for example 元/月.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day; absent when open-ended.</param>
public sealed record GrantBody(string Kind, decimal Amount, string Unit, DateOnly From, DateOnly? To);

/// <summary>Many events at once.</summary>
/// <param name="Events">At most <see cref="MaxEvents"/>, each with <c>caseId</c> and <c>item</c> besides the members of a single event.</param>
public sealed record DepartmentEventsBody(ImmutableArray<AddressedEventBody> Events)
{
    /// <summary>Most events in one batch.</summary>
    public const int MaxEvents = 100;
}

/// <summary>One event of a batch, with the item it is about.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Item">Code of the item.</param>
/// <param name="EventId">The department's own id; the same id and content again is answered the same.</param>
/// <param name="Type"><c>accepted</c>, <c>not-accepted</c>, <c>supplement-requested</c>, <c>progressed</c>, <c>decided</c> or <c>revised</c>.</param>
/// <param name="OccurredAt">When it happened, ISO 8601 with offset.</param>
/// <param name="Operator">Who did it.</param>
/// <param name="Note">Required for not-accepted, progressed and revised.</param>
/// <param name="Supplement">For supplement-requested.</param>
/// <param name="Decision">For decided and revised.</param>
public sealed record AddressedEventBody(
    string CaseId, string Item, string EventId, string Type, DateTimeOffset OccurredAt, string Operator, string? Note, SupplementBody? Supplement, DecisionBody? Decision);

/// <summary>Entries of a batch, each to be read and judged on its own.</summary>
internal sealed record Documents(ImmutableArray<ReadOnlyMemory<byte>> Entries);
