using Microsoft.Extensions.Time.Testing;
using Shouldly;
using SocialAssistance.Local.Running;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Local.Tests.Running;

/// <summary>Who is woken, and what becomes of too many wakes.</summary>
public sealed class WakeUpsTests
{
    private readonly WakeUps _wakeUps = new(new FakeTimeProvider(SampleCases.Now));

    [Fact]
    public async Task A_case_with_something_to_do_is_woken()
    {
        await _wakeUps.WakeAsync(null, SampleCases.Dispatched("C1"), TestContext.Current.CancellationToken);
        _wakeUps.Woken.TryRead(out var woken).ShouldBeTrue();
        woken.ShouldBe("C1");
    }

    [Fact]
    public async Task A_case_that_waits_is_left_to_the_sweep()
    {
        await _wakeUps.WakeAsync(null, SampleCases.Awaiting("C1"), TestContext.Current.CancellationToken);
        _wakeUps.Woken.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public void Too_many_wakes_are_dropped_and_hold_up_nobody()
    {
        foreach (var number in Enumerable.Range(0, 20_000))
        {
            _wakeUps.Wake(FormattableString.Invariant($"C{number}"));
        }

        _wakeUps.Woken.Count.ShouldBe(10_000);
    }
}
