using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using static SocialAssistance.Tests.Applications.SampleApplication;

namespace SocialAssistance.Tests.Applications;

public sealed class HouseholdRulesTests
{
    [Fact]
    public void Nobody_stands_in_the_household_twice()
    {
        Faults(json => json.Put("/household/2/idNumber", SpouseId)).ShouldBe(["/household/2/idNumber person-duplicate"]);
        Faults(json => json.Put("/household/2/idNumber", ApplicantId)).ShouldBe(["/household/2/idNumber person-duplicate"]);
    }

    [Theory]
    [InlineData(0)] // The applicant.
    [InlineData(1)] // The spouse.
    [InlineData(2)] // A child of eighteen.
    public void Every_adult_has_signed(int place) =>
        Faults(json => json.Drop($"/authorization/signatories/{place}")).ShouldBe(["/authorization/signatories signature-missing"]);

    [Fact]
    public void Each_missing_signature_is_told()
    {
        var faults = Faults(json => json.Put("/authorization/signatories", new JsonArray(ApplicantId)));

        faults.ShouldBe(["/authorization/signatories signature-missing", "/authorization/signatories signature-missing"]);
    }

    [Fact]
    public void An_applicant_under_age_signs_too()
    {
        var young = IdNumbers.Born(2012, 2, 2);
        Faults(json =>
        {
            json.Put("/applicant/idNumber", young);
            json.Put("/authorization/signatories", new JsonArray(SpouseId, StudentId));
        }).ShouldBe(["/authorization/signatories signature-missing"]);
    }

    [Fact]
    public void A_child_becomes_one_who_signs_on_the_eighteenth_birthday()
    {
        void Born(JsonObject json, int day) => json.Put("/household/2/idNumber", IdNumbers.Born(2008, 8, day));

        Faults(json => Born(json, 4)).ShouldBeEmpty();
        Faults(json => Born(json, 3)).ShouldBe(["/authorization/signatories signature-missing"]);
    }

    [Fact]
    public void Only_the_household_signs()
    {
        Faults(json => json["authorization"]!["signatories"]!.AsArray().Add(IdNumbers.Born(1970, 1, 1)))
            .ShouldBe(["/authorization/signatories/3 signatory-unknown"]);
        Faults(json => json["authorization"]!["signatories"]!.AsArray().Add(ChildId)).ShouldBeEmpty();
    }

    [Fact]
    public void A_wrong_ID_number_is_one_fault_and_not_a_foreign_signature_too() =>
        Faults(json => json.Put("/household/0/idNumber", "640104198203020240")).ShouldBe(["/household/0/idNumber id-number-invalid"]);

    [Fact]
    public void The_authorization_is_agreed_to_and_signed()
    {
        Faults(json => json.Put("/authorization/agreed", false)).ShouldBe(["/authorization/agreed authorization-not-agreed"]);
        Faults(json => json.Drop("/authorization/agreed")).ShouldBe(["/authorization/agreed required"]);
        Faults(json => json.Drop("/authorization")).ShouldBe(["/authorization required"]);
        Faults(json => json.Put("/authorization/signatories", new JsonArray())).ShouldBe(["/authorization/signatories empty"]);
        Faults(json => json.Put("/authorization/signatories/1", 5)).ShouldBe(["/authorization/signatories/1 wrong-type"]);
    }

    [Fact]
    public void A_household_is_a_list_of_persons()
    {
        Faults(json => json.Put("/household", "nobody")).ShouldBe(["/household wrong-type"]);
        Faults(json => json.Put("/household/1", "son")).ShouldBe(["/household/1 wrong-type"]);
        Faults(json => json.Put("/household", new JsonArray([.. Enumerable.Range(0, 31).Select(_ => new JsonObject())]))).ShouldBe(["/household too-many"]);
    }

    [Fact]
    public void A_missing_signature_is_told_by_place_in_the_household_as_a_clerk_would()
    {
        var json = Json();
        json.Put("/authorization/signatories", new JsonArray(SpouseId));

        Read(json).Faults.Select(f => f.Detail).ShouldBe(["申请人还没有签字", "第 2 位家庭成员已满 18 周岁，还没有签字"]);
    }
}
