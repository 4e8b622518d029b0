using System.Collections.Immutable;

namespace SocialAssistance.Guide;

/// <summary>Makes the hints from their file, in which no fault was found.</summary>
internal static class SuggestionReader
{
    public static SuggestionRules Read(GuideNode file) => new(
        file.TextOf("note")!,
        [
            .. file.List("rules").Select(r => new SuggestionRule(
                r.TextOf("item")!,
                ReadCondition(r["when"]!.Value),
                r.TextOf("reason")!,
                GuideReader.ReadBasis(r["basis"]!.Value))),
        ]);

    private static FactCondition ReadCondition(GuideNode node)
    {
        if (node["all"] is { } all)
        {
            return new AllOf(ReadConditions(all));
        }

        if (node["any"] is { } any)
        {
            return new AnyOf(ReadConditions(any));
        }

        if (node["fact"]?.Text is { } fact)
        {
            return new FlagIs(fact, node["is"]!.Value.IsTrue);
        }

        if (node["tenureIn"] is { } tenures)
        {
            return new TenureIn([.. tenures.Elements.Select(t => Enum.Parse<HomeTenure>(t.Text!, ignoreCase: true))]);
        }

        if (node["sum"] is { } sum)
        {
            return new SumAtLeast([.. sum.Elements.Select(a => a.Text!)], Times(node["atLeast"]), Of(node["atLeast"]));
        }

        if (node["below"] is { } below)
        {
            return new AmountBelow(node.TextOf("amount")!, Times(below), Of(below));
        }

        return new AmountIs(node.TextOf("amount")!, node["positive"]!.Value.IsTrue);
    }

    private static ImmutableArray<FactCondition> ReadConditions(GuideNode list) => [.. list.Elements.Select(ReadCondition)];

    private static decimal Times(GuideNode? multiple) => multiple!.Value["times"]!.Value.Value.GetDecimal();

    private static string Of(GuideNode? multiple) => multiple!.Value.TextOf("of")!;
}
