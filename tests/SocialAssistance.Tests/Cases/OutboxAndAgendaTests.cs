using Shouldly;
using SocialAssistance.Cases;
using Xunit;

namespace SocialAssistance.Tests.Cases;

public sealed class OutboxAndAgendaTests
{
    [Fact]
    public void A_task_leaves_only_when_its_performance_is_recorded()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical, Items.Temporary);
        var done = new TasksAttempted([new TaskAttempt(walk.Case.Tasks[0].TaskId, null, null)]);

        walk.Moves(done);

        walk.Owed(TaskKind.Dispatch).ShouldBe(["medical-assistance > medical-insurance"]);
        walk.Ignores(done);
        walk.Ignores(new TasksAttempted([]));
    }

    [Fact]
    public void A_failed_task_stays_and_is_tried_later()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical);
        var task = walk.Case.Tasks.Single();
        var failed = new TasksAttempted([new TaskAttempt(task.TaskId, walk.Now.AddMinutes(1), "TimeoutException")]);

        walk.Moves(failed);
        walk.Case.Tasks.Single().ShouldBe(task with { Attempts = 1, NextAttemptAt = walk.Now.AddMinutes(1), LastError = "TimeoutException" });
        walk.Case.WakeAt.ShouldBe(walk.Now.AddMinutes(1));
        walk.Ignores(failed);

        walk.At("2026-08-03 09:01").Moves(new TasksAttempted([new TaskAttempt(task.TaskId, walk.Now.AddMinutes(2), "HttpRequestException")]));
        walk.Case.Tasks.Single().Attempts.ShouldBe(2);
        walk.Ignores(new TasksAttempted([new TaskAttempt("C1.dispatch.housing-assistance", null, null)]));
    }

    [Fact]
    public void A_task_knows_what_it_is_about()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical);

        walk.Case.Tasks.Single().ShouldBe(new OwedTask
        {
            TaskId = "C1.dispatch.medical-assistance",
            Kind = TaskKind.Dispatch,
            Subject = Items.Medical,
            Department = "medical-insurance",
            OwedAt = walk.Now,
            NextAttemptAt = walk.Now,
        });
    }

    [Fact]
    public void The_next_look_is_the_earliest_of_all_that_can_fall_due()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical, Items.Employment).Perform();
        walk.Case.WakeAt.ShouldBe(CaseWalk.Moment("2026-08-10 00:00"), "employment assistance turns yellow");

        walk.Moves(walk.Ask(Items.Medical, "2026-08-09", "other"));
        walk.Case.WakeAt.ShouldBe(CaseWalk.Moment("2026-08-09").AddMilliseconds(1));

        walk.Moves(walk.Denied(Items.Medical)).Moves(walk.Granted(Items.Employment));
        walk.Case.WakeAt.ShouldBeNull();
    }

    [Fact]
    public void A_clock_that_strikes_too_early_changes_nothing()
    {
        var walk = CaseWalk.Accepted("2026-08-03", Items.Medical).Perform();

        walk.At("2026-09-01").Ignores(new ClockStruck());
        walk.At("2026-09-07").Moves(new ClockStruck()).Ignores(new ClockStruck());
    }

    [Fact]
    public void An_unknown_kind_of_event_is_an_error_of_the_program() =>
        Should.Throw<ArgumentOutOfRangeException>(() => CaseWalk.Open("2026-08-03").Handle(new Unheard()));

    private sealed record Unheard : CaseEvent;
}
