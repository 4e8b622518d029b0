using System.Collections.Immutable;

namespace SocialAssistance.Guide;

/// <summary>Finds the items worth applying for from what a household tells of itself.</summary>
public static class SuggestionEngine
{
    /// <summary>The items worth applying for, in the guide's order, each with every reason for it.</summary>
    /// <param name="guide">The guide with its <see cref="ServiceGuide.SuggestionRules"/>.</param>
    /// <param name="facts">What is known of the household.</param>
    /// <param name="today">Today in Asia/Shanghai.</param>
    /// <returns>Empty when nothing told gives a reason; that refuses nothing.</returns>
    /// <exception cref="ArgumentException">The facts have <see cref="HouseholdFacts.Faults"/>.</exception>
    public static ImmutableArray<Suggestion> For(ServiceGuide guide, HouseholdFacts facts, DateOnly today)
    {
        if (facts.Faults().Count > 0)
        {
            throw new ArgumentException("The facts have faults; ask for them first.", nameof(facts));
        }

        return
        [
            .. from item in guide.Items
               where !item.RuralOnly || facts.Rural == true
               let reasons = guide.SuggestionRules.Rules
                   .Where(r => r.Item == item.Code && r.When.IsMet(facts))
                   .Select(r => r.Reason)
                   .Distinct()
                   .ToImmutableArray()
               where !reasons.IsEmpty
               let open = item.Season is null || item.Season.IsOpen(today)
               select new Suggestion(
                   item.Code, item.Name, item.Department, reasons, open, open ? null : item.Season!.NextOpening(today)),
        ];
    }
}
