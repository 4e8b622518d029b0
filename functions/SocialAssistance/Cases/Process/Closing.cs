namespace SocialAssistance.Cases.Process;

/// <summary>A case ends with its last item. Items end on their own, partial completion is normal.</summary>
internal static class Closing
{
    public static Case WhenAllEnded(Case @case, DateTimeOffset now)
    {
        if (@case.IsClosed || !@case.Items.All(i => i.IsClosed))
        {
            return @case;
        }

        var status = @case.Items.All(i => i.Status == ItemStatus.Withdrawn) ? CaseStatus.Withdrawn
            : @case.Items.All(i => i.Status is ItemStatus.Withdrawn or ItemStatus.Lapsed) ? CaseStatus.Lapsed
            : CaseStatus.Completed;
        return (@case with { Status = status, ClosedAt = now }).Log(TimelineKind.CaseClosed, now);
    }
}
