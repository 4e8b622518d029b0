using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Privacy;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Samples;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Tests.Privacy;

/// <summary>Whoever says something again after the installation has gone over to another suite is known again, and no other.</summary>
public sealed class SuiteChangeTests
{
    private const string Item = "temporary-assistance";

    [Theory]
    [InlineData(PrivacySuite.International, PrivacySuite.National)]
    [InlineData(PrivacySuite.National, PrivacySuite.International)]
    public void What_a_department_says_again_is_taken_once(PrivacySuite before, PrivacySuite after)
    {
        var dispatched = SampleCases.Dispatched("C1");
        var said = SampleEvents.TakenUp(Item);
        var taken = Handle(dispatched, said, before).ShouldBeOfType<CaseOutcome.Moved>().Next;

        Handle(taken, said, after).ShouldBeOfType<CaseOutcome.Unchanged>();
        Handle(taken, said with { Operator = "另一个人" }, after).ShouldBeOfType<CaseOutcome.Refused>().Refusal.ShouldBe(CaseRefusals.EventIdReused);

        static CaseOutcome Handle(Case @case, DepartmentEvent said, PrivacySuite suite) =>
            CaseProcess.Handle(@case, Sealing(suite).Seal(said, "C1"), SampleGuide.Guide, SampleCases.Now);
    }

    [Theory]
    [InlineData(PrivacySuite.International, PrivacySuite.National)]
    [InlineData(PrivacySuite.National, PrivacySuite.International)]
    public void Whatever_is_looked_up_is_looked_up_as_it_was_before_too(PrivacySuite before, PrivacySuite after)
    {
        var (old, now) = (Sealing(before), Sealing(after));
        now.Person("640104199001011234").ShouldContain(old.Person("640104199001011234")[0]);
        now.Name("张三").ShouldContain(old.Name("张三")[0]);
        now.Digests("x"u8).ShouldContain(old.Digests("x"u8)[0]);
        now.Submission("platform", "key").ShouldContain(old.Submission("platform", "key")[0]);
        now.Submission("window", "key").Intersect(old.Submission("platform", "key")).ShouldBeEmpty();
    }

    private static CaseSealing Sealing(PrivacySuite suite) => new(SamplePrivacy.Protection, new KeyedHash(new byte[KeyedHash.SecretBytes], suite));
}
