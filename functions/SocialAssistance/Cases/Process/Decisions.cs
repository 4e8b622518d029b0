using SocialAssistance.Guide;

namespace SocialAssistance.Cases.Process;

/// <summary>
/// Separate decisions of the departments (分别认定, 二(二)). A decision may come without a separate acceptance; it can be
/// revised later with a reason, and the timeline keeps both.
/// </summary>
internal static class Decisions
{
    public static Step TakeUp(Case @case, CaseItem item, ItemTakenUp said, DateTimeOffset now)
    {
        if (item.AcceptedAt is not null)
        {
            return CaseRefusals.AlreadyAccepted;
        }

        // While a supplement is out the item goes on waiting for it; that it was taken up is kept.
        var status = item.Status == ItemStatus.SupplementRequested ? item.Status : ItemStatus.Accepted;
        return @case
            .With(item with { Status = status, AcceptedAt = now })
            .Log(DepartmentEvents.Entry(said, TimelineKind.ItemAccepted, now));
    }

    public static Step Refuse(Case @case, CaseItem item, ItemRefused said, DateTimeOffset now) =>
        item.AcceptedAt is not null
            ? CaseRefusals.AlreadyAccepted
            : @case
                .With(item.Closed(ItemStatus.NotAccepted, now))
                .Log(DepartmentEvents.Entry(said, TimelineKind.ItemNotAccepted, now));

    public static Step Decide(Case @case, CaseItem item, ItemDecided said, ServiceGuide guide, DateTimeOffset now)
    {
        var decided = InForce(item.Closed(StatusOf(said.Decision), now), said, said.Decision, now);
        var next = @case.With(decided).Log(DepartmentEvents.Entry(said, TimelineKind.Decided, now) with { Decision = decided.Decision });
        return said.Decision.Outcome == DecisionOutcome.Granted ? Sharing.Share(next, decided, guide, now) : next;
    }

    public static Step Revise(Case @case, CaseItem item, DecisionChanged said, ServiceGuide guide, DateTimeOffset now)
    {
        if (item.Decision is null)
        {
            return item.IsClosed ? CaseRefusals.ItemClosed(item.Status) : CaseRefusals.NothingToRevise;
        }

        var wasGranted = item.Status == ItemStatus.Granted;
        var revised = InForce(item with { Status = StatusOf(said.Decision) }, said, said.Decision, now);
        var next = @case.With(revised).Log(DepartmentEvents.Entry(said, TimelineKind.DecisionRevised, now) with { Decision = revised.Decision });
        return wasGranted || revised.Status == ItemStatus.Granted ? Sharing.Share(next, revised, guide, now) : next;
    }

    private static CaseItem InForce(CaseItem item, DepartmentEvent said, Decision decision, DateTimeOffset now) => item with
    {
        Decision = decision with { DecidedAt = now, EventId = said.EventId },
        DecisionNumber = item.DecisionNumber + 1,
    };

    private static ItemStatus StatusOf(Decision decision) =>
        decision.Outcome == DecisionOutcome.Granted ? ItemStatus.Granted : ItemStatus.Denied;
}
