using System.Collections.Immutable;
using SocialAssistance.Applications;
using SocialAssistance.Cases;
using SocialAssistance.Input;
using SocialAssistance.Privacy.Rights;

namespace SocialAssistance.Api.Requests;

/// <summary>Whose data are asked for. The caller has made sure that it is they who ask, or somebody who may for them.</summary>
/// <param name="Name">Full name.</param>
/// <param name="IdNumber">Citizen identification number.</param>
/// <param name="Reason">Who asks: <c>self</c>, <c>guardian</c> or <c>relative-of-deceased</c> (个人信息保护法 第四十九条).</param>
/// <param name="CaseId">A case of another in whose household they stand; only their own fields of it are given.</param>
public sealed record ExportBody(string Name, string IdNumber, string Reason, string? CaseId)
{
    internal static readonly string[] Reasons = ["self", "guardian", "relative-of-deceased"];

    internal static ExportBody Read(ObjectReader b, DateOnly today) => new(b.Name(), b.IdNumber(today), b.Code("reason", Reasons), b.OptionalText("caseId", 64));
}

/// <summary>What is to be corrected.</summary>
/// <param name="CorrectionId">The caller's own id; the same again with the same content is answered the same.</param>
/// <param name="Reason">Why, in the applicant's words.</param>
/// <param name="Fields">JSON Pointers into the form with the right values: name, idNumber, phone and address of the applicant;
/// name, idNumber, occupation and condition of somebody of the household, for example <c>/household/0/name</c>.</param>
public sealed record CorrectionBody(string CorrectionId, string Reason, ImmutableSortedDictionary<string, string> Fields);

/// <summary>An order to keep a case.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="HoldId">The operator's own id of the order.</param>
/// <param name="Reason"><c>administrative-review</c>, <c>lawsuit</c> or <c>examination</c>.</param>
public sealed record HoldBody(string CaseId, string HoldId, string Reason)
{
    internal static HoldBody Read(ObjectReader b) => new(b.Text("caseId", 64), Ids.Read(b, "holdId", 64), b.Code("reason", HoldReasons.All));
}

/// <summary>The end of an order to keep a case.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="HoldId">The operator's own id of the order.</param>
public sealed record ReleaseBody(string CaseId, string HoldId)
{
    internal static ReleaseBody Read(ObjectReader b) => new(b.Text("caseId", 64), Ids.Read(b, "holdId", 64));
}
