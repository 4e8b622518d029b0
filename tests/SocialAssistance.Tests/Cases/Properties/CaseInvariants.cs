using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Tests.Cases.Properties;

/// <summary>What holds of every case that the process can make.</summary>
internal static class CaseInvariants
{
    public static void Hold(Case @case, DateTimeOffset now)
    {
        StatusFitsTheItems(@case);
        foreach (var item in @case.Items)
        {
            ItemHolds(@case, item, now);
        }

        @case.Tasks.DistinctBy(t => t.TaskId).Count().ShouldBe(@case.Tasks.Length);
        @case.Timeline.Zip(@case.Timeline.Skip(1)).All(pair => pair.First.At <= pair.Second.At).ShouldBeTrue("the timeline is out of order");
        @case.Timeline.Count(e => e.Kind == TimelineKind.CaseClosed).ShouldBe(@case.IsClosed ? 1 : 0);
        @case.Timeline.Count(e => e.Kind == TimelineKind.Dispatched).ShouldBe(@case.AcceptedAt is null ? 0 : 1);
        @case.Handled.DistinctBy(h => (@case.FindItem(h.Item)!.Department, h.EventId)).Count().ShouldBe(@case.Handled.Length);
        if (@case.WakeAt is null)
        {
            NothingCanFallDue(@case);
        }
    }

    /// <summary>What holds once the clock has struck: all that fell due has happened.</summary>
    public static void HoldAwake(Case @case, DateTimeOffset now)
    {
        var today = ChinaTime.DayOf(now);
        (@case.WakeAt is null || @case.WakeAt > now || @case.Tasks.Any(t => t.NextAttemptAt <= now)).ShouldBeTrue("the wake time lies in the past");
        var inspecting = @case.Tasks.Any(t => t.Kind == TaskKind.InspectMaterial);
        if (@case.Status == CaseStatus.AwaitingMaterials && !inspecting)
        {
            now.ShouldBeLessThanOrEqualTo(@case.MaterialsDueAt);
        }

        foreach (var item in @case.Items.Where(i => i.IsOpenAtDepartment))
        {
            (inspecting || item.OpenSupplements().All(s => s.AnswerBy >= now)).ShouldBeTrue("a request that nobody answered is still open");
            (item.Comparison?.Matches ?? []).All(m => m.ValidTo == null || m.ValidTo >= today).ShouldBeTrue();
            var light = item.Clock!.LightOn(today);
            (light != Light.Red || item.Clock.RedAlertedAt is not null).ShouldBeTrue("an overdue item was told to nobody");
            (light != Light.Yellow || item.Clock.YellowAlertedAt is not null || item.Clock.RedAlertedAt is not null).ShouldBeTrue("a light was not told");
        }
    }

    private static void StatusFitsTheItems(Case @case)
    {
        var items = @case.Items;
        @case.IsClosed.ShouldBe(items.All(i => i.IsClosed));
        (@case.ClosedAt is not null).ShouldBe(@case.IsClosed);
        var expected = items.Any(i => i.Status == ItemStatus.AwaitingMaterials) ? CaseStatus.AwaitingMaterials
            : items.Any(i => i.IsOpenAtDepartment) ? CaseStatus.InProgress
            : items.All(i => i.Status == ItemStatus.Withdrawn) ? CaseStatus.Withdrawn
            : items.All(i => i.Status is ItemStatus.Withdrawn or ItemStatus.Lapsed) ? CaseStatus.Lapsed
            : CaseStatus.Completed;
        @case.Status.ShouldBe(expected);
        items.All(i => (i.DispatchedAt == null) == (i.Clock == null)).ShouldBeTrue();
        (@case.AcceptedAt is not null).ShouldBe(items.Any(i => i.DispatchedAt != null));
        (items.Any(i => i.Status == ItemStatus.AwaitingMaterials) && items.Any(i => i.DispatchedAt is not null)).ShouldBeFalse("half of the case was dispatched");
    }

    private static void ItemHolds(Case @case, CaseItem item, DateTimeOffset now)
    {
        (item.ClosedAt is not null).ShouldBe(item.IsClosed);
        (item.Clock is null || item.Clock.StoppedAt == item.ClosedAt).ShouldBeTrue("a clock runs on, or stopped too early");
        item.OpenSupplements().Any().ShouldBe(item.Status == ItemStatus.SupplementRequested);
        (item.Decision is not null).ShouldBe(item.Status is ItemStatus.Granted or ItemStatus.Denied);
        if (item.Decision is { } decision)
        {
            item.Status.ShouldBe(decision.Outcome == DecisionOutcome.Granted ? ItemStatus.Granted : ItemStatus.Denied);
            decision.DecidedAt.ShouldBeLessThanOrEqualTo(now);
            item.DecisionNumber.ShouldBe(@case.Timeline.Count(e => e.Item == item.Item && e.Decision is not null));
        }

        @case.Timeline.Count(e => e.Item == item.Item && e.Kind == TimelineKind.DueSoon).ShouldBeLessThanOrEqualTo(1);
        @case.Timeline.Count(e => e.Item == item.Item && e.Kind == TimelineKind.Overdue).ShouldBeLessThanOrEqualTo(1);
        (item.Comparison?.Matches ?? []).GroupBy(m => (m.Category, m.DocumentNumber)).Any(g => g.Count() > 1).ShouldBeFalse("a match stands twice");
        if (item.Clock is { Limit: not null } clock)
        {
            (clock.DueOn is null).ShouldBe(clock.YellowFrom is null);
            (clock.DueOn is null && !item.IsClosed && item.Status != ItemStatus.SupplementRequested).ShouldBeFalse("a clock stands still though nothing suspends it");
            (clock.DueOn > clock.StartedOn && clock.YellowFrom <= clock.DueOn && clock.YellowFrom > clock.StartedOn || clock.DueOn is null).ShouldBeTrue();
        }
    }

    private static void NothingCanFallDue(Case @case)
    {
        @case.Tasks.ShouldBeEmpty();
        @case.Status.ShouldNotBe(CaseStatus.AwaitingMaterials);
        foreach (var item in @case.Items.Where(i => i.IsOpenAtDepartment))
        {
            item.OpenSupplements().ShouldBeEmpty();
            (item.Comparison?.Matches ?? []).All(m => m.ValidTo == null || m.ValidTo == DateOnly.MaxValue).ShouldBeTrue();
            (item.Clock!.DueOn is null || item.Clock is { RedAlertedAt: not null, Provisional: false }).ShouldBeTrue();
        }
    }
}
