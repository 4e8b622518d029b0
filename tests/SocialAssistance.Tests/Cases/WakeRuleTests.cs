using Shouldly;
using SocialAssistance.Cases.Running;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Tests.Cases;

public sealed class WakeRuleTests
{
    private static readonly DateTimeOffset Now = CaseWalk.Moment("2026-08-03");
    private static readonly Case InProgress = CaseWalk.Accepted("2026-08-03", Items.Medical).Perform().Case;
    private static readonly Case Awaiting = CaseWalk.Open("2026-08-03", Items.Medical).Case;

    /// <summary>Minutes from now at which the case was to be looked at before and is to be looked at now; null for never.</summary>
    [Theory]
    [InlineData(null, null, false)]
    [InlineData(10, null, true)]
    [InlineData(0, null, true)]
    [InlineData(null, 10, true)]
    [InlineData(null, 0, true)]
    [InlineData(10, 5, true)]
    [InlineData(10, 10, false)]
    [InlineData(10, 20, false)]
    [InlineData(10, 0, true)]
    [InlineData(0, 10, false)]
    [InlineData(-5, 0, false)]
    [InlineData(-5, -5, false)]
    public void A_runner_hears_of_what_is_due_or_comes_earlier_than_it_knows_or_is_over(int? before, int? after, bool mustWake) =>
        WakeRule.MustWake(At(InProgress, before), At(InProgress, after), Now).ShouldBe(mustWake);

    [Theory]
    [InlineData(null, false)]
    [InlineData(10, true)]
    [InlineData(0, true)]
    public void A_runner_that_may_know_nothing_hears_of_whatever_falls_due(int? after, bool mustWake) =>
        WakeRule.MustWake(null, At(InProgress, after), Now).ShouldBe(mustWake);

    [Theory]
    [InlineData(null, false)]
    [InlineData(10, false)]
    [InlineData(0, true)]
    [InlineData(-1, true)]
    public void A_case_that_awaits_materials_is_left_to_the_sweep_until_it_is_due(int? after, bool mustWake)
    {
        WakeRule.MustWake(null, At(Awaiting, after), Now).ShouldBe(mustWake);
        WakeRule.MustWake(At(Awaiting, 20), At(Awaiting, after), Now).ShouldBe(mustWake);
    }

    [Fact]
    public void What_fell_due_while_it_awaited_materials_is_nobodys_until_a_department_has_the_case()
    {
        WakeRule.MustWake(At(Awaiting, -5), At(Awaiting, -5), Now).ShouldBeFalse();
        WakeRule.MustWake(At(Awaiting, -5), At(InProgress, -5), Now).ShouldBeTrue();
        WakeRule.MustWake(At(Awaiting, -5), At(InProgress, 0), Now).ShouldBeTrue();
        WakeRule.MustWake(At(Awaiting, 5), At(InProgress, 10), Now).ShouldBeTrue();
    }

    private static Case At(Case @case, int? minutes) => @case with { WakeAt = minutes is { } m ? Now.AddMinutes(m) : null };
}
