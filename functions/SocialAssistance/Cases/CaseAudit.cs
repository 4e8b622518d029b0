using System.Collections.Immutable;
using System.Text.Json;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Cases;

/// <summary>What the trail says of the writes of cases: codes and ids, nothing of what was said.</summary>
public static class CaseAudit
{
    /// <summary>A submission.</summary>
    public const string Submitted = "application-submitted";

    /// <summary>That a case was opened.</summary>
    public static AuditEntry Opened(Actor actor, Case opened)
    {
        ArgumentNullException.ThrowIfNull(opened);
        return new AuditEntry(opened.SubmittedAt, actor, Submitted)
        {
            CaseId = opened.CaseId,
            Fields = FactCodes.Of(opened.Form),
            Purpose = "file-application",
            CaseVersion = opened.Version,
        };
    }

    /// <summary>That an event happened to a case.</summary>
    /// <param name="actor">Who let it happen.</param>
    /// <param name="caseEvent">The event.</param>
    /// <param name="next">The case after it.</param>
    /// <param name="now">When.</param>
    public static AuditEntry Happened(Actor actor, CaseEvent caseEvent, Case next, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(caseEvent);
        ArgumentNullException.ThrowIfNull(next);
        return new AuditEntry(now, actor, ActionOf(caseEvent))
        {
            CaseId = next.CaseId,
            Subject = SubjectOf(caseEvent),
            Fields = FieldsOf(caseEvent),
            Purpose = PurposeOf(caseEvent),
            CaseVersion = next.Version,
        };
    }

    /// <summary>The action that an event is: its own name, for example <c>item-decided</c>.</summary>
    public static string ActionOf(CaseEvent caseEvent)
    {
        ArgumentNullException.ThrowIfNull(caseEvent);
        return JsonNamingPolicy.KebabCaseLower.ConvertName(caseEvent.GetType().Name);
    }

    /// <summary>The item, the scan, the items withdrawn or the tasks tried.</summary>
    private static string SubjectOf(CaseEvent caseEvent) => caseEvent switch
    {
        DepartmentEvent said => said.Item,
        MaterialFiled filed => filed.Material.MaterialId,
        MaterialJudged judged => judged.MaterialId,
        WithdrawalRequested withdrawal => string.Join(' ', withdrawal.Items),
        Anonymised anonymised => anonymised.Ground,
        PersonalDataCorrected correction => correction.CorrectionId,
        HoldPlaced hold => hold.HoldId + " " + hold.Reason,
        HoldReleased hold => hold.HoldId,
        TasksAttempted attempted => string.Join(' ', attempted.Attempts.Select(a => a.Error is null ? a.TaskId : a.TaskId + "!")),
        _ => "",
    };

    private static ImmutableArray<string> FieldsOf(CaseEvent caseEvent) => caseEvent switch
    {
        ItemDecided or DecisionChanged => [FactCodes.Status, FactCodes.Decision],
        DepartmentEvent => [FactCodes.Status, FactCodes.Notes],
        MaterialFiled or MaterialJudged => [FactCodes.Materials],
        WithdrawalRequested => [FactCodes.Status, FactCodes.Notes],
        PersonalDataCorrected correction => [.. correction.Changes.Select(c => FactCodes.OfField(c.Field)).Distinct()],
        Anonymised => [.. FactCodes.Applicant, .. FactCodes.Household, FactCodes.Decision, FactCodes.Notes, FactCodes.Materials],
        _ => [FactCodes.Status],
    };

    private static string PurposeOf(CaseEvent caseEvent) => caseEvent switch
    {
        DepartmentEvent => "decide-item",
        MaterialFiled or MaterialJudged => "follow-application",
        WithdrawalRequested => "follow-application",
        TasksAttempted => "deliver",
        ClockStruck => "keep-time-limits",
        PersonalDataCorrected => "correction-right",
        Anonymised or HoldPlaced or HoldReleased => "retention",
        _ => "handle-case",
    };
}
