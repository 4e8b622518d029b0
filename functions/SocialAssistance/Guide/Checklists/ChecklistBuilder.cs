using SocialAssistance.Input;

namespace SocialAssistance.Guide;

/// <summary>Answers what a set of ticked items asks of the applicant.</summary>
public static class ChecklistBuilder
{
    /// <summary>The checklist of <paramref name="items"/>.</summary>
    /// <param name="guide">The guide.</param>
    /// <param name="items">Codes of the ticked items; order and repetition do not matter.</param>
    /// <param name="residenceDiffers">Whether the applicant lives elsewhere than registered.</param>
    /// <param name="today">Today in Asia/Shanghai.</param>
    /// <returns>The checklist, or every fault: <c>no-items</c> at <c>/items</c>, <c>unknown-item</c> at <c>/items/n</c>.</returns>
    public static Checklist For(
        ServiceGuide guide, IReadOnlyCollection<string> items, bool residenceDiffers, DateOnly today)
    {
        var faults = Faults(guide, items).ToList();
        if (faults.Count > 0)
        {
            return new Checklist { Faults = [.. faults] };
        }

        var ticked = guide.Items.Where(i => items.Contains(i.Code)).ToList();
        return new Checklist
        {
            Materials =
            [
                .. guide.RequiredMaterials(items, residenceDiffers).Select(m => new ChecklistMaterial(
                    m.Material.Number,
                    m.Material.Code,
                    m.Material.Name,
                    m.Material.Accepts,
                    m.Material.ElectronicForm,
                    m.Items)),
            ],
            Limits = [.. ticked.Select(i => LimitOf(i, today))],
            Seasons = [.. ticked.Where(i => i.Season is not null).Select(i => SeasonOf(i, i.Season!, today))],
            Sections = [.. ticked.Where(i => i.Section is not null).Select(i => i.Section!).Distinct()],
        };
    }

    private static IEnumerable<Fault> Faults(ServiceGuide guide, IReadOnlyCollection<string> items) =>
        items.Count == 0
            ? [new Fault("/items", "no-items", "请至少选一个事项")]
            : items.Select((code, index) => (code, index))
                .Where(i => guide.FindItem(i.code) is null)
                .Select(i => new Fault($"/items/{i.index}", "unknown-item", "没有这个事项，请从办事指南里选"));

    private static ChecklistLimit LimitOf(AssistanceItem item, DateOnly today)
    {
        // Outside its season an item is accepted at the earliest when it opens, perhaps next year under next year's limit.
        var earliest = item.Season is { } season && !season.IsOpen(today) ? season.NextOpening(today) : today;
        var limit = item.LimitOn(earliest);
        var text = limit switch
        {
            null => "当年另行公布",
            { Unit: DayUnit.WorkingDays } => $"{limit.Days}个工作日",
            _ => $"{limit.Days}日",
        };
        return new ChecklistLimit(item.Code, item.Name, limit, text);
    }

    private static ChecklistSeason SeasonOf(AssistanceItem item, ApplicationSeason season, DateOnly today)
    {
        var open = season.IsOpen(today);
        var opens = season.NextOpening(today);
        var closes = season.NextClosing(today);
        var text = open
            ? $"现在可以申请，{closes.Year}年{closes.Month}月{closes.Day}日截止"
            : $"现在不能申请，{opens.Year}年{opens.Month}月{opens.Day}日开始受理";
        return new ChecklistSeason(item.Code, item.Name, open, opens, closes, text);
    }
}
