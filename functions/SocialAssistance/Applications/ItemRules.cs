using SocialAssistance.Guide;
using SocialAssistance.Input;

namespace SocialAssistance.Applications;

/// <summary>Which items can be ticked, and what each of them asks of the form.</summary>
internal static class ItemRules
{
    public static void Check(ApplicationForm form, ObjectReader root, ServiceGuide guide, DateOnly? seasonDay)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < form.Items.Length; index++)
        {
            var pointer = $"{root.At("items")}/{index}";
            if (root.Faults.At(pointer))
            {
                continue;
            }

            if (!seen.Add(form.Items[index]))
            {
                root.Faults.Add(pointer, ApplicationFault.ItemTwice, "同一事项勾选了两次");
            }
            else if (guide.FindItem(form.Items[index]) is { } item)
            {
                CheckItem(item, form, root, pointer, seasonDay);
            }
            else
            {
                root.Faults.Add(pointer, ApplicationFault.ItemUnknown, "没有这个联办事项，请从办事指南中选择");
            }
        }
    }

    private static void CheckItem(AssistanceItem item, ApplicationForm form, ObjectReader root, string pointer, DateOnly? seasonDay)
    {
        if (item.Season is { } season && seasonDay is { } day && !season.IsOpen(day))
        {
            root.Faults.Add(pointer, ApplicationFault.ItemOutOfSeason, $"{item.Name}现在不在申请时间内，下次 {season.NextOpening(day):yyyy-MM-dd} 开始申请");
        }

        if (item.RuralOnly && !form.Applicant.Rural && !root.Faults.At(root.At("applicant") + "/rural"))
        {
            root.Faults.Add(pointer, ApplicationFault.ItemRuralOnly, $"{item.Name}只面向农村家庭");
        }

        if (item.Section is { } section && !root.Has(section))
        {
            root.Fault(section, ApplicationFault.SectionRequired, $"申请{item.Name}须填写这一部分");
        }
    }
}
