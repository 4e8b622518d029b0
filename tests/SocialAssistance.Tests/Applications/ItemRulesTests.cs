using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using static SocialAssistance.Tests.Applications.SampleApplication;

namespace SocialAssistance.Tests.Applications;

public sealed class ItemRulesTests
{
    [Theory]
    [InlineData("temporary", "temporary-assistance")]
    [InlineData("medical", "medical-assistance")]
    [InlineData("veteran", "veteran-assistance")]
    [InlineData("studentLoan", "student-loan")]
    [InlineData("housing", "housing-assistance")]
    [InlineData("employment", "employment-assistance")]
    public void A_ticked_item_asks_for_its_section_and_an_unticked_one_does_not(string section, string item)
    {
        Faults(json => json.Drop("/" + section)).ShouldBe([$"/{section} section-required"]);
        Faults(json => json.Put("/" + section, null)).ShouldBe([$"/{section} section-required"]);
        Faults(json => json.Put("/" + section, 5)).ShouldBe([$"/{section} wrong-type"]);
        Faults(json =>
        {
            json.Drop("/" + section);
            json.Put("/items", new JsonArray([.. json["items"]!.AsArray().Select(i => (string)i!).Where(i => i != item).Select(i => (JsonNode)i)]));
        }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2026-07-14", "2026-07-15")]
    [InlineData("2026-07-15", null)]
    [InlineData("2026-09-15", null)]
    [InlineData("2026-09-16", "2027-07-15")]
    public void Outside_its_season_the_student_loan_is_refused_with_the_next_opening(string today, string? opening)
    {
        var json = Json();
        json.Put("/authorization/signedOn", "2026-07-01");
        var faults = Read(json, DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture)).Faults;

        if (opening is null)
        {
            faults.ShouldBeEmpty();
        }
        else
        {
            var fault = faults.ShouldHaveSingleItem();
            (fault.Pointer, fault.Code).ShouldBe(("/items/8", "item-out-of-season"));
            fault.Detail.ShouldContain(opening);
        }
    }

    [Fact]
    public void Monitoring_against_poverty_return_is_for_rural_households() =>
        Faults(json => json.Put("/applicant/rural", false)).ShouldBe(["/items/4 item-rural-only"]);

    [Fact]
    public void Whether_a_household_is_rural_is_not_judged_where_it_is_not_said()
    {
        Faults(json => json.Drop("/applicant/rural")).ShouldBe(["/applicant/rural required"]);
        Faults(json => json.Put("/applicant/rural", 1)).ShouldBe(["/applicant/rural wrong-type"]);
        Faults(json => json.Drop("/applicant")).ShouldBe(["/applicant required"]);
        Faults(json => json.Put("/applicant", new JsonArray())).ShouldBe(["/applicant wrong-type"]);
    }

    [Fact]
    public void An_item_is_ticked_once_and_known()
    {
        Faults(json => json.Put("/items/1", "minimum-living-allowance")).ShouldBe(["/items/1 item-duplicate"]);
        Faults(json => json.Put("/items/1", "Minimum-Living-Allowance")).ShouldBe(["/items/1 item-unknown"]);
        Faults(json => json.Put("/items/1", 1)).ShouldBe(["/items/1 wrong-type"]);
        Faults(json => json.Put("/items", new JsonArray())).ShouldBe(["/items empty"]);
        Faults(json => json.Put("/items", "all")).ShouldBe(["/items wrong-type"]);
        Faults(json => json.Put("/items", new JsonArray([.. Enumerable.Repeat((JsonNode)"x", 51).Select(n => n.DeepClone())]))).ShouldBe(["/items too-many"]);
    }

    [Fact]
    public void A_period_does_not_end_before_it_begins()
    {
        Faults(json => json.Put("/veteran/servedTo", "1998-11-30")).ShouldBe(["/veteran/servedTo period-reversed"]);
        Faults(json => json.Put("/veteran/servedTo", "1998-12-01")).ShouldBeEmpty();
        Faults(json => json.Put("/veteran/servedFrom", "later")).ShouldBe(["/veteran/servedFrom invalid-date"]);
    }

    [Fact]
    public void A_student_does_not_borrow_with_themselves()
    {
        Faults(json => json.Put("/studentLoan/coBorrower/idNumber", StudentId)).ShouldBe(["/studentLoan/coBorrower co-borrower-is-student"]);
        Faults(json =>
        {
            json.Put("/studentLoan/coBorrower/idNumber", "wrong");
            json.Put("/studentLoan/studentIdNumber", "wrong");
        }).ShouldBe(["/studentLoan/studentIdNumber id-number-invalid", "/studentLoan/coBorrower/idNumber id-number-invalid"]);
    }
}
