using CsCheck;
using Shouldly;
using SocialAssistance.Cases;
using Xunit;

namespace SocialAssistance.Tests.Cases.Properties;

/// <summary>Thousands of random orders of events and times over a case with up to eleven items.</summary>
public sealed class CasePropertyTests
{
    private const int Histories = 1000;

    [Fact]
    public void Whatever_happens_in_whatever_order_the_case_stays_whole() =>
        RandomHistory.Any.Sample(history => Walk(history, (_, _) => { }), iter: Histories);

    [Fact]
    public void Every_event_handled_twice_changes_nothing_the_second_time() =>
        RandomHistory.Any.Sample(
            history => Walk(history, (walk, caseEvent) =>
            {
                walk.Try(new ClockStruck());
                var once = walk.Case;
                walk.Try(caseEvent).ShouldNotBeOfType<CaseOutcome.Moved>();
                walk.Try(new ClockStruck()).ShouldBeOfType<CaseOutcome.Unchanged>();
                CaseInvariants.HoldAwake(once, walk.Now);
            }),
            iter: Histories);

    [Fact]
    public void From_any_state_every_case_can_be_brought_to_its_end() =>
        RandomHistory.Any.Sample(
            history =>
            {
                var walk = Walk(history, (_, _) => { });
                walk.Try(new ClockStruck());
                foreach (var missing in walk.Case.Missing().ToArray())
                {
                    walk.Try(walk.Scan(missing.Material, MaterialStatus.Accepted));
                }

                for (var item = 0; item < walk.Case.Items.Length; item++)
                {
                    if (walk.Case.Items[item].IsOpenAtDepartment)
                    {
                        walk.Try(walk.Decide(item, item)).ShouldBeOfType<CaseOutcome.Moved>();
                    }
                }

                walk.Try(walk.PerformAll());
                walk.Case.IsClosed.ShouldBeTrue();
                walk.Case.Tasks.ShouldBeEmpty();
                walk.Case.WakeAt.ShouldBeNull();
            },
            iter: Histories);

    [Fact]
    public void The_same_events_give_the_same_case_when_it_is_stored_in_between() =>
        RandomHistory.Any.Sample(
            history =>
            {
                var walk = Walk(history, (_, _) => { });
                var stored = InClear.Write(walk.Opened);
                foreach (var (caseEvent, guide, at) in walk.Tried)
                {
                    var read = InClear.Read(stored);
                    InClear.Write(read).AsSpan().SequenceEqual(stored).ShouldBeTrue("it was not read as it was written");
                    if (CaseProcess.Handle(read, caseEvent, guide, at) is CaseOutcome.Moved moved)
                    {
                        stored = InClear.Write(moved.Next);
                    }
                }

                InClear.Write(walk.Case).AsSpan().SequenceEqual(stored).ShouldBeTrue("stored in between, it went another way");
            },
            iter: Histories / 5);

    [Fact]
    public void The_random_walks_reach_everything_there_is_to_reach()
    {
        var kinds = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        RandomHistory.Any.Sample(
            history =>
            {
                var walk = Walk(history, (_, _) => { });
                foreach (var seen in walk.Case.Timeline.Select(e => $"{e.Kind}").Concat(walk.Case.Items.Select(i => $"{i.Status}")).Append($"case {walk.Case.Status}"))
                {
                    kinds.TryAdd(seen, true);
                }

                foreach (var (caseEvent, guide, at) in walk.Tried)
                {
                    if (CaseProcess.Handle(walk.Case, caseEvent, guide, walk.Now) is CaseOutcome.Refused refused)
                    {
                        kinds.TryAdd("refused " + refused.Refusal.Code, true);
                    }
                }
            },
            iter: 1000);

        var all = Enum.GetNames<TimelineKind>().Except([nameof(TimelineKind.Anonymised)]).Concat(Enum.GetNames<ItemStatus>()).Concat(Enum.GetNames<CaseStatus>().Select(s => "case " + s)).Concat(
        [
            "refused item-of-other-department", "refused event-id-reused", "refused item-closed", "refused item-not-dispatched", "refused item-already-accepted",
            "refused no-decision-to-revise", "refused case-closed", "refused item-not-found", "refused answer-by-in-past",
        ]);
        all.Except(kinds.Keys).ShouldBeEmpty();
    }

    private static RandomCase Walk(RandomHistory history, Action<RandomCase, CaseEvent> afterEach)
    {
        var walk = new RandomCase(history);
        var steps = new StepInvariants(walk.Opened);
        if (history.Complete)
        {
            foreach (var missing in walk.Case.Missing().ToArray())
            {
                Step(walk.Scan(missing.Material, MaterialStatus.Accepted));
            }
        }

        foreach (var step in history.Steps)
        {
            var caseEvent = walk.EventOf(step);
            Step(caseEvent);
            afterEach(walk, caseEvent);
        }

        return walk;

        void Step(CaseEvent caseEvent)
        {
            var before = walk.Case;
            var outcome = walk.Try(caseEvent);
            steps.Hold(before, caseEvent, outcome);
            CaseInvariants.Hold(walk.Case, walk.Now);
        }
    }
}
