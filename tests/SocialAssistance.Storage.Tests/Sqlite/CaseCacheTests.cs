using Shouldly;
using SocialAssistance.Testing.Samples;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Storage.Tests.Sqlite;

public sealed class CaseCacheTests : IAsyncDisposable
{
    private readonly TestDatabase _file = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Fact]
    public async Task The_cases_written_or_read_last_are_kept_in_memory_and_no_more()
    {
        var store = _file.OpenCases(cachedCases: 2);
        var cases = Enumerable.Range(1, 3).Select(n => SampleCases.Awaiting(FormattableString.Invariant($"C{n}"))).ToArray();
        await store.CreateAsync(SampleCases.New(cases[0]), Cancellation);
        await store.CreateAsync(SampleCases.New(cases[1]), Cancellation);
        (await store.FindAsync("C1", Cancellation)).ShouldBeSameAs(cases[0]);
        await store.CreateAsync(SampleCases.New(cases[2]), Cancellation);

        (await store.FindAsync("C1", Cancellation)).ShouldBeSameAs(cases[0]);
        (await store.FindAsync("C2", Cancellation)).ShouldNotBeSameAs(cases[1]);
        (await store.FindAsync("C3", Cancellation)).ShouldBeSameAs(cases[2]);
    }

    [Fact]
    public async Task A_write_that_was_not_kept_is_not_found()
    {
        var store = _file.OpenCases();
        var first = SampleCases.Dispatched("C1");
        await store.CreateAsync(SampleCases.New(first), Cancellation);
        var second = first.After(SampleEvents.TakenUp("student-loan"));
        await store.ReplaceAsync(first, second, Cancellation);
        await store.ReplaceAsync(first, first.After(SampleEvents.Denied("student-loan")), Cancellation);
        await store.CreateAsync(SampleCases.New(SampleCases.Awaiting("C2"), "digest", "key-of-C1"), Cancellation);

        (await store.FindAsync("C1", Cancellation)).ShouldBeSameAs(second);
        (await store.FindAsync("C2", Cancellation)).ShouldBeNull();
    }

    /// <summary>With room for one case and two that are written, every read takes turns between memory and file.</summary>
    [Fact]
    public async Task No_read_ever_sees_a_version_older_than_one_already_answered_for()
    {
        var store = _file.OpenCases(cachedCases: 1);
        var chains = (Case[][])[Chain("C1"), Chain("C2")];
        foreach (var chain in chains)
        {
            await store.CreateAsync(SampleCases.New(chain[0]), Cancellation);
        }

        var written = new long[] { 1, 1 };
        var writers = chains.Select((chain, which) => Task.Run(async () =>
        {
            for (var step = 1; step < chain.Length; step++)
            {
                (await store.ReplaceAsync(chain[step - 1], chain[step], Cancellation)).ShouldBeTrue();
                Volatile.Write(ref written[which], chain[step].Version);
            }
        })).ToArray();
        var readers = Enumerable.Range(0, 4).Select(reader => Task.Run(async () =>
        {
            var which = reader % 2;
            var last = 1L;
            do
            {
                var atLeast = Math.Max(last, Volatile.Read(ref written[which]));
                last = (await store.FindAsync(chains[which][0].CaseId, Cancellation)).ShouldNotBeNull().Version;
                last.ShouldBeGreaterThanOrEqualTo(atLeast);
            }
            while (last < chains[which][^1].Version);
        }));

        await Task.WhenAll([.. writers, .. readers]);
    }

    private static Case[] Chain(string caseId)
    {
        var chain = new List<Case> { SampleCases.Dispatched(caseId) };
        for (var version = 2; version <= 300; version++)
        {
            chain.Add(chain[^1] with { Version = version });
        }

        return [.. chain];
    }
}
