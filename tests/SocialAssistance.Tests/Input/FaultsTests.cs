using Shouldly;
using SocialAssistance.Input;
using Xunit;

namespace SocialAssistance.Tests.Input;

public sealed class FaultsTests
{
    [Theory]
    [InlineData("/household/1", true)]
    [InlineData("/household/1/name", false)]
    [InlineData("/household", true)]
    [InlineData("", true)]
    [InlineData("/house", false)]
    [InlineData("/household/10", false)]
    [InlineData("/applicant", false)]
    public void A_fault_is_at_a_place_or_inside_it_but_not_beside_it(string pointer, bool at)
    {
        var faults = new Faults();
        faults.At(pointer).ShouldBeFalse();
        faults.None.ShouldBeTrue();

        faults.Add("/household/1", InputFault.WrongType, "错");

        faults.At(pointer).ShouldBe(at);
        faults.None.ShouldBeFalse();
    }

    [Fact]
    public void A_fault_of_the_tenth_is_none_of_the_first()
    {
        var faults = new Faults();
        faults.Add("/household/10/name", InputFault.Required, "缺");

        faults.At("/household/1").ShouldBeFalse();
        faults.At("/household/10").ShouldBeTrue();
    }

    [Fact]
    public void Faults_are_told_in_the_order_in_which_they_were_found()
    {
        var faults = new Faults();
        faults.Add("/b", InputFault.Required, "缺");
        faults.Add("/a", InputFault.Required, "缺");

        faults.ToImmutable().Select(f => f.Pointer).ShouldBe(["/b", "/a"]);
    }
}
