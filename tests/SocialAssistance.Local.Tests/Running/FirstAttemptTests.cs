using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Cases.Running;
using SocialAssistance.Guide;
using SocialAssistance.Testing.Samples;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Local.Tests.Running;

/// <summary>What follows from an event is tried where it was taken, and the lasting runner hears of what came of it.</summary>
public sealed class FirstAttemptTests : IAsyncDisposable
{
    private const string Case1 = "20260803-640104-00000000000A";
    private const string Recognising = "minimum-living-allowance";
    private const string Hanging = "education";

    private readonly RunnerRig _rig = new();
    private readonly HeardRunner _lasting = new();
    private readonly FirstAttempt _first;
    private readonly CaseService _cases;

    public FirstAttemptTests()
    {
        _first = new FirstAttempt(_lasting, _rig.Stages, _rig.Clock, NullLogger<FirstAttempt>.Instance);
        _cases = _rig.Telling(_first);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task What_follows_from_a_decision_is_done_at_once_and_the_lasting_runner_hears_the_result()
    {
        var before = await DriveDispatchedAsync();
        var moved = await ApplyAsync(SampleEvents.Granted(Recognising));
        moved.Tasks.ShouldNotBeEmpty();

        var after = await _rig.FindAsync(Case1, Cancellation);
        after.Tasks.ShouldBeEmpty();
        _rig.Channel.Delivered.Where(m => m.Type == "share-recognition").ShouldNotBeEmpty();
        var (previous, next) = _lasting.Heard.ShouldHaveSingleItem();
        previous.ShouldNotBeNull().Version.ShouldBe(before.Version);
        (next.Version, next.WakeAt).ShouldBe((after.Version, after.WakeAt));
    }

    [Fact]
    public async Task An_event_that_nothing_follows_from_is_only_passed_on()
    {
        await DriveDispatchedAsync();
        var tried = _rig.Channel.Tried.Count;
        var moved = await ApplyAsync(SampleEvents.TakenUp(Recognising));
        _rig.Channel.Tried.Count.ShouldBe(tried);
        _lasting.Heard.ShouldHaveSingleItem().Next.Version.ShouldBe(moved.Version);
    }

    [Fact]
    public async Task The_dispatch_is_left_to_the_lasting_runner()
    {
        var dispatched = await _rig.DispatchedAsync(Case1, Cancellation);
        await _first.WakeAsync(null, dispatched, Cancellation);
        _rig.Channel.Tried.ShouldBeEmpty();
        var (previous, next) = _lasting.Heard.ShouldHaveSingleItem();
        previous.ShouldBeNull();
        next.ShouldBe(dispatched);
    }

    [Fact]
    public async Task A_failing_department_is_left_to_the_lasting_runner_with_its_retry()
    {
        await DriveDispatchedAsync();
        _rig.Channel.Fail(Hanging);
        await ApplyAsync(SampleEvents.Granted(Recognising));
        var heard = _lasting.Heard.ShouldHaveSingleItem().Next;
        heard.Tasks.ShouldAllBe(t => t.Department == Hanging && t.Attempts == 1 && t.NextAttemptAt > _rig.Clock.Now());
        heard.Tasks.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_hanging_department_is_given_two_seconds()
    {
        await DriveDispatchedAsync();
        _rig.Channel.Hang(Hanging);
        var applying = ApplyAsync(SampleEvents.Granted(Recognising));
        await Poll.UntilAsync(
            () => _rig.Channel.Hanging == 1, TimeSpan.FromSeconds(20), "the department hangs", Cancellation);

        _rig.Clock.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromMilliseconds(1));
        _rig.Channel.GivenUp.ShouldBe(0);
        _lasting.Heard.ShouldBeEmpty();
        _rig.Clock.Advance(TimeSpan.FromMilliseconds(1));
        _rig.Channel.GivenUp.ShouldBe(1);
        var moved = await applying.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);

        var heard = _lasting.Heard.ShouldHaveSingleItem().Next;
        heard.ShouldBe(moved);
        heard.WakeAt.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(_rig.Clock.Now());
        (await _rig.FindAsync(Case1, Cancellation)).Tasks.ShouldContain(t => t.Department == Hanging);
    }

    [Fact]
    public async Task A_store_that_fails_is_no_fault_of_the_event_and_nothing_is_lost()
    {
        await DriveDispatchedAsync();
        var owing = (await _rig.Telling(NoRunner.Instance).ApplyAsync(Case1, SampleEvents.Granted(Recognising), Cancellation))
            .ShouldBeOfType<CaseOutcome.Moved>().Next;
        _rig.Store.LoseNextWrite();
        await _first.WakeAsync(null, owing, Cancellation);
        _lasting.Heard.ShouldHaveSingleItem().Next.ShouldBe(owing);
        (await _rig.FindAsync(Case1, Cancellation)).Tasks.ShouldBe(owing.Tasks);

        // Nor is one that cannot be read.
        _rig.Store.Lose(Case1);
        await _first.WakeAsync(null, owing, Cancellation);
        _rig.Store.Mend(Case1);
        _lasting.Heard.Count.ShouldBe(2);
        (await _rig.Stages.DriveAsync(Case1, Cancellation)).ShouldNotBeNull().Tasks.ShouldBeEmpty();
    }

    /// <summary>A case that every department has.</summary>
    private async Task<Case> DriveDispatchedAsync()
    {
        await _rig.DispatchedAsync(Case1, Cancellation);
        return (await _rig.Stages.DriveAsync(Case1, Cancellation)).ShouldNotBeNull();
    }

    private async Task<Case> ApplyAsync(CaseEvent caseEvent) =>
        (await _cases.ApplyAsync(Case1, caseEvent, Cancellation)).ShouldBeOfType<CaseOutcome.Moved>().Next;
}
