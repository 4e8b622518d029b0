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
    private static readonly DateOnly Anniversary = SampleForms.Today.AddYears(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_runs_once_a_night_and_by_the_host_s_clock()
    {
        await using var rig = new Rig();
        await rig.Store.CreateAsync(SampleCases.New(SampleCases.Ended("C1")), Cancellation);
        await rig.StartAsync();

        // One o'clock: not yet. Two o'clock of the tenth anniversary: it runs, and nothing is due before the day after.
        rig.Clock.Advance(TimeSpan.FromMinutes(30));
        rig.Timer.LastRun.ShouldBeNull();
        await RunsAsync(rig.Timer, rig.Clock, Anniversary);
        (await rig.Store.FindAsync("C1", Cancellation))!.AnonymisedAt.ShouldBeNull();
        await RunsAsync(rig.Timer, rig.Clock, Anniversary.AddDays(1));
        (await rig.Store.FindAsync("C1", Cancellation))!.AnonymisedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_failed_is_tried_again_an_hour_later_and_not_sooner()
    {
        await using var rig = new Rig();
        await rig.Store.CreateAsync(SampleCases.New(SampleCases.Ended("C1")), Cancellation);
        await rig.StartAsync();
        rig.Store.FailingErasable = CaseStatus.Completed;
        var two = ChinaTime.StartOf(Anniversary.AddDays(1)).AddHours(2).ToUniversalTime();
        rig.Clock.SetUtcNow(two);
        await UntilAsync(() => rig.Log.Of("RetentionDone").Count == 1);
        rig.Store.FailingErasable = null;

        // A second look begins when whatever the first led to has ended.
        await rig.LooksAsync(two.AddMinutes(58));
        await rig.LooksAsync(two.AddMinutes(59));
        rig.Clock.SetUtcNow(two.AddHours(1));
        await UntilAsync(() => rig.Timer.LastRun == Anniversary.AddDays(1));
        rig.Log.Of("RetentionDone").Count.ShouldBe(2);
        (await rig.Store.FindAsync("C1", Cancellation))!.AnonymisedAt.ShouldBe(two.AddHours(1));
    }

    /// <summary>Moves the clock to two o'clock of a day and waits until the timer has run.</summary>
    private static Task RunsAsync(RetentionTimer timer, FakeTimeProvider clock, DateOnly day)
    {
        clock.SetUtcNow(ChinaTime.StartOf(day).AddHours(2).ToUniversalTime());
        return UntilAsync(() => timer.LastRun == day);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>The timer over a real database, from one o'clock of the tenth anniversary of the sample cases on.</summary>
    private sealed class Rig : IAsyncDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly SqliteDatabase _database;
        private readonly AwaitedClock _clock = new(ChinaTime.StartOf(Anniversary).AddHours(1).ToUniversalTime());

        public Rig()
        {
            _database = SqliteDatabase.Open(new SqliteOptions(_folder.File("cases.db")));
            Store = new FragileStore(new SqliteCaseStore(_database, SampleAudit.Chain));
            var register = new SqliteRecognitionRegister(_database);
            var cases = new CaseService(
                Store, new RegisterService(register, SamplePrivacy.Hash, Clock), NoRunner.Instance, SamplePrivacy.Sealing, SampleGuide.Guide, Clock);
            var job = new RetentionJob(
                Store, cases, new NoScans(), register, new SqliteAuditTrail(_database, SampleAudit.Chain, Clock), new SqliteAuditRetention(_database, SampleAudit.Chain),
                new SqliteErasedRemains(_database), SampleGuide.Guide, Clock, Log);
            Timer = new RetentionTimer(job, Clock, NullLogger<RetentionTimer>.Instance);
        }

        public FakeTimeProvider Clock => _clock;

        public FragileStore Store { get; }

        public RetentionTimer Timer { get; }

        public LogLines<RetentionJob> Log { get; } = new();

        public async Task StartAsync()
        {
            await Timer.StartAsync(Cancellation);
            await _clock.Asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        }

        /// <summary>Moves the clock and waits until somebody has looked at it.</summary>
        public async Task LooksAsync(DateTimeOffset moment)
        {
            var looks = _clock.Looks;
            Clock.SetUtcNow(moment);
            await UntilAsync(() => _clock.Looks > looks);
        }

        public async ValueTask DisposeAsync()
        {
            await Timer.StopAsync(CancellationToken.None);
            Timer.Dispose();
            await _database.DisposeAsync();
            _folder.Dispose();
        }
    }

    /// <summary>Tells when somebody has begun to wait for it: what passes before that, nobody hears of.</summary>
    private sealed class AwaitedClock(DateTimeOffset start) : FakeTimeProvider(start)
    {
        private int _looks;

        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>How often somebody has asked what time it is.</summary>
        public int Looks => Volatile.Read(ref _looks);

        public override DateTimeOffset GetUtcNow()
        {
            Interlocked.Increment(ref _looks);
            return base.GetUtcNow();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Asked.TrySetResult();
            return timer;
        }
    }
}
