using System.Collections.Immutable;
using SocialAssistance.Applications;

namespace SocialAssistance.Api.Answers;

/// <summary>All that is held of a person (个人信息保护法 第四十五条).</summary>
/// <param name="GeneratedAt">When it was gathered.</param>
/// <param name="Cases">The cases they filed for themselves, as far as the caller may know of them.</param>
/// <param name="Member">Their own fields in another's household, when they named that case.</param>
/// <param name="Recognitions">What the register holds of them, also what has ended and is still kept.</param>
public sealed record PersonalDataAnswer(
    DateTimeOffset GeneratedAt, ImmutableArray<HeldCaseAnswer> Cases, HeldMemberAnswer? Member, ImmutableArray<MatchAnswer> Recognitions);

/// <summary>One case with everything in it.</summary>
/// <param name="Progress">How far it is, with decisions and scans.</param>
/// <param name="Form">What was filed, as it stands now.</param>
/// <param name="Timeline">What happened.</param>
/// <param name="Disclosures">Who was shown what of it, the newest first.</param>
public sealed record HeldCaseAnswer(
    ProgressAnswer Progress, ApplicationForm Form, TimelineAnswer Timeline, ImmutableArray<DisclosureAnswer> Disclosures);

/// <summary>Somebody as a member of another's household: their own fields only.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Fields">The fields.</param>
public sealed record HeldMemberAnswer(string CaseId, HouseholdMember Fields);

/// <summary>Who was shown data of a case.</summary>
/// <param name="At">When.</param>
/// <param name="Caller">Who: name of a caller, for example a department's system.</param>
/// <param name="Role">Its role.</param>
/// <param name="Action">What it did.</param>
/// <param name="Subject">The item or the scan; empty for the case as a whole.</param>
/// <param name="Purpose">For which purpose; empty when none was recorded.</param>
/// <param name="Fields">Codes of the facts.</param>
public sealed record DisclosureAnswer(
    DateTimeOffset At, string Caller, string Role, string Action, string Subject, string Purpose, ImmutableArray<string> Fields);

/// <summary>The orders to keep a case.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Held">Whether it is held now.</param>
/// <param name="Holds">All orders, released ones among them.</param>
public sealed record HoldsAnswer(string CaseId, bool Held, ImmutableArray<HoldAnswer> Holds);

/// <summary>One order to keep a case.</summary>
/// <param name="HoldId">The operator's own id of it.</param>
/// <param name="Reason"><c>administrative-review</c>, <c>lawsuit</c> or <c>examination</c>.</param>
/// <param name="PlacedAt">Since when.</param>
/// <param name="ReleasedAt">Until when; absent while it holds.</param>
public sealed record HoldAnswer(string HoldId, string Reason, DateTimeOffset PlacedAt, DateTimeOffset? ReleasedAt);
