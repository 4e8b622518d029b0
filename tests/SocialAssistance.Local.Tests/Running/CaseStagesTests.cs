using System.Collections.Immutable;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Cases.Running;
using SocialAssistance.Guide;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Local.Tests.Running;

/// <summary>The three stages, called as a workflow engine calls them: one by one, again, and beside each other.</summary>
public sealed class CaseStagesTests : IAsyncDisposable
{
    private const string Case1 = "20260803-640104-00000000000A";
    private const string Away = "education";

    private readonly RunnerRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private CaseStages Stages => _rig.Stages;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task What_is_read_is_performed_and_recorded()
    {
        var before = await _rig.DispatchedAsync(Case1, Cancellation);
        var agenda = await ReadAsync();
        (agenda.IsDue, agenda.IsOver, agenda.WakeAt).ShouldBe((true, false, before.WakeAt));
        agenda.Work.Select(w => w.Department).ShouldBe(SampleGuide.Guide.Departments.Select(d => d.Code), ignoreOrder: true);
        agenda.Work.SelectMany(w => w.TaskIds).ShouldBe(before.Tasks.Select(t => t.TaskId), ignoreOrder: true);

        var attempted = await Task.WhenAll(agenda.Work.Select(w => Stages.PerformAsync(Case1, w.TaskIds, Cancellation)));
        var next = (await Stages.RecordAsync(Case1, [.. attempted.SelectMany(a => a)], Cancellation)).ShouldNotBeNull();
        _rig.Channel.Delivered.Select(m => m.TaskId).ShouldBe(before.Tasks.Select(t => t.TaskId), ignoreOrder: true);

        var after = await _rig.FindAsync(Case1, Cancellation);
        after.Tasks.ShouldBeEmpty();
        after.Version.ShouldBe(before.Version + 1);
        (next.IsDue, next.IsOver, next.WakeAt, next.Work.Length).ShouldBe((false, false, after.WakeAt, 0));
        next.WakeAt.ShouldNotBeNull().ShouldBeGreaterThan(_rig.Clock.Now());
    }

    [Fact]
    public async Task What_was_done_meanwhile_is_not_performed_again()
    {
        await _rig.DispatchedAsync(Case1, Cancellation);
        var agenda = await ReadAsync();
        var other = agenda.Work[0].TaskIds;
        await Stages.RecordAsync(Case1, await Stages.PerformAsync(Case1, other, Cancellation), Cancellation);

        var attempted = await Stages.PerformAsync(Case1, AllOf(agenda), Cancellation);
        attempted.Select(a => a.TaskId).ShouldBe(AllOf(agenda).Except(other), ignoreOrder: true);
        _rig.Channel.Delivered.Select(m => m.TaskId).ShouldBeUnique();
        _rig.Channel.Delivered.Count.ShouldBe(11);
    }

    [Fact]
    public async Task A_failed_department_is_recorded_with_its_retry_while_the_others_are_done()
    {
        _rig.Channel.Fail(Away);
        await _rig.DispatchedAsync(Case1, Cancellation);
        var agenda = await ReadAsync();
        var attempted = await Stages.PerformAsync(Case1, AllOf(agenda), Cancellation);
        var failed = attempted.Where(a => a.RetryAt is not null).ShouldHaveSingleItem();
        failed.Error.ShouldBe(nameof(HttpRequestException));

        var next = (await Stages.RecordAsync(Case1, attempted, Cancellation)).ShouldNotBeNull();
        var owed = (await _rig.FindAsync(Case1, Cancellation)).Tasks.ShouldHaveSingleItem();
        (owed.Department, owed.TaskId, owed.Attempts, owed.NextAttemptAt).ShouldBe((Away, failed.TaskId, 1, failed.RetryAt!.Value));
        (next.IsDue, next.WakeAt).ShouldBe((false, failed.RetryAt));

        // Whoever still has the old list finds that it is not its turn any more.
        (await Stages.PerformAsync(Case1, AllOf(agenda), Cancellation)).ShouldBeEmpty();
        _rig.Channel.Mend(Away);
        _rig.Clock.SetUtcNow(failed.RetryAt.Value);
        (await ReadAsync()).Work.ShouldHaveSingleItem().TaskIds.ShouldBe([failed.TaskId]);
        (await Stages.PerformAsync(Case1, AllOf(agenda), Cancellation)).ShouldHaveSingleItem().ShouldBe(new TaskAttempt(failed.TaskId, null, null));
    }

    [Fact]
    public async Task Recorded_twice_it_counts_once()
    {
        _rig.Channel.Fail(Away);
        await _rig.DispatchedAsync(Case1, Cancellation);
        var attempted = await Stages.PerformAsync(Case1, AllOf(await ReadAsync()), Cancellation);
        await Stages.RecordAsync(Case1, attempted, Cancellation);
        var once = await _rig.FindAsync(Case1, Cancellation);

        var again = (await Stages.RecordAsync(Case1, attempted, Cancellation)).ShouldNotBeNull();
        var twice = await _rig.FindAsync(Case1, Cancellation);
        twice.Version.ShouldBe(once.Version);
        twice.Tasks.ShouldHaveSingleItem().Attempts.ShouldBe(1);
        again.WakeAt.ShouldBe(once.WakeAt);
    }

