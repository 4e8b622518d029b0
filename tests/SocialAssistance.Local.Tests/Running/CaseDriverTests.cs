using Shouldly;
using SocialAssistance.Departments;
using SocialAssistance.Guide;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Local.Tests.Running;

/// <summary>One step of a case: what is due is tried, and how it went is kept.</summary>
public sealed class CaseDriverTests : IAsyncDisposable
{
    private const string Case1 = "20260803-640104-00000000000A";
    private const string Away = "education";

    private readonly RunnerRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Every_owed_task_is_delivered_and_owed_no_more()
    {
        var before = await _rig.DispatchedAsync(Case1, Cancellation);
        await _rig.Driver.DriveAsync(Case1, Cancellation);
        _rig.Channel.Delivered.Select(m => m.TaskId).ShouldBe(before.Tasks.Select(t => t.TaskId), ignoreOrder: true);
        _rig.Channel.Delivered.Count.ShouldBe(11);
        (await _rig.FindAsync(Case1, Cancellation)).Tasks.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failing_department_is_tried_again_later_and_later_while_the_others_have_theirs()
    {
        _rig.Channel.Fail(Away);
        await _rig.DispatchedAsync(Case1, Cancellation);
        foreach (var failures in Enumerable.Range(1, 6))
        {
            var next = await _rig.Driver.DriveAsync(Case1, Cancellation);
            var owed = (await _rig.FindAsync(Case1, Cancellation)).Tasks.ShouldHaveSingleItem();
            (owed.Department, owed.Attempts, owed.LastError).ShouldBe((Away, failures, nameof(HttpRequestException)));
            var wait = owed.NextAttemptAt - _rig.Clock.Now();
            wait.TotalSeconds.ShouldBeInRange(0.8 * Math.Pow(2, failures), 1.2 * Math.Pow(2, failures));
            next.ShouldBe(owed.NextAttemptAt);

            // A moment too early nothing happens.
            _rig.Clock.Advance(wait - TimeSpan.FromMilliseconds(1));
            (await _rig.Driver.DriveAsync(Case1, Cancellation)).ShouldBeNull();
            _rig.Channel.Tried.Count(m => m.Department == Away).ShouldBe(failures);
            _rig.Clock.Advance(TimeSpan.FromMilliseconds(2));
        }

        _rig.Channel.Delivered.Count.ShouldBe(10);
        (await FailingAsync()).ShouldBe(["student-loan"]);

        _rig.Channel.Mend(Away);
        await _rig.Driver.DriveAsync(Case1, Cancellation);
        _rig.Channel.Tried.Where(m => m.Department == Away).Select(m => m.TaskId).Distinct().ShouldHaveSingleItem();
        _rig.Channel.Delivered.Count(m => m.Department == Away).ShouldBe(1);
        (await _rig.FindAsync(Case1, Cancellation)).Tasks.ShouldBeEmpty();
        (await FailingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_task_whose_outcome_was_lost_is_performed_again_under_the_same_id()
    {
        var before = await _rig.DispatchedAsync(Case1, Cancellation);
        _rig.Store.LoseNextWrite();
        await Should.ThrowAsync<IOException>(() => _rig.Driver.DriveAsync(Case1, Cancellation));
        _rig.Channel.Delivered.Count.ShouldBe(11);
        (await _rig.FindAsync(Case1, Cancellation)).Tasks.ShouldBe(before.Tasks);

        await _rig.Driver.DriveAsync(Case1, Cancellation);
        _rig.Channel.Delivered.Count.ShouldBe(22);
        _rig.Channel.Delivered.GroupBy(m => m.TaskId).ShouldAllBe(same => same.Count() == 2 && same.Distinct().Count() == 1);
        (await _rig.FindAsync(Case1, Cancellation)).Tasks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Stopped_it_begins_nothing_and_says_so()
    {
        SampleGuide.Guide.Departments.ToList().ForEach(d => _rig.Channel.Hang(d.Code));
        await _rig.DispatchedAsync(Case1, Cancellation);
        await _rig.FindAsync(Case1, Cancellation);

        // Whoever drives until nothing is due would go round for ever.
        await Should.ThrowAsync<OperationCanceledException>(() => _rig.Driver.DriveAsync(Case1, new CancellationToken(canceled: true)));
        _rig.Channel.Tried.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_case_is_not_driven()
    {
        (await _rig.Driver.DriveAsync(Case1, Cancellation)).ShouldBeNull();
        _rig.Channel.Tried.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_case_that_is_not_due_is_left_alone()
    {
        await _rig.DispatchedAsync(Case1, Cancellation);
        await _rig.Driver.DriveAsync(Case1, Cancellation);
        var rested = await _rig.FindAsync(Case1, Cancellation);
        rested.WakeAt.ShouldNotBeNull().ShouldBeGreaterThan(_rig.Clock.Now());

        (await _rig.Driver.DriveAsync(Case1, Cancellation)).ShouldBeNull();
        (await _rig.FindAsync(Case1, Cancellation)).Version.ShouldBe(rested.Version);
        _rig.Channel.Tried.Count.ShouldBe(11);
    }

    [Fact]
    public async Task A_clock_that_strikes_alerts_once()
    {
        await _rig.DispatchedAsync(Case1, Cancellation);
        var next = await _rig.Driver.DriveAsync(Case1, Cancellation);
        _rig.Clock.SetUtcNow(next.ShouldNotBeNull());
        while (await _rig.Driver.DriveAsync(Case1, Cancellation) <= _rig.Clock.Now())
        {
        }

        await _rig.Driver.DriveAsync(Case1, Cancellation);
        var alert = _rig.Channel.Delivered.Where(m => m.Type == "alert-due-soon").ShouldHaveSingleItem();
        (alert.Department, alert.Item).ShouldBe(("human-resources", "employment-assistance"));
    }

    private async Task<IEnumerable<string>> FailingAsync()
    {
        var query = new WorkListQuery { Today = SampleForms.Today, MinFailedAttempts = 1 };
        return (await _rig.Store.ListWorkAsync(query, Cancellation)).Rows.Select(r => r.Item);
    }
}
