using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Steps;

namespace SocialAssistance.Fuzz.Tests.Running;

/// <summary>Cases of people in several counties, there before the attack begins: everybody's prey.</summary>
internal static class Population
{
    private static readonly FamilyPlan[] Plans =
    [
        new("640104", ["minimum-living-allowance", "medical-assistance"]), new("640105", ["temporary-assistance"]), new("640202", ["veteran-assistance", "low-income-edge"]),
        new("640302", ["student-loan"]), new("640402", ["poverty-return-monitoring", "employment-assistance"]), new("640221", ["housing-assistance", "medical-assistance"]),
    ];

    /// <summary>Files them, and hands in what is missing of all but the last.</summary>
    public static async Task<IReadOnlyList<Filed>> PlantAsync(FuzzHost host, CancellationToken cancellationToken)
    {
        var planted = new List<Filed>();
        for (var place = 0; place < Plans.Length; place++)
        {
            var uploads = place < Plans.Length - 1 ? 6 : 0;
            Step[] steps =
            [
                new("submit", world => Applying.Submit(world, default), []),
                .. Enumerable.Range(0, uploads).Select(n => new Step("upload", world => Applying.Upload(world, new Pick(0, 1, n)), [])),
            ];
            using var run = new SessionRun(host, new Session(-1 - place, [Plans[place]], [.. steps]), [], null);
            if (await run.RunAsync(cancellationToken) is { } failure)
            {
                throw new InvalidOperationException($"Planting failed: {failure.Violation}");
            }

            planted.AddRange(run.Filed);
        }

        return planted;
    }
}
