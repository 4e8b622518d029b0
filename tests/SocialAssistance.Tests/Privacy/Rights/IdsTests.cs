using System.Text;
using Shouldly;
using SocialAssistance.Input;
using SocialAssistance.Privacy.Rights;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Tests.Privacy.Rights;

public sealed class IdsTests
{
    private static readonly string Number = Enumerable.Range(1, 1000).Select(seed => new SampleIdNumbers(seed).Adult()).First(n => n[^1] == 'X');

    public static TheoryData<string> Personal =>
        [Number, Number.ToLowerInvariant(), "gz-" + Number, Number + "-1", "13912345678", "gz_13912345678.2"];

    [Theory]
    [MemberData(nameof(Personal))]
    public void An_id_that_holds_an_id_number_or_a_phone_is_refused(string id) => FaultOf(id).ShouldBe(InputFault.HoldsPersonalNumber);

    [Theory]
    [InlineData("c1")]
    [InlineData("2026-0001_a.b")]
    [InlineData("20260803102000123")]
    [InlineData("139123456789")]
    [InlineData("640104202608030001")]
    [InlineData("a13912345678")]
    [InlineData("0198c2a4-13912345678a-7d1e")]
    public void Others_are_taken(string id) => FaultOf(id).ShouldBeNull();

    [Fact]
    public void A_number_with_a_wrong_check_character_is_nobodys() =>
        FaultOf(Number[..17] + "1").ShouldBeNull();

    [Theory]
    [InlineData("更正")]
    [InlineData("c 1")]
    public void Words_are_refused(string id) => FaultOf(id).ShouldBe(Ids.Invalid);

    private static string? FaultOf(string id) =>
        InputReader.Read(Encoding.UTF8.GetBytes($$"""{"id":"{{id}}"}"""), o => Ids.Read(o, "id", 64)).Faults.SingleOrDefault()?.Code;
}
