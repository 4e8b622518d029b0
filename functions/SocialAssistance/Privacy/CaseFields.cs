using System.Collections.Immutable;
using SocialAssistance.Cases;

namespace SocialAssistance.Privacy;

/// <summary>
/// Every personal value of a case besides its form, and of what happens to it, with the name of its field. What a department
/// says is named by the item and the department's id of the event: the same value may stand in the item and in the timeline.
/// </summary>
internal static class CaseFields
{
    public static CaseEvent Map(this CaseEvent caseEvent, IPersonalMap map) => caseEvent switch
    {
        MaterialFiled filed => filed with { Material = filed.Material.Map(map) },
        WithdrawalRequested withdrawal => withdrawal with { Reason = map.Of(withdrawal.Reason, WithdrawalReason) },
        DepartmentEvent said => Map(said, map),
        PersonalDataCorrected correction => correction with
        {
            Reason = map.Of(correction.Reason, CorrectionReason(correction.CorrectionId)),
            Changes = All(correction.Changes, map),
        },
        _ => caseEvent,
    };

    public static CaseMaterial Map(this CaseMaterial material, IPersonalMap map) =>
        material with { FileName = map.Of(material.FileName, $"material/{material.MaterialId}/fileName") };

    public static CaseItem Map(this CaseItem item, IPersonalMap map) => item with
    {
        Supplements = [.. item.Supplements.Select(s => s with { Message = map.Of(s.Message, At(item.Item, s.EventId) + Message) })],
        Decision = item.Decision is { } decision ? Map(decision, At(item.Item, decision.EventId), map) : null,
    };

    public static TimelineEntry Map(this TimelineEntry entry, IPersonalMap map)
    {
        var at = At(entry.Item, entry.EventId);
        return entry with
        {
            Operator = map.Of(entry.Operator, at + "/operator"),
            Note = map.Of(entry.Note, entry.Kind switch
            {
                TimelineKind.SupplementRequested => at + Message,
                TimelineKind.ItemWithdrawn => WithdrawalReason,
                TimelineKind.PersonalDataCorrected => CorrectionReason(entry.EventId),
                _ => at + "/note",
            }),
            Corrected = All(entry.Corrected, map),
            Decision = entry.Decision is { } decision ? Map(decision, at, map) : null,
        };
    }

    private const string WithdrawalReason = "withdrawal/reason";
    private const string Message = "/message";

    private static string CorrectionReason(string? correctionId) => $"correction/{correctionId}/reason";

    private static ImmutableArray<CorrectedField> All(ImmutableArray<CorrectedField> fields, IPersonalMap map) =>
        [.. fields.Select(f => f with { Value = map.Of(f.Value, f.Field) })];

    private static string At(string? item, string? eventId) => $"item/{item}/{eventId}";

    private static DepartmentEvent Map(DepartmentEvent said, IPersonalMap map)
    {
        var at = At(said.Item, said.EventId);
        var mapped = said with
        {
            Operator = map.Of(said.Operator, at + "/operator"),
            Note = map.Of(said.Note, at + "/note"),
        };
        return mapped switch
        {
            SupplementAsked asked => asked with { Message = map.Of(asked.Message, at + Message) },
            ItemDecided decided => decided with { Decision = Map(decided.Decision, at, map) },
            DecisionChanged changed => changed with { Decision = Map(changed.Decision, at, map) },
            _ => mapped,
        };
    }

    private static Decision Map(Decision decision, string at, IPersonalMap map) => decision with
    {
        Grants = [.. decision.Grants.Select((g, index) => Map(g, FormattableString.Invariant($"{at}/grants/{index}"), map))],
        Reason = map.Of(decision.Reason, at + "/reason"),
        LegalBasis = map.Of(decision.LegalBasis, at + "/legalBasis"),
        Remedy = map.Of(decision.Remedy, at + "/remedy"),
    };

    private static Grant Map(Grant grant, string at, IPersonalMap map) => grant with
    {
        Kind = map.Of(grant.Kind, at + "/kind"),
        Amount = map.Of(grant.Amount, at + "/amount"),
        Unit = map.Of(grant.Unit, at + "/unit"),
    };
}
