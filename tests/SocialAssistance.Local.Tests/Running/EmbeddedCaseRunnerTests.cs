using System.Diagnostics;
using Shouldly;
using SocialAssistance.Departments;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Local.Tests.Running;

/// <summary>The background loops that drive cases.</summary>
public sealed class EmbeddedCaseRunnerTests : IAsyncDisposable
{
    private const string Case1 = "20260803-640104-00000000000A";
    private const string Case2 = "20260803-640104-00000000000B";
    private const string Hanging = "education";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RunnerRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_case_that_was_woken_is_driven()
    {
        await _rig.StartAsync(Cancellation);
        var dispatched = await _rig.DispatchedAsync(Case1, Cancellation);
        await _rig.WakeUps.WakeAsync(null, dispatched, Cancellation);
        await NothingOwedAsync(Case1);
        _rig.Channel.Delivered.Count.ShouldBe(11);
    }

    [Fact]
    public async Task A_lost_wake_is_found_by_the_sweep()
    {
        await _rig.StartAsync(Cancellation);
        await _rig.DispatchedAsync(Case1, Cancellation);
        await NothingOwedAsync(Case1);
    }

    [Fact]
    public async Task What_was_owed_before_the_start_is_performed()
    {
        await _rig.DispatchedAsync(Case1, Cancellation);
        await _rig.StartAsync(Cancellation);
        await NothingOwedAsync(Case1);
    }

    [Fact]
    public async Task A_sweep_that_fails_is_followed_by_the_next()
    {
        _rig.Store.FailNextSweep();
        await _rig.DispatchedAsync(Case1, Cancellation);
        await _rig.StartAsync(Cancellation);
        await NothingOwedAsync(Case1);
        _rig.Store.SweepFailed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_case_whose_outcome_could_not_be_written_is_driven_again()
    {
        _rig.Store.LoseNextWrite();
        await _rig.DispatchedAsync(Case1, Cancellation);
        await _rig.StartAsync(Cancellation);
        await NothingOwedAsync(Case1);
        _rig.Channel.Delivered.Count.ShouldBe(22);
    }

    [Fact]
    public async Task A_hanging_department_delays_nobody_else()
    {
        _rig.Channel.Hang(Hanging);
        await _rig.StartAsync(Cancellation);
        await _rig.DispatchedAsync(Case1, Cancellation);
        await _rig.DispatchedAsync(Case2, Cancellation);
        await Poll.UntilAsync(() => _rig.Channel.Delivered.Count == 20, Patience, "all others have theirs", Cancellation);
        _rig.Channel.Delivered.ShouldAllBe(m => m.Department != Hanging);
    }

    [Fact]
    public async Task A_hanging_delivery_does_not_hold_up_its_own_case()
    {
        await using var rig = new RunnerRig((channel, clock) => new ResilientDepartmentChannel(channel, clock));
        rig.Channel.Hang(Hanging);
        await rig.StartAsync(Cancellation);
        await rig.DispatchedAsync(Case1, Cancellation);
        await Poll.UntilAsync(() => rig.Channel.Delivered.Count == 10, Patience, "all others have theirs", Cancellation);

        await rig.Cases.ApplyAsync(Case1, SampleEvents.Granted("minimum-living-allowance"), Cancellation);
        await Poll.UntilAsync(
            () => rig.Channel.Delivered.Count(m => m.Type == "share-recognition") == 5,
            Patience,
            "the recognition is shared with all that do not hang",
            Cancellation);
        await Poll.UntilAsync(
            async () => (await rig.FindAsync(Case1, Cancellation)).Tasks.All(t => t.Department == Hanging),
            Patience,
            "what did not hang is recorded",
            Cancellation);
    }

    [Fact]
    public async Task Stopped_while_a_department_hangs_it_stops_at_once_and_still_owes()
    {
        _rig.Channel.Hang(Hanging);
        await _rig.StartAsync(Cancellation);
        await _rig.DispatchedAsync(Case1, Cancellation);
        await Poll.UntilAsync(() => _rig.Channel.Tried.Count == 11, Patience, "everything was tried", Cancellation);

        var patience = Stopwatch.StartNew();
        await _rig.StopAsync(Cancellation);
        patience.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        (await _rig.FindAsync(Case1, Cancellation)).Tasks.ShouldContain(t => t.Department == Hanging);
    }

    [Fact]
    public async Task Catching_up_drives_everything_due_to_its_end()
    {
        await _rig.DispatchedAsync(Case1, Cancellation);
        await _rig.DispatchedAsync(Case2, Cancellation);
        _rig.Clock.Advance(TimeSpan.FromDays(100));
        await _rig.Runner.CatchUpAsync(Cancellation);
        (await _rig.Store.ListDueAsync(SampleCases.Now.AddDays(100), 10, Cancellation)).ShouldBeEmpty();
        _rig.Channel.Delivered.Count(m => m.Type == "alert-overdue").ShouldBe(2 * ((2 * 10) - 5));
    }

    private Task NothingOwedAsync(string caseId) => Poll.UntilAsync(
        async () => (await _rig.FindAsync(caseId, Cancellation)).Tasks.IsEmpty, Patience, "the case owes nothing", Cancellation);
}
