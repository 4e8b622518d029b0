using System.Globalization;
using CsCheck;
using Shouldly;
using SocialAssistance.Privacy;
using Xunit;

namespace SocialAssistance.Tests.Privacy;

/// <summary>What is left of masked values, whatever they are.</summary>
public sealed class MaskingTests
{
    private static readonly string[] Pieces = ["田", "𠮷", "张", "7", "0", "X", "-", "e\u0301"];

    private static readonly Gen<string> Text = Gen.Int[0, Pieces.Length - 1].Array[0, 25].Select(which => string.Concat(which.Select(i => Pieces[i])));

    [Theory]
    [InlineData("张三", "张*")]
    [InlineData("𠮷田", "𠮷*")]
    [InlineData("田𠮷", "田*")]
    [InlineData("𠮷", "*")]
    [InlineData("买买提·艾力", "买*****")]
    [InlineData("", "*")]
    public void Names_show_their_first_character(string name, string shown) => Masking.Name(name).ShouldBe(shown);

    [Theory]
    [InlineData("13812342345", "138****2345")]
    [InlineData("12345678", "******78")]
    [InlineData("7012345", "*****45")]
    [InlineData("0951-1234567", "********4567")]
    [InlineData("12", "**")]
    public void Phones_show_little(string phone, string shown) => Masking.Phone(phone).ShouldBe(shown);

    [Theory]
    [InlineData("640104199001011234", "640***********1234")]
    [InlineData("640104900101123", "640********1123")]
    [InlineData("12345678", "******78")]
    public void Id_numbers_show_three_first_and_four_last_places(string number, string shown) => Masking.IdNumber(number).ShouldBe(shown);

    [Theory]
    [InlineData("form/applicant/name", "640104199001011234", "6*****************")]
    [InlineData("form/household/0/idNumber", "640104199001011234", "640***********1234")]
    [InlineData("form/studentLoan/student", "张三", "张*")]
    [InlineData("form/studentLoan/studentIdNumber", "640104199001011234", "640***********1234")]
    [InlineData("form/authorization/signatories/1", "640104199001011234", "640***********1234")]
    [InlineData("form/applicant/phone", "13812342345", "138****2345")]
    public void A_field_is_masked_as_what_it_is(string field, string value, string shown) =>
        Masking.Find(field).ShouldNotBeNull()(value).ShouldBe(shown);

    [Theory]
    [InlineData("form/applicant/address")]
    [InlineData("form/economy/income/wages")]
    [InlineData("form/medical/diagnosis")]
    public void What_cannot_be_shown_in_part_has_no_masked_form(string field) => Masking.Find(field).ShouldBeNull();

    [Fact]
    public void No_masked_value_shows_more_than_it_may_or_half_a_character() => Text.Sample(text =>
    {
        var length = new StringInfo(text).LengthInTextElements;
        foreach (var (masked, most) in new[]
        {
            (Masking.Name(text), 1),
            (Masking.Phone(text), text.Length == 11 && text.All(char.IsAsciiDigit) ? 7 : length / 3),
            (Masking.IdNumber(text), length is 15 or 18 ? 7 : length / 3),
        })
        {
            masked.EnumerateRunes().ShouldNotContain(System.Text.Rune.ReplacementChar);
            new StringInfo(masked).LengthInTextElements.ShouldBe(masked == "*" ? 1 : length);
            new StringInfo(masked.Replace("*", "", StringComparison.Ordinal)).LengthInTextElements.ShouldBeLessThanOrEqualTo(most);
        }
    });
}
