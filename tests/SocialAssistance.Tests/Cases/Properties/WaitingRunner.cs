using SocialAssistance.Cases;
using SocialAssistance.Cases.Running;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Tests.Cases.Properties;

/// <summary>
/// A runner that waits in a timer until the wake time it last heard of, reads the case when it ends, and hears of others'
/// writes only when the rule says so. Beside it a sweep looks at what is due every few minutes.
/// </summary>
internal sealed class WaitingRunner(RandomCase walk)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(5);

    /// <summary>When its timer ends; null while it waits for nothing.</summary>
    public DateTimeOffset? Timer { get; private set; }

    /// <summary>Somebody else wrote the case.</summary>
    public void Hear(Case? previous, Case next, DateTimeOffset now) =>
        Timer = WakeRule.MustWake(previous, next, now) ? next.WakeAt : Timer;

    /// <summary>Whether something falls due that it would miss; what awaits materials is the sweep's.</summary>
    public bool WouldBeLate(DateTimeOffset now) =>
        walk.Case is { WakeAt: { } wakeAt, Status: not CaseStatus.AwaitingMaterials } && !(Timer <= (wakeAt > now ? wakeAt : now));

    /// <summary>Lets it live until a moment.</summary>
    public void LiveUntil(DateTimeOffset until)
    {
        while (Next() is var (at, bySweep) && at <= until)
        {
            Drive(at);
            if (bySweep)
            {
                Hear(null, walk.Case, at);
            }
            else
            {
                Timer = walk.Case.WakeAt;
            }
        }
    }

    /// <summary>Its timer, or the sweep where a case that awaits materials has fallen due unheard.</summary>
    private (DateTimeOffset At, bool BySweep)? Next()
    {
        var sweep = walk.Case is { Status: CaseStatus.AwaitingMaterials, WakeAt: { } wakeAt } ? wakeAt + SweepEvery : (DateTimeOffset?)null;
        return Timer is { } timer && !(sweep < timer) ? (timer, false)
            : sweep is { } swept ? (swept, true)
            : null;
    }

    /// <summary>Performs what is due, some of it in vain, until nothing is.</summary>
    private void Drive(DateTimeOffset at)
    {
        while (walk.Case.WakeAt <= at)
        {
            TaskAttempt[] attempts =
            [
                .. walk.Case.Tasks.Where(t => t.NextAttemptAt <= at).Select((t, i) =>
                    (t.TaskId.Length + i + t.Attempts) % 3 == 0 ? new TaskAttempt(t.TaskId, at.AddSeconds(Math.Pow(2, t.Attempts + 1)), "TimeoutException") : new TaskAttempt(t.TaskId, null, null)),
            ];
            CaseEvent caseEvent = attempts.Length > 0 ? new TasksAttempted([.. attempts]) : new ClockStruck();
            walk.Case = CaseProcess.Handle(walk.Case, caseEvent, walk.Guide, at) is CaseOutcome.Moved moved ? moved.Next : walk.Case;
        }
    }
}
