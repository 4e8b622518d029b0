using SocialAssistance.Guide;

namespace SocialAssistance.Cases.Process;

/// <summary>
/// What holds for everything a department says: only of its own items, only once, only of what it has and what is open.
/// </summary>
internal static class DepartmentEvents
{
    /// <summary>How far a department's clock may run ahead of ours.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Most events of one item after which a department may still report progress or ask for a supplement: a case must
    /// stay small enough to be written. What takes an item up or ends it is always heard.
    /// </summary>
    private const int MaxEvents = 200;

    public static Step Handle(Case @case, DepartmentEvent said, ServiceGuide guide, DateTimeOffset now)
    {
        var (own, refusal) = @case.FindOwn(said.Department, said.Item, guide);
        if (own is not { } item)
        {
            return refusal!;
        }

        // Ids are a department's own: two departments may well use the same.
        if (@case.FindHandled(said.Department, said.EventId) is { } handled)
        {
            return (handled.Digest == said.Digest || said.OtherDigests.Contains(handled.Digest)) && handled.Item == said.Item ? @case : CaseRefusals.EventIdReused;
        }

        if (said.OccurredAt > now + ClockTolerance)
        {
            return CaseRefusals.OccurredInFuture;
        }

        var step = item.IsClosed && said is not DecisionChanged ? CaseRefusals.ItemClosed(item.Status)
            : item.Status == ItemStatus.AwaitingMaterials ? CaseRefusals.NotDispatched
            : said is ProgressReported or SupplementAsked && @case.Handled.Count(h => h.Item == said.Item) >= MaxEvents ? CaseRefusals.TooManyEvents
            : Apply(@case, item, said, guide, now);
        return step.Next is { } next ? Remember(next, said, now) : step;
    }

    /// <summary>The timeline's entry of what a department said.</summary>
    public static TimelineEntry Entry(DepartmentEvent said, TimelineKind kind, DateTimeOffset now) => new()
    {
        At = now,
        Kind = kind,
        By = said.Department,
        Item = said.Item,
        EventId = said.EventId,
        OccurredAt = said.OccurredAt.ToOffset(ChinaTime.Offset),
        Operator = said.Operator,
        Note = said.Note,
    };

    private static Step Apply(Case @case, CaseItem item, DepartmentEvent said, ServiceGuide guide, DateTimeOffset now) => said switch
    {
        ItemTakenUp takenUp => Decisions.TakeUp(@case, item, takenUp, now),
        ItemRefused refused => Decisions.Refuse(@case, item, refused, now),
        SupplementAsked asked => Supplements.Request(@case, item, asked, guide, now),
        ProgressReported progress => @case.Log(Entry(progress, TimelineKind.Progressed, now)),
        ItemDecided decided => Decisions.Decide(@case, item, decided, guide, now),
        DecisionChanged changed => Decisions.Revise(@case, item, changed, guide, now),
        _ => throw new ArgumentOutOfRangeException(nameof(said)),
    };

    private static Case Remember(Case next, DepartmentEvent said, DateTimeOffset now) => next with
    {
        Handled = next.Handled.Add(new HandledEvent(said.EventId, said.Digest, said.Item, next.FindItem(said.Item)!.Status, now)),
    };
}
