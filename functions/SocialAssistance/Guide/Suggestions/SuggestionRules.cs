using System.Collections.Immutable;

namespace SocialAssistance.Guide;

/// <summary>The hints of the guide's data by which items are suggested.</summary>
/// <param name="Note">In Chinese, to be shown with every suggestion: that these are hints and refuse nobody.</param>
/// <param name="Rules">The hints, in the order in which their reasons are told.</param>
public sealed record SuggestionRules(string Note, ImmutableArray<SuggestionRule> Rules)
{
    /// <summary>No hints.</summary>
    public static SuggestionRules None { get; } = new("", []);
}

/// <summary>One hint: who is so placed may find the item worth applying for.</summary>
/// <param name="Item">Code of the item.</param>
/// <param name="When">What must be known to be so.</param>
/// <param name="Reason">Why the item is worth applying for then, in Chinese.</param>
/// <param name="Basis">Where the hint comes from.</param>
public sealed record SuggestionRule(string Item, FactCondition When, string Reason, RuleBasis Basis);
