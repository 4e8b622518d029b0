using CsCheck;

namespace SocialAssistance.Tests.Cases.Properties;

/// <summary>One step of a random walk: what kind of event, two numbers that choose its content, and how long after the last.</summary>
internal readonly record struct RandomStep(int Kind, int A, int B, int Minutes)
{
    public const int Kinds = 26;

    private static readonly Gen<int> AnyMinutes = Gen.Frequency(
        (8, Gen.Const(0)), (6, Gen.Int[1, 600]), (4, Gen.Int[600, 6_000]), (2, Gen.Int[6_000, 30_000]), (1, Gen.Int[30_000, 130_000]));

    public static readonly Gen<RandomStep> Any = Gen.Select(
        Gen.Int[0, Kinds - 1], Gen.Int[0, 9999], Gen.Int[0, 9999], AnyMinutes, (kind, a, b, minutes) => new RandomStep(kind, a, b, minutes));
}

/// <summary>A random walk of a case.</summary>
/// <param name="Items">Which of the eleven items are ticked, as bits.</param>
/// <param name="Day">Day of submission, counted from 15 July 2026.</param>
/// <param name="Complete">Whether all scans come at once.</param>
/// <param name="Steps">What happens.</param>
internal sealed record RandomHistory(int Items, int Day, bool Complete, RandomStep[] Steps)
{
    public static readonly Gen<RandomHistory> Any = Gen.Select(
        Gen.Frequency((2, Gen.Const(0x7FF)), (1, Gen.Int[1, 0x7FF])),
        Gen.Int[0, 165],
        Gen.Frequency((4, Gen.Const(true)), (1, Gen.Const(false))),
        RandomStep.Any.Array[1, 45],
        (items, day, complete, steps) => new RandomHistory(items, day, complete, steps));
}
