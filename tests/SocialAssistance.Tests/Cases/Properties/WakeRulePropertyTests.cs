using CsCheck;
using Shouldly;
using SocialAssistance.Cases;
using Xunit;

namespace SocialAssistance.Tests.Cases.Properties;

/// <summary>A runner that hears of a case exactly when the rule says so is never late, whatever happens to the case.</summary>
public sealed class WakeRulePropertyTests
{
    [Fact]
    public void A_runner_that_waits_in_a_timer_is_never_late() =>
        RandomHistory.Any.Sample(
            history =>
            {
                var walk = new RandomCase(history);
                var runner = new WaitingRunner(walk);
                runner.Hear(null, walk.Opened, walk.Now);
                foreach (var missing in history.Complete ? walk.Case.Missing().ToArray() : [])
                {
                    Happen(walk, runner, walk.Scan(missing.Material, MaterialStatus.Accepted));
                }

                foreach (var step in history.Steps)
                {
                    // What comes at the same moment may come before the runner has acted.
                    if (step.Minutes > 0 || step.B % 2 == 0)
                    {
                        runner.LiveUntil(walk.Now.AddMinutes(step.Minutes));
                    }

                    Happen(walk, runner, walk.EventOf(step));
                }

                runner.LiveUntil(walk.Now);
                (walk.Case.WakeAt > walk.Now || walk.Case.WakeAt is null || walk.Case.Status == CaseStatus.AwaitingMaterials).ShouldBeTrue("it acts when it is told");
                (walk.Case.IsClosed && walk.Case.WakeAt is null && runner.Timer is not null).ShouldBeFalse("it hears when there is nothing to wait for any more");
            },
            iter: 2000);

    private static void Happen(RandomCase walk, WaitingRunner runner, CaseEvent caseEvent)
    {
        var before = walk.Case;
        if (walk.Try(caseEvent) is CaseOutcome.Moved moved)
        {
            runner.Hear(before, moved.Next, walk.Now);
        }

        runner.WouldBeLate(walk.Now).ShouldBeFalse($"after {caseEvent.GetType().Name} on {walk.Now:u}: to be looked at {walk.Case.WakeAt:u}, waits until {runner.Timer:u}");
    }
}
