using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using SocialAssistance.Cases.Running;
using SocialAssistance.Guide;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Local.Tests.Running;

/// <summary>What nobody woke is found, driven here and now, and told to the lasting runner.</summary>
public sealed class SweepTests : IAsyncDisposable
{
    private const string Away = "education";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RunnerRig _rig = new();
    private readonly HeardRunner _lasting = new();
    private readonly Sweep _sweep;

    public SweepTests() => _sweep = NewSweep();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Everything_due_is_driven_and_the_lasting_runner_is_told_as_if_it_knew_nothing()
    {
        await DueAsync(3);
        var waiting = SampleCases.Awaiting(Id(9));
        await _rig.Store.CreateAsync(SampleCases.New(waiting), Cancellation);
        _rig.Clock.Advance(TimeSpan.FromMinutes(7));

        (await _sweep.RunAsync(Cancellation)).ShouldBe(new SweepResult(3, 0, TimeSpan.FromMinutes(7), Complete: true));
        _rig.Channel.Delivered.Count.ShouldBe(33);
        foreach (var number in Enumerable.Range(0, 3))
        {
            (await _rig.FindAsync(Id(number), Cancellation)).Tasks.ShouldBeEmpty();
        }

        _lasting.Heard.ShouldAllBe(h => h.Previous == null && h.Next.Tasks.IsEmpty && h.Next.WakeAt > _rig.Clock.Now());
        _lasting.Heard.Select(h => h.Next.CaseId).ShouldBe(Enumerable.Range(0, 3).Select(Id), ignoreOrder: true);

        (await _sweep.RunAsync(Cancellation)).ShouldBe(new SweepResult(0, 0, TimeSpan.Zero, Complete: true));
        _lasting.Heard.Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_failed_is_tried_again_when_its_time_has_come()
    {
        _rig.Channel.Fail(Away);
        await DueAsync(1);
        (await _sweep.RunAsync(Cancellation)).ShouldBe(new SweepResult(1, 0, TimeSpan.Zero, Complete: true));
        var retryAt = _lasting.Heard.ShouldHaveSingleItem().Next.Tasks.ShouldHaveSingleItem().NextAttemptAt;

        _rig.Channel.Mend(Away);
        (await _sweep.RunAsync(Cancellation)).Due.ShouldBe(0);
        _rig.Clock.SetUtcNow(retryAt);
        (await _sweep.RunAsync(Cancellation)).Due.ShouldBe(1);
        (await _rig.FindAsync(Id(0), Cancellation)).Tasks.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clock_that_strikes_is_due_too()
    {
        await DueAsync(1);
        await _sweep.RunAsync(Cancellation);
        _rig.Clock.SetUtcNow((await _rig.FindAsync(Id(0), Cancellation)).WakeAt!.Value.AddMinutes(2));
        (await _sweep.RunAsync(Cancellation)).ShouldBe(new SweepResult(1, 0, TimeSpan.FromMinutes(2), Complete: true));
        _rig.Channel.Delivered.Count(m => m.Type == "alert-due-soon").ShouldBe(1);
    }

    [Fact]
    public async Task A_case_that_cannot_be_driven_holds_up_no_other_and_is_counted()
    {
        await DueAsync(3);
        _rig.Store.Lose(Id(0));
        (await _sweep.RunAsync(Cancellation)).ShouldBe(new SweepResult(3, 1, TimeSpan.Zero, Complete: true));
        _lasting.Heard.Select(h => h.Next.CaseId).ShouldBe([Id(1), Id(2)], ignoreOrder: true);

        _rig.Store.Mend(Id(0));
        (await _sweep.RunAsync(Cancellation)).ShouldBe(new SweepResult(1, 0, TimeSpan.Zero, Complete: true));
        (await _rig.FindAsync(Id(0), Cancellation)).Tasks.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_record_that_is_lost_is_a_failure_of_its_case_alone()
    {
        await DueAsync(2);
        _rig.Store.LoseNextWrite();
        (await _sweep.RunAsync(Cancellation)).ShouldBe(new SweepResult(2, 1, TimeSpan.Zero, Complete: true));
        (await _sweep.RunAsync(Cancellation)).ShouldBe(new SweepResult(1, 0, TimeSpan.Zero, Complete: true));
        _rig.Channel.Delivered.Select(m => m.TaskId).Distinct().Count().ShouldBe(22);
    }

    [Fact]
    public async Task A_case_that_hangs_is_given_up_after_fifteen_seconds_and_the_others_are_done()
    {
        await DueAsync(3);
        _rig.Store.Hang(Id(1));
        var sweeping = _sweep.RunAsync(Cancellation);
        await Poll.UntilAsync(() => _lasting.Heard.Count == 2 && _rig.Store.Hanging == 1, Patience, "the others are done", Cancellation);
        sweeping.IsCompleted.ShouldBeFalse();
        _rig.Clock.Advance(TimeSpan.FromSeconds(15));
        var result = await sweeping.WaitAsync(Patience, Cancellation);
        (result.Due, result.Failed, result.Complete).ShouldBe((3, 1, true));
    }

    [Fact]
    public async Task Two_sweeps_beside_each_other_do_no_harm()
    {
        await DueAsync(12);
        var results = await Task.WhenAll(_sweep.RunAsync(Cancellation), NewSweep().RunAsync(Cancellation), _sweep.RunAsync(Cancellation));
        results.Sum(r => r.Failed).ShouldBe(0);
        _rig.Channel.Delivered.Select(m => m.TaskId).Distinct().Count().ShouldBe(12 * 11);
        foreach (var number in Enumerable.Range(0, 12))
        {
            (await _rig.FindAsync(Id(number), Cancellation)).Tasks.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task It_is_bounded_and_says_that_more_is_due()
    {
        await DueAsync(5);
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _sweep.RunAsync(3, TimeSpan.Zero, Cancellation)).ShouldBe(new SweepResult(3, 0, TimeSpan.FromMinutes(1), Complete: false));
        (await _sweep.RunAsync(3, TimeSpan.Zero, Cancellation)).ShouldBe(new SweepResult(2, 0, TimeSpan.FromMinutes(1), Complete: true));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => _sweep.RunAsync(0, TimeSpan.Zero, Cancellation));
        Sweep.MaxCases.ShouldBe(5_000);
    }

    [Fact]
    public async Task A_page_full_of_cases_that_fail_hides_none_behind_it()
    {
        await DueAsync(501);
        foreach (var number in Enumerable.Range(0, 500))
        {
            _rig.Store.Lose(Id(number));
        }

        var result = await _sweep.RunAsync(Cancellation);
        (result.Due, result.Failed, result.Complete).ShouldBe((501, 500, true));
        _lasting.Heard.ShouldHaveSingleItem().Next.CaseId.ShouldBe(Id(500));
    }

    [Fact]
    public async Task Cancelled_it_says_so()
    {
        await DueAsync(1);
        _rig.Store.Hang(Id(0));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var sweeping = _sweep.RunAsync(cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => sweeping);
    }

    private static string Id(int number) => FormattableString.Invariant($"20260803-640104-{number:D12}");

    private Sweep NewSweep() => new(_rig.Store, _rig.Stages, _lasting, _rig.Clock, NullLogger<Sweep>.Instance);

    private async Task DueAsync(int count) => await Task.WhenAll(Enumerable.Range(0, count).Select(n => _rig.DispatchedAsync(Id(n), Cancellation)));
}
