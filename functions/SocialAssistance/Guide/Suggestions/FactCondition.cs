using System.Collections.Immutable;

namespace SocialAssistance.Guide;

/// <summary>
/// A comparison over household facts; the set of comparisons is closed. One that needs a fact which was not told is
/// not met: hints are given for what is known only.
/// </summary>
public abstract record FactCondition
{
    private protected FactCondition()
    {
    }

    /// <summary>Whether the facts are known to meet it.</summary>
    public abstract bool IsMet(HouseholdFacts facts);
}

/// <summary>Every one of the conditions is met.</summary>
/// <param name="Conditions">At least one.</param>
public sealed record AllOf(ImmutableArray<FactCondition> Conditions) : FactCondition
{
    /// <inheritdoc />
    public override bool IsMet(HouseholdFacts facts) => Conditions.All(c => c.IsMet(facts));
}

/// <summary>One of the conditions is met.</summary>
/// <param name="Conditions">At least one.</param>
public sealed record AnyOf(ImmutableArray<FactCondition> Conditions) : FactCondition
{
    /// <inheritdoc />
    public override bool IsMet(HouseholdFacts facts) => Conditions.Any(c => c.IsMet(facts));
}

/// <summary>A yes-or-no fact was told to be so.</summary>
/// <param name="Fact">Name of the fact, one of <see cref="FactNames.Flags"/>.</param>
/// <param name="Is">What it must be.</param>
public sealed record FlagIs(string Fact, bool Is) : FactCondition
{
    /// <inheritdoc />
    public override bool IsMet(HouseholdFacts facts) => FactNames.Flags[Fact](facts) == Is;
}

/// <summary>The home is had in one of these ways.</summary>
/// <param name="Tenures">At least one.</param>
public sealed record TenureIn(ImmutableArray<HomeTenure> Tenures) : FactCondition
{
    /// <inheritdoc />
    public override bool IsMet(HouseholdFacts facts) => facts.HousingTenure is { } tenure && Tenures.Contains(tenure);
}

/// <summary>An amount was told to be more than nothing, or to be nothing.</summary>
/// <param name="Amount">Name of the amount, one of <see cref="FactNames.Amounts"/>.</param>
/// <param name="Positive">True for more than nothing, false for nothing.</param>
public sealed record AmountIs(string Amount, bool Positive) : FactCondition
{
    /// <inheritdoc />
    public override bool IsMet(HouseholdFacts facts) =>
        FactNames.Amounts[Amount](facts) is { } amount && (Positive ? amount > 0 : amount == 0);
}

/// <summary>A sum of amounts reaches a multiple of another amount. There is no comparison with a figure in yuan,
/// since the notice has none.</summary>
/// <param name="Sum">Names of the amounts added up. Those not told count as nothing, since the sum is not less without them.</param>
/// <param name="Times">The multiple, above zero.</param>
/// <param name="Of">Name of the amount compared with.</param>
public sealed record SumAtLeast(ImmutableArray<string> Sum, decimal Times, string Of) : FactCondition
{
    /// <inheritdoc />
    public override bool IsMet(HouseholdFacts facts) =>
        // A sum of nothing reaches every multiple of nothing, but is no reason for anything.
        Sum.Sum(a => FactNames.Amounts[a](facts) ?? 0) is > 0 and var sum
        && FactNames.Amounts[Of](facts) is { } other
        && sum >= Times * other;
}

/// <summary>An amount is below a multiple of another; both must have been told.</summary>
/// <param name="Amount">Name of the amount.</param>
/// <param name="Times">The multiple, above zero.</param>
/// <param name="Of">Name of the amount compared with.</param>
public sealed record AmountBelow(string Amount, decimal Times, string Of) : FactCondition
{
    /// <inheritdoc />
    public override bool IsMet(HouseholdFacts facts) =>
        FactNames.Amounts[Amount](facts) is { } amount
        && FactNames.Amounts[Of](facts) is { } other
        && amount < Times * other;
}
