using System.Text;
using CsCheck;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Tests.Cases.Properties;
using SocialAssistance.Tests.Guide;
using Xunit;

namespace SocialAssistance.Tests.Privacy.Retention;

/// <summary>Random cases at random moments: what must not be touched is not, and what is due goes.</summary>
public sealed class AnonymisingPropertyTests
{
    private static readonly Gen<(RandomHistory History, int Days, bool Held, bool Settled)> Any =
        Gen.Select(RandomHistory.Any, Gen.Int[0, 6000], Gen.Frequency((1, Gen.Const(true)), (4, Gen.Const(false))), Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false))));

    [Fact]
    public void Nothing_open_owing_held_or_unfinished_is_ever_touched()
    {
        var touched = 0;
        var guide = GuideFolder.Shipped;
        Any.Sample(
            any =>
            {
                var walk = new RandomCase(any.History);
                foreach (var step in any.History.Steps)
                {
                    walk.Try(walk.EventOf(step));
                }

                if (any.Held)
                {
                    walk.Try(new HoldPlaced("h", HoldReasons.Review));
                }

                if (any.Settled)
                {
                    walk.Try(new ClockStruck());
                    foreach (var missing in walk.Case.Missing().ToArray())
                    {
                        walk.Try(walk.Scan(missing.Material, MaterialStatus.Accepted));
                    }

                    for (var item = 0; item < walk.Case.Items.Length; item++)
                    {
                        if (walk.Case.Items[item].IsOpenAtDepartment)
                        {
                            walk.Try(walk.Decide(item, item));
                        }
                    }

                    walk.Try(walk.PerformAll());
                }

                var before = walk.Case;
                var now = walk.Now.AddDays(any.Days);
                var outcome = CaseProcess.Handle(before, new Anonymised("ground"), guide, now);

                var period = guide.Retention.Find(before.Status)?.Period;
                var mayGo = before.IsClosed && before.Tasks.IsEmpty && !before.IsHeld
                    && before.Items.All(i => i.Clock is null or { StoppedAt: not null })
                    && SocialAssistance.Guide.ChinaTime.DayOf(before.ErasableFrom!.Value) < period!.Before(SocialAssistance.Guide.ChinaTime.DayOf(now));
                (outcome is CaseOutcome.Moved).ShouldBe(mayGo);
                if (outcome is CaseOutcome.Moved { Next: var after })
                {
                    Interlocked.Increment(ref touched);

                    // The store refuses to write anything that is open; what is written holds no envelope either.
                    var text = Encoding.UTF8.GetString(CaseJson.Write(after));
                    text.ShouldNotContain("张");
                    text.ShouldNotContain("文");
                    text.ShouldNotContain("gcm:");
                    after.Items.Length.ShouldBe(before.Items.Length);
                }
            },
            iter: 1000);
        touched.ShouldBeGreaterThan(20);
    }
}
