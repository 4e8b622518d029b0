using Microsoft.DurableTask.Client;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Functions.Orchestration;
using SocialAssistance.Guide;
using SocialAssistance.Testing.Samples;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Functions.Tests.Orchestration;

/// <summary>A case on the real engine, from dispatch to the last decision, and the traps on the way.</summary>
public sealed class CaseOrchestratorTests : IAsyncLifetime
{
    private const string Case1 = "20260803-640104-00000000000A";
    private const string Away = "education";

    private OrchestrationRig? _rig;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private OrchestrationRig Rig => _rig ?? throw new InvalidOperationException("The test has not begun.");

    public async ValueTask InitializeAsync() => _rig = await OrchestrationRig.StartAsync();

    public ValueTask DisposeAsync() => Rig.DisposeAsync();

    [Fact]
    public async Task A_whole_case_is_dispatched_decided_and_over()
    {
        var dispatched = await StartAsync();
        await Rig.UntilNothingIsOwedAsync(Case1);
        Rig.Channel.Delivered.Select(m => m.TaskId).ShouldBe(dispatched.Tasks.Select(t => t.TaskId), ignoreOrder: true);

        foreach (var item in dispatched.Items)
        {
            await ApplyAsync(SampleEvents.Granted(item.Item));
        }

        await Rig.UntilAsync(Case1, OrchestrationRuntimeStatus.Completed);
        var closed = await Rig.FindAsync(Case1);
        closed.Status.ShouldBe(CaseStatus.Completed);
        closed.Tasks.ShouldBeEmpty();
        Rig.Channel.Delivered.GroupBy(m => m.TaskId).ShouldAllBe(g => g.Count() == 1);
    }

    [Fact]
    public async Task A_revision_after_the_end_starts_the_case_s_orchestration_anew()
    {
        var dispatched = await StartAsync();
        foreach (var item in dispatched.Items)
        {
            await ApplyAsync(SampleEvents.Granted(item.Item));
        }

        await Rig.UntilAsync(Case1, OrchestrationRuntimeStatus.Completed);
        Rig.Channel.Fail("agriculture-rural-affairs");
        var granted = SampleEvents.Granted("low-income-edge");
        await ApplyAsync(new DecisionChanged(granted.Decision with { DocumentNumber = "changed" })
        {
            EventId = "revision",
            Digest = "revision",
            Department = granted.Department,
            Item = granted.Item,
            OccurredAt = granted.OccurredAt,
            Operator = granted.Operator,
            Note = "改正",
        });
        await Rig.UntilAsync(Case1, OrchestrationRuntimeStatus.Running);

        Rig.Channel.Mend("agriculture-rural-affairs");
        Rig.Clock.Advance(TimeSpan.FromHours(1));
        await WakeAsync();
        await Rig.UntilAsync(Case1, OrchestrationRuntimeStatus.Completed);
        (await Rig.FindAsync(Case1)).Tasks.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_in_the_window_after_a_timer_is_not_lost()
    {
        // The timer of a failed task falls due about when the event comes, a little before or after.
        Rig.Channel.Fail(Away);
        await StartAsync();
        for (var round = 0; round < 10; round++)
        {
            await OrchestrationRig.UntilAsync(
                async () => (await Rig.FindAsync(Case1)).Tasks is [{ Attempts: > 0 } task] && task.NextAttemptAt > Rig.Clock.Now(), "the task has failed");
            Rig.Clock.Advance((await Rig.FindAsync(Case1)).Tasks[0].NextAttemptAt - Rig.Clock.Now());
            await Task.WhenAll(Enumerable.Range(0, 1 + (round % 3)).Select(_ => WakeAsync()));
        }

        Rig.Channel.Mend(Away);
        Rig.Clock.Advance(TimeSpan.FromHours(1));
        await WakeAsync();
        await Rig.UntilNothingIsOwedAsync(Case1);
        Rig.Channel.Delivered.Count(m => m.Department == Away).ShouldBe(1);
    }

    [Fact]
    public async Task An_event_before_the_wait_is_not_lost()
    {
        // While the departments are being told, the case is withdrawn, which owes them more.
        Rig.Channel.Hang(Away);
        await StartAsync();
        await OrchestrationRig.UntilAsync(() => Task.FromResult(Rig.Channel.Tried.Any(m => m.Department == Away)), "it hangs");
        await ApplyAsync(new WithdrawalRequested([], null));
        await Rig.Client.RaiseEventAsync(Case1, CaseOrchestrator.CaseChanged, cancellation: Cancellation);
        Rig.Channel.Mend(Away);
        Rig.Channel.Release();

        await Rig.UntilAsync(Case1, OrchestrationRuntimeStatus.Completed);
        (await Rig.FindAsync(Case1)).Tasks.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_that_is_delivered_many_times_does_nothing_twice()
    {
        await StartAsync();
        for (var time = 0; time < 10; time++)
        {
            await Rig.Client.RaiseEventAsync(Case1, CaseOrchestrator.CaseChanged, cancellation: Cancellation);
        }

        await Rig.UntilNothingIsOwedAsync(Case1);
        await ApplyAsync(SampleEvents.Granted("employment-assistance"));
        Rig.Channel.Delivered.GroupBy(m => m.TaskId).ShouldAllBe(g => g.Count() == 1);
    }

    [Fact]
    public async Task A_timer_that_lost_keeps_no_case_running()
    {
        // The next clock of the case is days away when its last item ends.
        await StartAsync();
        await Rig.UntilNothingIsOwedAsync(Case1);
        (await Rig.FindAsync(Case1)).WakeAt!.Value.ShouldBeGreaterThan(Rig.Clock.Now().AddHours(1));
        await ApplyAsync(new WithdrawalRequested([], null));
        await WakeAsync();

        await Rig.UntilAsync(Case1, OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task An_event_for_an_instance_that_is_not_there_yet_harms_nothing()
    {
        await Rig.DispatchedAsync(Case1);
        await Rig.Client.RaiseEventAsync(Case1, CaseOrchestrator.CaseChanged, cancellation: Cancellation);
        await WakeAsync();

        await Rig.UntilNothingIsOwedAsync(Case1);
        Rig.Channel.Delivered.Count.ShouldBe(11);
    }

    [Fact]
    public async Task A_department_that_fails_for_hours_holds_up_no_other_and_is_told_in_the_end()
    {
        Rig.Channel.Fail(Away);
        await StartAsync();
        await OrchestrationRig.UntilAsync(async () => (await Rig.FindAsync(Case1)).Tasks is [{ Attempts: 1 }], "it has failed once");
        Rig.Channel.Delivered.Count.ShouldBe(10);
        for (var hour = 2; hour < 8; hour++)
        {
            Rig.Clock.Advance(TimeSpan.FromHours(1.5));
            await WakeAsync();
            var attempts = hour;
            await OrchestrationRig.UntilAsync(async () => (await Rig.FindAsync(Case1)).Tasks[0].Attempts == attempts, "it has failed again");
        }

        (await Rig.Client.GetInstanceAsync(Case1, Cancellation))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        Rig.Channel.Mend(Away);
        Rig.Clock.Advance(TimeSpan.FromHours(1.5));
        await WakeAsync();
        await Rig.UntilNothingIsOwedAsync(Case1);
        Rig.Channel.Delivered.Count.ShouldBe(11);
    }

    [Fact]
    public async Task A_store_that_is_away_fails_no_orchestration()
    {
        var dispatched = await Rig.DispatchedAsync(Case1);
        Rig.Store.FailReads();
        await Rig.Runner.WakeAsync(null, dispatched, Cancellation);
        await OrchestrationRig.UntilAsync(() => Task.FromResult(Rig.Store.FailedReads >= 3), "reading has failed for good");
        (await Rig.Client.GetInstanceAsync(Case1, Cancellation))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);

        Rig.Store.MendReads();
        await OrchestrationRig.UntilAsync(
            async () =>
            {
                await WakeAsync();
                return (await Rig.FindAsync(Case1)).Tasks.IsEmpty;
            },
            "nothing is owed");
        Rig.Channel.Delivered.Count.ShouldBe(11);
    }

    [Fact]
    public async Task Continue_as_new_keeps_nothing_behind()
    {
        await StartAsync();
        await Rig.UntilNothingIsOwedAsync(Case1);
        var reads = new List<int>();
        for (var generation = 0; generation < 30; generation++)
        {
            var (read, written) = (Rig.Recorded.Read, Rig.Recorded.Written.Count);
            await WakeAsync(evenIfNothingIsDue: true);
            await OrchestrationRig.UntilAsync(() => Task.FromResult(Rig.Recorded.Written.Count > written), "the generation has read the case");
            reads.Add(Rig.Recorded.Read - read);
        }

        // What generations read back does not grow with the number of those before them.
        reads.Skip(20).Sum().ShouldBeLessThan(2 * reads.Take(10).Sum());
        var instance = (await Rig.Client.GetInstanceAsync(Case1, getInputsAndOutputs: true, Cancellation))!;
        (instance.SerializedInput, instance.SerializedOutput, instance.SerializedCustomStatus).ShouldBe((null, null, null));
    }

    [Fact]
    public async Task Many_starts_at_once_are_one_case()
    {
        await Rig.DispatchedAsync(Case1);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => WakeAsync(), Cancellation)));

        await Rig.UntilNothingIsOwedAsync(Case1);
        Rig.Channel.Delivered.Count.ShouldBe(11);
        (await Rig.Client.GetAllInstancesAsync().ToListAsync(Cancellation)).ShouldHaveSingleItem().InstanceId.ShouldBe(Case1);
    }

