using System.Globalization;
using SocialAssistance.Guide;

namespace SocialAssistance.Cases.Process;

/// <summary>
/// Supplement requests (补正): the clock stands still until every material asked for has come anew, and an item whose
/// request stays unanswered lapses.
/// </summary>
internal static class Supplements
{
    /// <summary>Some systems write the last day there is for "open"; nothing can be counted beyond it.</summary>
    private static readonly DateTimeOffset EndOfDays = ChinaTime.StartOf(DateOnly.MaxValue);

    public static Step Request(Case @case, CaseItem item, SupplementAsked asked, ServiceGuide guide, DateTimeOffset now)
    {
        if (asked.Materials.IsEmpty)
        {
            return CaseRefusals.SupplementWithoutMaterials;
        }

        if (asked.Materials.Any(m => guide.FindMaterial(m) is null))
        {
            return CaseRefusals.UnknownSupplementMaterial;
        }

        if (asked.AnswerBy <= now)
        {
            return CaseRefusals.AnswerByPast;
        }

        var supplement = new Supplement
        {
            EventId = asked.EventId,
            Materials = asked.Materials,
            Message = asked.Message,
            RequestedAt = now,
            AnswerBy = (asked.AnswerBy < EndOfDays ? asked.AnswerBy : EndOfDays).ToOffset(ChinaTime.Offset),
        };
        var waiting = item with { Status = ItemStatus.SupplementRequested, Supplements = item.Supplements.Add(supplement) };
        return @case.With(Clocks.Recount(waiting, @case, guide)).Log(DepartmentEvents.Entry(asked, TimelineKind.SupplementRequested, now) with
        {
            Materials = asked.Materials,
            Note = asked.Message,
        });
    }

    /// <summary>Looks which requests the scans accepted by now have answered.</summary>
    public static Case Answer(Case @case, ServiceGuide guide, DateTimeOffset now) => @case.Items
        .Where(i => i.Status == ItemStatus.SupplementRequested)
        .Aggregate(@case, (c, i) => Answer(c, i, guide, now));

    public static Case LapseWhenUnanswered(Case @case, CaseItem item, DateTimeOffset now) =>
        item.OpenSupplements().Any(s => s.AnswerBy < now && !Inspections.AwaitAnswer(@case, s))
            ? @case
                .With(item.Closed(ItemStatus.Lapsed, now))
                .Log(TimelineKind.ItemLapsed, now, item: item.Item)
                .Owe(TaskKind.ItemLapsed, item.Item, item.Department, now)
            : @case;

    private static Case Answer(Case @case, CaseItem item, ServiceGuide guide, DateTimeOffset now)
    {
        var answered = item.OpenSupplements().Where(s => s.Materials.All(m => CameSince(@case, m, s.RequestedAt))).ToArray();
        if (answered.Length == 0)
        {
            return @case;
        }

        var next = item with
        {
            Supplements = [.. item.Supplements.Select(s => answered.Contains(s) ? s with { AnsweredAt = now } : s)],
        };
        if (!next.OpenSupplements().Any())
        {
            next = next with { Status = item.AcceptedAt is null ? ItemStatus.Dispatched : ItemStatus.Accepted };
        }

        return answered.Aggregate(
            @case.With(Clocks.Recount(next, @case, guide)),
            (c, s) => c
                .Log(new TimelineEntry
                {
                    At = now,
                    Kind = TimelineKind.SupplementAnswered,
                    By = CaseSteps.Applicant,
                    Item = item.Item,
                    Materials = s.Materials,
                    EventId = s.EventId,
                })
                .Owe(TaskKind.SupplementAnswered, item.Item, item.Department, now, NumberOf(item, s)));
    }

    /// <summary>Its number among the item's: a task's id goes out, and the department's own id may say anything.</summary>
    private static string NumberOf(CaseItem item, Supplement supplement) =>
        (item.Supplements.IndexOf(supplement) + 1).ToString(CultureInfo.InvariantCulture);

    private static bool CameSince(Case @case, string material, DateTimeOffset moment) =>
        @case.Materials.Any(m => m.Material == material && m.Status == MaterialStatus.Accepted && m.ReceivedAt >= moment);
}
