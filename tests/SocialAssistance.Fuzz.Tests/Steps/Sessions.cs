using CsCheck;
using SocialAssistance.Fuzz.Tests.Mutations;

namespace SocialAssistance.Fuzz.Tests.Steps;

/// <summary>Makes sessions: the same seed and index, the same session.</summary>
internal static class Sessions
{
    private static readonly string[] Divisions = ["640104", "640105", "640202", "640221", "640302", "640402"];

    private static readonly string[] Items =
    [
        "minimum-living-allowance", "extreme-poverty-support", "low-income-edge", "rigid-expenditure", "poverty-return-monitoring", "temporary-assistance",
        "medical-assistance", "veteran-assistance", "student-loan", "housing-assistance", "employment-assistance",
    ];

    private static readonly Gen<FamilyPlan> AnyFamily = Gen.Select(
        Gen.OneOf(Divisions), Gen.Shuffle(Items), Gen.Int[1, 4], (division, items, count) => new FamilyPlan(division, items[..count]));

    private static readonly Gen<(string Kind, Func<World, Pick, Draft> Build)> AnyKind = Gen.Frequency(
        (9, Of("submit", Applying.Submit)),
        (5, Of("search", Applying.Search)),
        (5, Of("progress", Applying.Progress)),
        (3, Of("timeline", Applying.Timeline)),
        (1, Of("withdrawal", Applying.Withdraw)),
        (18, Of("upload", Applying.Upload)),
        (6, Of("work-list", Deciding.WorkList)),
        (2, Of("supervision", Deciding.Supervise)),
        (2, Of("audit", Deciding.Audit)),
        (5, Of("task", Deciding.Task)),
        (5, Of("task-material", Deciding.Material)),
        (20, Of("event", Deciding.Say)),
        (5, Of("event-batch", Deciding.SayMany)),
        (4, Of("recognitions", Deciding.Recognise)),
        (4, Of("comparisons", Deciding.Compare)),
        (4, Of("export", Rights.Export)),
        (5, Of("correction", Rights.Correct)),
        (3, Of("hold", Rights.Hold)),
        (3, Of("open", (_, pick) => Asking.Get(pick))),
        (2, Of("suggestions", (_, pick) => Asking.Suggest(pick))));

    private static readonly Gen<Step> AnyStep = Gen.Select(
        AnyKind, Pick.Any, AnyMutation.Some, (kind, pick, mutations) => new Step(kind.Kind, world => kind.Build(world, pick), [.. mutations]));

    /// <summary>Every session begins with something to attack: two applications.</summary>
    private static readonly Gen<Step> Filing = Pick.Any.Select(pick => new Step("submit", world => Applying.Submit(world, pick), []));

    /// <summary>The session of a run.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="index">Its place in the run.</param>
    /// <param name="steps">How many requests it makes.</param>
    public static Session Make(ulong seed, int index, int steps)
    {
        var random = new PCG((uint)index, seed);
        var families = AnyFamily.Array[3].Generate(random, null, out _);
        var filings = Filing.Array[2].Generate(random, null, out _);
        var rest = AnyStep.Array[steps - 2].Generate(random, null, out _);
        return new Session(index, [.. families], [.. filings, .. rest]);
    }

    private static Gen<(string Kind, Func<World, Pick, Draft> Build)> Of(string kind, Func<World, Pick, Draft> build) => Gen.Const((kind, build));
}
