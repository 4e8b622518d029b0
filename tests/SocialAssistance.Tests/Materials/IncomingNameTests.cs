using CsCheck;
using Shouldly;
using SocialAssistance.Materials;
using Xunit;

namespace SocialAssistance.Tests.Materials;

public sealed class IncomingNameTests
{
    private const string Case = "20260803-640104-7K3M9Q2XWD4P";

    private static readonly string Longest = new('x', IncomingName.MaxFileNameLength);

    [Theory]
    [InlineData("identity-document", "户口簿 (1).jpg")]
    [InlineData("other", "a")]
    [InlineData("m", "👪.pdf")]
    [InlineData("m", "100%2e%2e.pdf")]
    public void A_name_of_three_parts_is_taken_apart(string material, string fileName) =>
        IncomingName.TryParse($"{Case}/{material}/{fileName}").ShouldBe(new IncomingName(Case, material, fileName));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData(Case + "/m")]
    [InlineData(Case + "/m/")]
    [InlineData(Case + "/m/ ")]
    [InlineData("/m/f")]
    [InlineData(Case + "//f")]
    [InlineData(Case + "/m/d/f")]
    [InlineData("/" + Case + "/m/f")]
    [InlineData(Case + "/m/f/")]
    [InlineData("../m/f")]
    [InlineData(Case + "/../f")]
    [InlineData(Case + "/m/..")]
    [InlineData(Case + "/m/a..b")]
    [InlineData(Case + "/m/a\\b")]
    [InlineData(Case + "/m/a\nb")]
    [InlineData(Case + "/m/a\0b")]
    [InlineData(Case + "/m/a\u0085b")]
    [InlineData("c d/m/f")]
    [InlineData(Case + "/材料/f")]
    [InlineData(Case + "%2F/m/f")]
    [InlineData("20260803-640104-7k3m9q2xwd4p/m/f")]
    [InlineData("20260803-640104-7K3M9Q2XWD4P./m/f")]
    [InlineData("20260803-640104-7K3M9Q2XWD4\uff30/m/f")]
    [InlineData(" 20260803-640104-7K3M9Q2XWD4P/m/f")]
    [InlineData(Case + "/Identity-Document/f")]
    [InlineData(Case + "/m%2e/f")]
    [InlineData(Case + "\u2044m\u2044f")]
    [InlineData(Case + "/m\u200b/f")]
    [InlineData("c/m/f")]
    public void Anything_else_is_nothing(string? name) => IncomingName.TryParse(name).ShouldBeNull();

    [Fact]
    public void Half_a_character_is_nothing() => IncomingName.TryParse(Case + "/m/a" + '\ud83d').ShouldBeNull();

    [Fact]
    public void A_part_has_a_longest_length()
    {
        IncomingName.TryParse($"{Case}/m/{Longest}")!.FileName.ShouldBe(Longest);
        IncomingName.TryParse($"{Case}/m/{Longest}x").ShouldBeNull();
        IncomingName.TryParse($"{Case}/{new string('m', 64)}/f").ShouldNotBeNull();
        IncomingName.TryParse($"{Case}/{new string('m', 65)}/f").ShouldBeNull();
    }

    [Fact]
    public void Whatever_is_taken_apart_can_be_put_together_again() =>
        Gen.Char["ab1-/.\\ \n中%\0\u202e\u2028"].Array[0, 14].Select(c => Case + new string(c)).Sample(
            name => IncomingName.TryParse(name) is not { } parts || $"{parts.CaseId}/{parts.Material}/{parts.FileName}" == name, iter: 20_000);

    [Fact]
    public void What_is_looked_up_is_plain_whatever_was_written() =>
        Gen.Select(Gen.String, Gen.String, Gen.Char["/\\.%"], Gen.Bool).Sample(
            (a, b, between, known) => IncomingName.TryParse($"{(known ? Case : a)}{between}{b}/{a}") is not { } parts
                || (parts.CaseId == Case && parts.Material.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')),
            iter: 20_000);
}
