using SocialAssistance.Guide;

namespace SocialAssistance.Cases;

/// <summary>Which items of a case a department may speak of.</summary>
public static class OwnItems
{
    /// <summary>
    /// The department's item, or why it gets none. Of other departments' items it learns what the guide says to everybody,
    /// and not whether the case has them: in the case or not, the refusal is the same.
    /// </summary>
    /// <param name="case">A case that the department may know of.</param>
    /// <param name="department">Code of the department.</param>
    /// <param name="item">Code of the item.</param>
    /// <param name="guide">The guide, which says whose an item is.</param>
    public static (CaseItem? Item, CaseRefusal? Refusal) FindOwn(this Case @case, string department, string item, ServiceGuide guide)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(guide);
        if (@case.FindItem(item) is { } found && found.Department == department)
        {
            return (found, null);
        }

        var isOthers = guide.FindItem(item) is { } rule && rule.Department != department;
        return (null, isOthers ? CaseRefusals.OtherDepartment : CaseRefusals.UnknownItem);
    }
}
