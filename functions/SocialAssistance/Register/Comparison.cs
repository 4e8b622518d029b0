using System.Collections.Immutable;

namespace SocialAssistance.Register;

/// <summary>What comparing the people of a case with the register found (附件2 三(三)).</summary>
/// <param name="Matches">The recognitions in force; empty when there are none.</param>
/// <param name="ComparedAt">When it was compared.</param>
public sealed record Comparison(ImmutableArray<RegisterMatch> Matches, DateTimeOffset ComparedAt);

/// <summary>A recognition in force for somebody of the household.</summary>
/// <param name="Persons">Whom it is for: <c>applicant</c>, <c>household/0</c> and so on by place in the form.</param>
/// <param name="Category">Code of the recognising item.</param>
/// <param name="DocumentNumber">Number of the recognition's document.</param>
/// <param name="Division">County that recognised, six digits.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day, or null when open-ended.</param>
public sealed record RegisterMatch(
    ImmutableArray<string> Persons, string Category, string DocumentNumber, string Division, DateOnly ValidFrom, DateOnly? ValidTo)
{
    /// <summary>Whether it is in force on a day.</summary>
    public bool IsInForce(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);
}
