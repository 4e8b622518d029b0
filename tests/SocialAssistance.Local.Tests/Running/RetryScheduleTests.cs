using CsCheck;
using Shouldly;
using SocialAssistance.Cases;
using Xunit;

namespace SocialAssistance.Local.Tests.Running;

/// <summary>How long a failed task waits.</summary>
public sealed class RetryScheduleTests
{
    private static readonly Gen<int> Failures = Gen.Frequency((9, Gen.Int[0, 40]), (1, Gen.Int[0, int.MaxValue]));

    [Fact]
    public void Waits_double_from_two_seconds_to_an_hour_spread_by_a_fifth() => Gen.Select(Failures, Gen.Double[0, 1]).Sample((failures, random) =>
    {
        var plain = Math.Min(3600, 2 * Math.Pow(2, Math.Min(failures, 100)));
        RetrySchedule.After(failures, random).TotalSeconds.ShouldBeInRange(0.8 * plain, (1.2 * plain) + 1e-6);
    });

    [Fact]
    public void A_further_failure_never_shortens_the_wait() => Gen.Select(Gen.Int[0, 1000], Gen.Double[0, 1]).Sample((failures, random) =>
        RetrySchedule.After(failures + 1, random).ShouldBeGreaterThanOrEqualTo(RetrySchedule.After(failures, random)));

    [Fact]
    public void Tasks_that_failed_together_are_spread()
    {
        RetrySchedule.After(3, 0).ShouldBe(TimeSpan.FromSeconds(12.8));
        RetrySchedule.After(3, 0.5).ShouldBe(TimeSpan.FromSeconds(16));
        RetrySchedule.After(3, 1).ShouldBe(TimeSpan.FromSeconds(19.2), TimeSpan.FromMilliseconds(1));
    }
}
