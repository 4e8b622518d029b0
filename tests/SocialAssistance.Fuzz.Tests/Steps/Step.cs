using System.Collections.Immutable;
using CsCheck;

namespace SocialAssistance.Fuzz.Tests.Steps;

/// <summary>Numbers from which a step picks what it is about, when it knows what there is.</summary>
internal readonly record struct Pick(int A, int B, int C)
{
    public static readonly Gen<Pick> Any = Gen.Select(Gen.Int[0, 999_999], Gen.Int[0, 999_999], Gen.Int[0, 999_999], (a, b, c) => new Pick(a, b, c));

    public T First<T>(IReadOnlyList<T> of) => of[A % of.Count];

    public T Second<T>(IReadOnlyList<T> of) => of[B % of.Count];

    public T Third<T>(IReadOnlyList<T> of) => of[C % of.Count];
}

/// <summary>Something done to a request.</summary>
/// <param name="Name">What, for the report.</param>
/// <param name="Apply">Does it; does nothing where it does not fit.</param>
internal sealed record Mutation(string Name, Action<Draft, World> Apply);

/// <summary>One request of a session: what it is in itself, and what is done to it.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Build">Makes it, from what the session has come to.</param>
/// <param name="Mutations">What is done to it, in order.</param>
internal sealed record Step(string Kind, Func<World, Draft> Build, ImmutableArray<Mutation> Mutations)
{
    public Draft Draft(World world)
    {
        var draft = Build(world);
        draft.IsUntouched = Mutations.IsEmpty;
        foreach (var mutation in Mutations)
        {
            mutation.Apply(draft, world);
        }

        return draft;
    }
}

/// <summary>A family to be: where it lives and what it ticks.</summary>
internal sealed record FamilyPlan(string Division, string[] Items);

/// <summary>Requests one after the other over one connection, about a few families of their own.</summary>
/// <param name="Index">Its place in the run; with the run's seed it says everything.</param>
/// <param name="Families">The families.</param>
/// <param name="Steps">The requests.</param>
internal sealed record Session(int Index, ImmutableArray<FamilyPlan> Families, ImmutableArray<Step> Steps)
{
    /// <summary>Most families of a session.</summary>
    public const int MostFamilies = 4;

    /// <summary>Sessions before the first of a run, which plant what is there before the attack.</summary>
    private const int Planted = 16;

    /// <summary>Number of the first of its families. It follows from the place alone, so that the same seed makes the same families.</summary>
    public int FirstFamily { get; init; } = MostFamilies * (Index + Planted);
}
