using CsCheck;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Storage.Cosmos;
using SocialAssistance.Testing.Cosmos;
using SocialAssistance.Testing.Samples;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Storage.Tests.Cosmos;

/// <summary>
/// Submissions under common keys whose requests come in any order, and whose senders die at any request: what was
/// answered is kept, no key ever stands for two cases, and whoever comes next is served.
/// </summary>
public sealed class SubmissionRaceTests(CosmosFixture cosmos)
{
    private static readonly string[] Keys = ["a", "b", "c"];

    private static readonly Gen<Submission> Submissions = Gen.Select(
        Gen.Int[1, 7], Gen.Int[0, 3], (keys, digest) => new Submission(
            [.. Keys.Where((_, bit) => (keys & (1 << bit)) != 0)], digest == 0 ? "other" : "digest"));

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Int[0, 11], Gen.Frequency((20, Gen.Const(Fate.Goes)), (1, Gen.Const(Fate.DiesBefore)), (1, Gen.Const(Fate.DiesAfter))),
        (who, fate) => new Step(who, fate));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_whatever_order_and_whoever_dies_no_key_stands_for_two_cases()
    {
        await using var database = await TestCosmos.CreateAsync(cosmos);
        var store = database.OpenCases(o => o with { Handlers = [new SteppedRequests()], SubmissionPatience = TimeSpan.Zero });
        var round = 0;
        await Gen.Select(Submissions.Array[2, 4], Steps.Array[80]).SampleAsync(
            (submissions, steps) => PlayAsync(store, FormattableString.Invariant($"{Interlocked.Increment(ref round)}"), submissions, steps),
            iter: 150);
    }

    [Theory]
    [InlineData(Fate.DiesBefore)]
    [InlineData(Fate.DiesAfter)]
    public async Task Who_dies_at_any_request_leaves_the_next_one_a_free_way(Fate fate)
    {
        await using var database = await TestCosmos.CreateAsync(cosmos);
        var store = database.OpenCases(o => o with { Handlers = [new SteppedRequests()], SubmissionPatience = TimeSpan.Zero });

        // Two keys: two looks, two reservations, one case.
        for (var request = 0; request < 5; request++)
        {
            var steps = Enumerable.Range(0, request + 1).Select(n => new Step(0, n == request ? fate : Fate.Goes)).ToArray();
            await PlayAsync(store, FormattableString.Invariant($"{fate}{request}"), [new Submission(["a", "b"], "digest")], steps);
        }
    }

    private static async Task PlayAsync(CosmosCaseStore store, string round, Submission[] submissions, Step[] steps)
    {
        var runs = submissions.Select((s, n) => new Run(s.In(round), FormattableString.Invariant($"{round}-{n}"))).ToArray();
        Array.ForEach(runs, r => r.Start(store));
        foreach (var step in steps)
        {
            var asking = new List<Run>();
            foreach (var run in runs)
            {
                if (await run.Actor.WaitAsync())
                {
                    asking.Add(run);
                }
            }

            if (asking.Count == 0)
            {
                break;
            }

            asking[step.Who % asking.Count].Actor.Decide(step.Fate);
        }

        foreach (var run in runs)
        {
            while (await run.Actor.WaitAsync())
            {
                run.Actor.Decide(Fate.Goes);
            }
        }

        await CheckAsync(store, runs);

        // Whoever comes later, under the same keys and a number of its own, is served.
        var later = new List<Run>();
        foreach (var run in runs)
        {
            var next = run.Again();
            next.Creation = await store.CreateAsync(next.NewCase, Cancellation);
            later.Add(next);
        }

        await CheckAsync(store, [.. runs, .. later]);
    }

    private static async Task CheckAsync(CosmosCaseStore store, Run[] runs)
    {
        var kept = new List<Run>();
        foreach (var run in runs)
        {
            if (await store.FindAsync(run.CaseId, Cancellation) is not null)
            {
                kept.Add(run);
            }
        }

        // A case that is kept has all its keys, so no other can have one of them.
        foreach (var run in kept)
        {
            foreach (var key in run.Submission.Keys)
            {
                (await store.FindSubmissionAsync([key], [run.Submission.Digest], Cancellation)).ShouldBe(new CaseCreation(run.CaseId, false, true));
            }
        }

        foreach (var run in runs.Where(r => r.Creation is not null))
        {
            var answered = kept.Single(k => k.CaseId == run.Creation!.CaseId);
            answered.Submission.Keys.Intersect(run.Submission.Keys).ShouldNotBeEmpty();
            run.Creation!.Created.ShouldBe(answered == run);
            if (run.Creation.SameContent)
            {
                answered.Submission.Digest.ShouldBe(run.Submission.Digest);
            }
        }
    }

    internal sealed record Step(int Who, Fate Fate);

    internal sealed record Submission(string[] Keys, string Digest)
    {
        public Submission In(string round) => this with { Keys = [.. Keys.Select(k => round + k)] };
    }

    private sealed class Run(Submission submission, string caseId)
    {
        private static readonly Case Sample = SampleCases.Awaiting("sample");

        public Submission Submission => submission;

        public string CaseId => caseId;

        public SteppedRequests.Actor Actor { get; } = new();

        /// <summary>What it was answered; null when it died, or was asked to come again.</summary>
        public CaseCreation? Creation { get; set; }

        public NewCase NewCase => SampleCases.New(Sample with { CaseId = caseId }, submission.Digest, submission.Keys);

        public Run Again() => new(submission, caseId + "-again");

        public void Start(CosmosCaseStore store) => Actor.Start(async () =>
        {
            try
            {
                Creation = await store.CreateAsync(NewCase, Cancellation);
            }
            catch (Exception refused) when (refused is DeathException or StoreUnavailableException)
            {
                // Nothing was answered, so nothing was promised.
            }
        });
    }
}
