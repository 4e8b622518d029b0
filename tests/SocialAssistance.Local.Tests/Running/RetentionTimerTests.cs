using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Cases.Running;
using SocialAssistance.Guide;
using SocialAssistance.Local.Running;
using SocialAssistance.Privacy.Retention;
using SocialAssistance.Register;
using SocialAssistance.Storage.Sqlite;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Running;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Local.Tests.Running;

public sealed class RetentionTimerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_runs_once_a_night_and_by_the_host_s_clock()
    {
        using var folder = new TemporaryFolder();
        var clock = new AwaitedClock(ChinaTime.StartOf(SampleForms.Today).AddYears(10).AddHours(1).ToUniversalTime());
        await using var database = SqliteDatabase.Open(new SqliteOptions(folder.File("cases.db")));
        var store = new FragileStore(new SqliteCaseStore(database, SampleAudit.Chain));
        var register = new SqliteRecognitionRegister(database);
        var cases = new CaseService(
            store, new RegisterService(register, SamplePrivacy.Hash, clock), NoRunner.Instance, SamplePrivacy.Sealing, SampleGuide.Guide, clock);
        var job = new RetentionJob(
            store, cases, new NoScans(), register, new SqliteAuditTrail(database, SampleAudit.Chain, clock), new SqliteAuditRetention(database, SampleAudit.Chain),
            new SqliteErasedRemains(database), SampleGuide.Guide, clock, NullLogger<RetentionJob>.Instance);
        await store.CreateAsync(SampleCases.New(SampleCases.Ended("C1")), Cancellation);
        var timer = new RetentionTimer(job, clock, NullLogger<RetentionTimer>.Instance);
        await timer.StartAsync(Cancellation);
        await clock.Asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        // One o'clock: not yet. Two o'clock of the tenth anniversary: it runs, and nothing is due before the day after.
        var anniversary = SampleForms.Today.AddYears(10);
        clock.Advance(TimeSpan.FromMinutes(30));
        timer.LastRun.ShouldBeNull();
        await RunsAsync(timer, clock, anniversary);
        (await store.FindAsync("C1", Cancellation))!.AnonymisedAt.ShouldBeNull();
        await RunsAsync(timer, clock, anniversary.AddDays(1));
        (await store.FindAsync("C1", Cancellation))!.AnonymisedAt.ShouldNotBeNull();
        await timer.StopAsync(Cancellation);
    }

    /// <summary>Moves the clock to two o'clock of a day and waits until the timer has run.</summary>
    private static async Task RunsAsync(RetentionTimer timer, FakeTimeProvider clock, DateOnly day)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        clock.SetUtcNow(ChinaTime.StartOf(day).AddHours(2).ToUniversalTime());
        while (timer.LastRun != day)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Tells when somebody has begun to wait for it: what passes before that, nobody hears of.</summary>
    private sealed class AwaitedClock(DateTimeOffset start) : FakeTimeProvider(start)
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Asked.TrySetResult();
            return timer;
        }
    }
}
