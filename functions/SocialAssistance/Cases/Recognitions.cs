using System.Collections.Immutable;
using SocialAssistance.Guide;
using SocialAssistance.Register;

namespace SocialAssistance.Cases;

/// <summary>What a granted recognising item says of the household.</summary>
public static class Recognitions
{
    /// <summary>The recognition in force that an item of a case makes, or null.</summary>
    /// <param name="case">The case.</param>
    /// <param name="item">A recognising item of it.</param>
    /// <param name="today">Today in Asia/Shanghai.</param>
    /// <returns>For the applicant and everyone of the household. It begins and ends with what was granted; a mere recognition
    /// begins with its decision and is open-ended. Null when it is not granted or has expired.</returns>
    public static RegisterMatch? Of(Case @case, CaseItem item, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(@case);
        ArgumentNullException.ThrowIfNull(item);
        if (item is not { Status: ItemStatus.Granted, Decision: { } decision })
        {
            return null;
        }

        var from = decision.Grants.IsEmpty ? ChinaTime.DayOf(decision.DecidedAt) : decision.Grants.Min(g => g.From);
        var to = decision.Grants.IsEmpty || decision.Grants.Any(g => g.To is null) ? null : decision.Grants.Max(g => g.To);
        return to < today
            ? null
            : new RegisterMatch(Persons(@case), item.Item, decision.DocumentNumber, @case.Form.Division, from, to);
    }

    /// <summary>The places in the form of the applicant and the household, in the order of <c>ApplicationForm.IdNumbers</c>.</summary>
    private static ImmutableArray<string> Persons(Case @case) =>
        [PersonPlaces.Applicant, .. Enumerable.Range(0, @case.Form.Household.Length).Select(PersonPlaces.Household)];
}