    [Fact]
    public async Task A_clock_strikes_although_nothing_is_owed()
    {
        await _rig.DispatchedAsync(Case1, Cancellation);
        var rested = (await Stages.DriveAsync(Case1, Cancellation)).ShouldNotBeNull();
        _rig.Clock.SetUtcNow(rested.WakeAt.ShouldNotBeNull());
        var agenda = await ReadAsync();
        (agenda.IsDue, agenda.Work.Length).ShouldBe((true, 0));

        var next = (await Stages.RecordAsync(Case1, [], Cancellation)).ShouldNotBeNull();
        var alert = next.Work.ShouldHaveSingleItem();
        alert.Department.ShouldBe("human-resources");
        (await _rig.FindAsync(Case1, Cancellation)).Tasks.ShouldHaveSingleItem().Kind.ShouldBe(TaskKind.AlertDueSoon);

        // Nothing attempted and no list at all are the same.
        await Stages.RecordAsync(Case1, await Stages.PerformAsync(Case1, alert.TaskIds, Cancellation), Cancellation);
        (await Stages.RecordAsync(Case1, default, Cancellation)).ShouldNotBeNull().IsDue.ShouldBeFalse();
    }

    [Fact]
    public async Task What_could_not_be_recorded_is_performed_again_under_the_same_id()
    {
        var before = await _rig.DispatchedAsync(Case1, Cancellation);
        var attempted = await Stages.PerformAsync(Case1, AllOf(await ReadAsync()), Cancellation);
        _rig.Store.LoseNextWrite();
        await Should.ThrowAsync<IOException>(() => Stages.RecordAsync(Case1, attempted, Cancellation));
        (await _rig.FindAsync(Case1, Cancellation)).Tasks.ShouldBe(before.Tasks);

        await Stages.DriveAsync(Case1, Cancellation);
        _rig.Channel.Delivered.GroupBy(m => m.TaskId).Select(g => (g.Key, g.Count(), g.Distinct().Count()))
            .ShouldBe(before.Tasks.Select(t => (t.TaskId, 2, 1)), ignoreOrder: true);
        (await _rig.FindAsync(Case1, Cancellation)).Tasks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Driving_ends_when_nothing_is_due_also_while_a_department_fails()
    {
        _rig.Channel.Fail(Away);
        await _rig.DispatchedAsync(Case1, Cancellation);
        var driven = (await Stages.DriveAsync(Case1, Cancellation)).ShouldNotBeNull();
        driven.Tasks.ShouldHaveSingleItem().Department.ShouldBe(Away);
        driven.WakeAt.ShouldNotBeNull().ShouldBeGreaterThan(_rig.Clock.Now());
        _rig.Channel.Tried.Count.ShouldBe(11);

        // Nothing is due: nothing is tried and nothing is written.
        (await Stages.DriveAsync(Case1, Cancellation)).ShouldNotBeNull().Version.ShouldBe(driven.Version);
        _rig.Channel.Tried.Count.ShouldBe(11);
    }

    [Fact]
    public async Task A_case_left_alone_for_long_is_driven_to_its_present()
    {
        await _rig.DispatchedAsync(Case1, Cancellation);
        _rig.Clock.Advance(TimeSpan.FromDays(100));
        var driven = (await Stages.DriveAsync(Case1, Cancellation)).ShouldNotBeNull();
        driven.Tasks.ShouldBeEmpty();
        (driven.WakeAt > _rig.Clock.Now() || driven.WakeAt is null).ShouldBeTrue();
        _rig.Channel.Delivered.ShouldContain(m => m.Type == "alert-overdue");
    }

    [Fact]
    public async Task A_closed_case_that_owes_nothing_is_over()
    {
        var before = await _rig.DispatchedAsync(Case1, Cancellation);
        foreach (var item in before.Items)
        {
            await _rig.Cases.ApplyAsync(Case1, SampleEvents.Denied(item.Item), Cancellation);
        }

        (await ReadAsync()).IsOver.ShouldBeFalse();
        await Stages.DriveAsync(Case1, Cancellation);
        (await ReadAsync()).ShouldSatisfyAllConditions(
            a => a.IsOver.ShouldBeTrue(), a => a.IsDue.ShouldBeFalse(), a => a.WakeAt.ShouldBeNull(), a => a.Work.ShouldBeEmpty());
    }

    [Fact]
    public async Task Of_a_case_that_is_not_there_nothing_is_done()
    {
        (await Stages.ReadAsync(Case1, Cancellation)).ShouldBeNull();
        (await Stages.PerformAsync(Case1, ["x"], Cancellation)).ShouldBeEmpty();
        (await Stages.RecordAsync(Case1, [new TaskAttempt("x", null, null)], Cancellation)).ShouldBeNull();
        (await Stages.DriveAsync(Case1, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Cancelled_while_a_department_hangs_it_gives_what_has_ended()
    {
        _rig.Channel.Hang(Away);
        await _rig.DispatchedAsync(Case1, Cancellation);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var performing = Stages.PerformAsync(Case1, AllOf(await ReadAsync()), cancel.Token);
        await cancel.CancelAsync();
        (await performing).Length.ShouldBe(10);
    }

    [Fact]
    public async Task Cancelled_before_anything_has_ended_it_says_so_and_still_owes()
    {
        _rig.Channel.Hang(Away);
        var before = await _rig.DispatchedAsync(Case1, Cancellation);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var hanging = (await ReadAsync()).Work.Single(w => w.Department == Away).TaskIds;
        var performing = Stages.PerformAsync(Case1, hanging, cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => performing);
        (await _rig.FindAsync(Case1, Cancellation)).Tasks.ShouldBe(before.Tasks);
    }

    private async Task<CaseAgenda> ReadAsync() => (await Stages.ReadAsync(Case1, Cancellation)).ShouldNotBeNull();

    private static ImmutableArray<string> AllOf(CaseAgenda agenda) => [.. agenda.Work.SelectMany(w => w.TaskIds)];
}
