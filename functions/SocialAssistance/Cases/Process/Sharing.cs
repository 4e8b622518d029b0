using System.Globalization;
using SocialAssistance.Guide;
using SocialAssistance.Register;

namespace SocialAssistance.Cases.Process;

/// <summary>
/// Information sharing (三(一), 三(二); annex 2, 三(三)): a recognition enters the register, reaches every open item of the
/// case that depends on it, and civil affairs and agriculture tell each other. A recognition taken back travels the same way.
/// </summary>
internal static class Sharing
{
    public static Case Share(Case @case, CaseItem recognised, ServiceGuide guide, DateTimeOffset now)
    {
        if (!guide.Item(recognised.Item).Recognises)
        {
            return @case;
        }

        var number = recognised.DecisionNumber.ToString(CultureInfo.InvariantCulture);
        var next = @case.Owe(TaskKind.RegisterRecognition, recognised.Item, null, now, number);
        foreach (var dependent in next.Items.Where(i => i.Comparison is not null && i.IsOpenAtDepartment))
        {
            next = next
                .With(dependent with { Comparison = Renewed(dependent.Comparison!, @case, recognised, now) })
                .Owe(TaskKind.ShareRecognition, dependent.Item, dependent.Department, now, recognised.Item, number);
        }

        foreach (var partner in guide.FindDepartment(recognised.Department)?.SharesRecognitionsWith ?? [])
        {
            next = next.Owe(TaskKind.ShareRecognition, recognised.Item, partner, now, partner, number);
        }

        return next.Log(TimelineKind.RecognitionShared, now, item: recognised.Item);
    }

    /// <summary>Takes what is no longer in force out of an item's comparison and tells its department.</summary>
    public static Case DropExpired(Case @case, string code, DateTimeOffset now)
    {
        var item = @case.FindItem(code)!;
        var today = ChinaTime.DayOf(now);
        if (item.Comparison is not { } comparison || comparison.Matches.All(m => m.ValidTo is null || m.ValidTo >= today))
        {
            return @case;
        }

        var inForce = comparison.Matches.RemoveAll(m => m.ValidTo < today);
        return @case
            .With(item with { Comparison = new Comparison(inForce, now) })
            .Log(TimelineKind.RecognitionExpired, now, item: code)
            .Owe(TaskKind.ShareRecognition, code, item.Department, now, "expired", today.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
    }

    private static Comparison Renewed(Comparison comparison, Case @case, CaseItem recognised, DateTimeOffset now)
    {
        // The case's own recognition stands in the comparison once: what the same item decided earlier gives way.
        var decided = @case.Timeline
            .Where(e => e.Item == recognised.Item && e.Decision is not null)
            .Select(e => e.Decision!.DocumentNumber)
            .ToHashSet(StringComparer.Ordinal);
        var others = comparison.Matches.RemoveAll(m => m.Category == recognised.Item && decided.Contains(m.DocumentNumber));
        var own = Recognitions.Of(@case, recognised, ChinaTime.DayOf(now));
        return new Comparison(own is null ? others : others.Add(own), now);
    }
}
