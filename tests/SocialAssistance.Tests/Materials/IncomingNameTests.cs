using CsCheck;
using Shouldly;
using SocialAssistance.Materials;
using Xunit;

namespace SocialAssistance.Tests.Materials;

public sealed class IncomingNameTests
{
    private static readonly string Longest = new('x', IncomingName.MaxFileNameLength);

    [Theory]
    [InlineData("c-1/identity-document/户口簿 (1).jpg", "c-1", "identity-document", "户口簿 (1).jpg")]
    [InlineData("01J9/other/a", "01J9", "other", "a")]
    [InlineData("c/m/👪.pdf", "c", "m", "👪.pdf")]
    public void A_name_of_three_parts_is_taken_apart(string name, string caseId, string material, string fileName) =>
        IncomingName.TryParse(name).ShouldBe(new IncomingName(caseId, material, fileName));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("c/m")]
    [InlineData("c/m/")]
    [InlineData("c/m/ ")]
    [InlineData("/m/f")]
    [InlineData("c//f")]
    [InlineData("c/m/d/f")]
    [InlineData("/c/m/f")]
    [InlineData("c/m/f/")]
    [InlineData("../m/f")]
    [InlineData("c/../f")]
    [InlineData("c/m/..")]
    [InlineData("c/m/a..b")]
    [InlineData("c/m/a\\b")]
    [InlineData("c/m/a\nb")]
    [InlineData("c/m/a\0b")]
    [InlineData("c/m/a\u0085b")]
    [InlineData("c d/m/f")]
    [InlineData("c/材料/f")]
    [InlineData("c%2F/m/f")]
    public void Anything_else_is_nothing(string? name) => IncomingName.TryParse(name).ShouldBeNull();

    [Fact]
    public void Half_a_character_is_nothing() => IncomingName.TryParse("c/m/a" + '\ud83d').ShouldBeNull();

    [Fact]
    public void A_part_has_a_longest_length()
    {
        IncomingName.TryParse($"c/m/{Longest}")!.FileName.ShouldBe(Longest);
        IncomingName.TryParse($"c/m/{Longest}x").ShouldBeNull();
        IncomingName.TryParse($"{new string('c', 64)}/m/f").ShouldNotBeNull();
        IncomingName.TryParse($"{new string('c', 65)}/m/f").ShouldBeNull();
        IncomingName.TryParse($"c/{new string('m', 65)}/f").ShouldBeNull();
    }

    [Fact]
    public void Whatever_is_taken_apart_can_be_put_together_again() =>
        Gen.Char["ab1-/.\\ \n中"].Array[0, 12].Select(c => new string(c)).Sample(name =>
            IncomingName.TryParse(name) is not { } parts || $"{parts.CaseId}/{parts.Material}/{parts.FileName}" == name, iter: 20_000);
}
