using System.Collections.Immutable;

namespace SocialAssistance.Guide;

/// <summary>An item worth applying for. A hint: an item that is not suggested can be applied for all the same.</summary>
/// <param name="Item">Code of the item.</param>
/// <param name="Name">Its name in Chinese.</param>
/// <param name="Department">Code of the department that decides it.</param>
/// <param name="Reasons">Why, in Chinese; at least one.</param>
/// <param name="SeasonOpen">Whether it can be applied for today.</param>
/// <param name="NextOpening">When not, the day from which it can (Asia/Shanghai).</param>
public sealed record Suggestion(
    string Item,
    string Name,
    string Department,
    ImmutableArray<string> Reasons,
    bool SeasonOpen,
    DateOnly? NextOpening);
