using System.Collections.Concurrent;
using System.Diagnostics;
using Shouldly;
using SocialAssistance.Api.Access;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Fuzz.Tests.Invariants;
using SocialAssistance.Fuzz.Tests.Reporting;
using SocialAssistance.Fuzz.Tests.Running;
using SocialAssistance.Fuzz.Tests.Steps;
using SocialAssistance.Testing.Azurite;
using Xunit;

namespace SocialAssistance.Fuzz.Tests;

/// <summary>
/// Attacks the API as its callers could: eight at a time, each with requests that are right, wrong and malicious. Never an
/// error of the server, never another's data, never a case that is half written.
/// </summary>
public sealed class FuzzTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const int Wave = 96;
    private const int MostFailures = 3;

    [Fact]
    public async Task Nothing_that_is_sent_breaks_the_api_shows_anothers_data_or_half_writes_a_case()
    {
        var settings = FuzzSettings.Read();
        var again = $"Again: {FuzzSettings.SeedVariable}={settings.Seed} {FuzzSettings.RequestsVariable}={settings.Requests}";
        output.WriteLine(again);
        await using var host = await FuzzHost.StartAsync(azurite.ConnectionString);
        var statistics = new Statistics();
        var others = await Population.PlantAsync(host, TestContext.Current.CancellationToken);
        var failures = new ConcurrentQueue<(Session Session, Failure Failure)>();
        var clock = Stopwatch.StartNew();
        foreach (var wave in Sessions(settings).Chunk(Wave))
        {
            await Parallel.ForEachAsync(
                wave,
                new ParallelOptions { MaxDegreeOfParallelism = settings.Connections, CancellationToken = TestContext.Current.CancellationToken },
                async (index, token) =>
                {
                    var session = Steps.Sessions.Make(settings.Seed, index, FuzzSettings.Steps);
                    using var run = new SessionRun(host, session, others, statistics) { OneByOne = settings.Connections == 1 };
                    if (failures.Count < MostFailures && await run.RunAsync(token) is { } failure)
                    {
                        failures.Enqueue((session, failure));
                        output.WriteLine($"Session {index}, request {failure.Step}: {failure.Violation.Rule}: {failure.Violation.Detail}");
                    }
                });
            if (!failures.IsEmpty)
            {
                break;
            }

            await host.SettleAsync(TestContext.Current.CancellationToken);
            host.Store.Faults.ShouldBeEmpty(again);
            host.Logs.Leaks.ShouldBeEmpty(again);
            host.Logs.LinesWith(n => host.Model.FindByNumber(n) is not null).ShouldBeEmpty(again);
            host.Logs.Errors.ShouldBeEmpty(again);
            StoreRules.Of(host).ShouldBeEmpty(again);
            (await TrailRules.OfAsync(host, TestContext.Current.CancellationToken)).ShouldBeEmpty(again);
        }

        output.WriteLine(statistics.Write(clock.Elapsed));
        var inClear = AtRest.Of(host);
        var told = new List<string>();
        foreach (var (session, failure) in failures)
        {
            told.Add(await Report.OfAsync(host, others, settings, session, failure, TestContext.Current.CancellationToken));
        }

        Assert.True(failures.IsEmpty, string.Join('\n', told));
        inClear.ShouldBeEmpty(again);
        IsDeep(statistics, settings);
    }

    private static IEnumerable<int> Sessions(FuzzSettings settings) =>
        settings.Session is { } only ? [only] : Enumerable.Range(0, settings.Sessions);

    /// <summary>An attack that is refused at the door shows nothing of what is behind it.</summary>
    private static void IsDeep(Statistics statistics, FuzzSettings settings)
    {
        if (settings.Session is not null)
        {
            return;
        }

        statistics.Requests.ShouldBeGreaterThanOrEqualTo(settings.Requests);
        statistics.Share(s => s is >= 200 and < 300).ShouldBeGreaterThan(0.25);
        statistics.Share(s => s == 409).ShouldBeGreaterThan(0.02);
        statistics.Share(s => s == 422).ShouldBeGreaterThan(0.04);
        statistics.Share(s => s is 403 or 404).ShouldBeGreaterThan(0.05);
        if (settings.Requests < FuzzSettings.DefaultRequests)
        {
            return;
        }

        var spared = Operations.All.Where(o => !o.RehearsalOnly && (statistics.Reached(o.Name, s => s < 300) == 0 || (!o.Anonymous && statistics.Reached(o.Name, s => s >= 400) == 0)));
        spared.Select(o => o.Name).ShouldBeEmpty("operations that were never used well, or never badly");
    }
}
