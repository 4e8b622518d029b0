using CsCheck;
using Shouldly;
using SocialAssistance.Applications;
using Xunit;

namespace SocialAssistance.Tests.Applications;

public sealed class ResidentIdNumberTests
{
    private static readonly DateOnly Today = new(2026, 8, 3);
    private static readonly Gen<string> Around = Gen.String[Gen.OneOf("-/.件号a".ToCharArray()), 0, 5];

    [Theory]
    [InlineData("11010519491231002X")]
    [InlineData("440524188001010014", false)] // The standard's other example: born before 1900.
    [InlineData("110105194912310021", false)]
    [InlineData("11010519491231002", false)]
    [InlineData("11010519491231002X0", false)]
    [InlineData("1101051949123100X2", false)]
    [InlineData("１１０１０５１９４９１２３１００２X", false)]
    [InlineData("", false)]
    public void The_standards_examples_are_told_apart(string number, bool valid = true) =>
        ResidentIdNumber.IsValid(number, Today).ShouldBe(valid);

    [Fact]
    public void Every_number_made_by_the_standards_table_is_valid() =>
        IdNumbers.Any.Sample(number => ResidentIdNumber.IsValid(number, Today));

    [Fact]
    public void Any_single_wrong_character_is_noticed() =>
        Gen.Select(IdNumbers.Any, Gen.Int[0, 17], Gen.OneOf("0123456789X".ToCharArray())).Sample((number, place, wrong) =>
        {
            var changed = number[..place] + wrong + number[(place + 1)..];
            return changed == number || !ResidentIdNumber.IsValid(changed, Today);
        });

    [Fact]
    public void Any_two_neighbours_exchanged_are_noticed() =>
        Gen.Select(IdNumbers.Any, Gen.Int[0, 16]).Sample((number, place) =>
        {
            var changed = number[..place] + number[place + 1] + number[place] + number[(place + 2)..];
            return changed == number || !ResidentIdNumber.IsValid(changed, Today);
        });

    [Theory]
    [InlineData("64010420260230001")]
    [InlineData("64010420261301001")]
    [InlineData("64010420260001001")]
    [InlineData("64010418991231001")]
    public void A_birth_date_that_is_none_or_before_1900_is_refused(string first17) =>
        ResidentIdNumber.IsValid(IdNumbers.Complete(first17), Today).ShouldBeFalse();

    [Theory]
    [InlineData("11010519491231002X")]
    [InlineData("YB-11010519491231002x.7")]
    [InlineData("示救〔2026〕11010519491231002X号")]
    [InlineData("110105194912310021", false)]
    [InlineData("911010519491231002X", false)] // Part of a longer number.
    [InlineData("11010519491231002X0", false)]
    [InlineData("YB-2026-000123", false)]
    [InlineData("", false)]
    public void A_number_is_found_in_a_text(string text, bool found = true) => ResidentIdNumber.StandsIn(text).ShouldBe(found);

    [Fact]
    public void Every_number_of_somebody_of_age_is_found_wherever_it_stands() =>
        Gen.Select(Around, IdNumbers.OfAge, Around).Sample(
            (before, number, behind) => ResidentIdNumber.StandsIn(before + number + behind));

    [Fact]
    public void Nobody_is_born_tomorrow()
    {
        ResidentIdNumber.IsValid(IdNumbers.Born(2026, 8, 3), Today).ShouldBeTrue();
        ResidentIdNumber.IsValid(IdNumbers.Born(2026, 8, 4), Today).ShouldBeFalse();
    }

    [Fact]
    public void One_is_of_age_on_the_birthday()
    {
        ResidentIdNumber.IsOfAge(IdNumbers.Born(2008, 8, 3), 18, Today).ShouldBeTrue();
        ResidentIdNumber.IsOfAge(IdNumbers.Born(2008, 8, 4), 18, Today).ShouldBeFalse();
    }

    [Fact]
    public void A_number_is_kept_without_blanks_and_with_a_capital_X() =>
        ResidentIdNumber.Normalize(" 11010519491231002x ").ShouldBe("11010519491231002X");

    [Fact]
    public void No_text_of_any_kind_makes_it_throw() =>
        Gen.String.Sample(text => !ResidentIdNumber.IsValid(ResidentIdNumber.Normalize(text), Today));
}