    [Fact]
    public async Task The_history_holds_nothing_of_any_person()
    {
        var dispatched = await StartAsync();
        await Rig.UntilNothingIsOwedAsync(Case1);
        foreach (var item in dispatched.Items)
        {
            await ApplyAsync(SampleEvents.Granted(item.Item));
        }

        await Rig.UntilAsync(Case1, OrchestrationRuntimeStatus.Completed);
        var history = string.Join('\n', Rig.Recorded.Written);
        history.ShouldContain(Case1);
        var form = SampleForms.All();
        foreach (var secret in new[] { form.Applicant.Name, form.Applicant.IdNumber, form.Applicant.Phone, form.Applicant.Address }
            .Concat(form.Household.SelectMany(h => new[] { h.Name, h.IdNumber })).Select(p => p.Value))
        {
            history.ShouldNotContain(secret);
        }
    }

    private async Task<Case> StartAsync()
    {
        var dispatched = await Rig.DispatchedAsync(Case1);
        await Rig.Runner.WakeAsync(null, dispatched, Cancellation);
        return dispatched;
    }

    private async Task WakeAsync(bool evenIfNothingIsDue = false)
    {
        var current = await Rig.FindAsync(Case1);
        await Rig.Runner.WakeAsync(null, evenIfNothingIsDue ? current with { WakeAt = Rig.Clock.Now() } : current, Cancellation);
    }

    private async Task ApplyAsync(CaseEvent caseEvent) =>
        (await Rig.Cases.ApplyAsync(Case1, caseEvent is DepartmentEvent said ? said with { OccurredAt = Rig.Clock.Now() } : caseEvent, Cancellation))
            .ShouldBeOfType<CaseOutcome.Moved>();
}
