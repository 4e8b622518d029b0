using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Applications;
using Xunit;
using static SocialAssistance.Tests.Applications.SampleApplication;

namespace SocialAssistance.Tests.Applications;

public sealed class ApplicationReaderTests
{
    [Fact]
    public void A_whole_application_for_eleven_items_is_read()
    {
        var form = Form();

        form.Items.Length.ShouldBe(11);
        form.ExternalReference.ShouldBe("NX-2026-000001");
        form.ResidenceDiffers.ShouldBeTrue();
        form.IdNumbers().ShouldBe([ApplicantId, SpouseId, StudentId, ChildId]);
        form.Household[0].MonthlyIncome.ShouldBe(800.5m);
        form.Economy.Income.Transfers.ShouldBe(3600.75m);
        form.Economy.Assets.Homes.ShouldBe(1);
        form.Authorization.SignedOn.ShouldBe(new DateOnly(2026, 8, 1));
        form.Medical.ShouldBe(new MedicalSection("住院手术", "人民医院", 42000));
        form.Veteran!.ServedTo.ShouldBe(new DateOnly(2003, 12, 1));
        form.StudentLoan!.CoBorrower.IdNumber.ShouldBe(ApplicantId);
        form.Housing.ShouldBe(new HousingSection("rural-renovation", "owned", 62.5m));
        form.Employment!.UnemployedSince.ShouldBe(new DateOnly(2025, 11, 30));
    }

    [Theory]
    [InlineData("/township")]
    [InlineData("/household/0/occupation")]
    [InlineData("/household/0/condition")]
    [InlineData("/medical/hospital")]
    [InlineData("/housing/area")]
    [InlineData("/employment/skills")]
    public void What_is_optional_may_be_absent_or_null(string pointer)
    {
        Faults(json => json.Drop(pointer)).ShouldBeEmpty();
        Faults(json => json.Put(pointer, null)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, "/externalReference required")]
    [InlineData(true)]
    public void Without_an_idempotency_key_the_callers_own_reference_is_required(bool keyed, params string[] faults)
    {
        var json = Json();
        json.Drop("/externalReference");

        Read(json, keyed: keyed).Faults.Select(f => $"{f.Pointer} {f.Code}").ShouldBe(faults);
    }

    [Fact]
    public void An_applicant_may_live_alone() =>
        Faults(json =>
        {
            json.Drop("/household");
            json.Put("/authorization/signatories", new JsonArray(ApplicantId));
        }).ShouldBeEmpty();

    [Fact]
    public void An_ID_number_is_read_with_a_small_x_and_blanks()
    {
        var number = Enumerable.Range(1, 100).Select(s => IdNumbers.Born(1950, 1, 1, s)).First(n => n[17] == 'X');
        var json = Json();
        json.Put("/household/0/idNumber", $" {number.ToLowerInvariant()} ");
        json.Put("/authorization/signatories/1", number.ToLowerInvariant());

        Read(json).Value.ShouldNotBeNull().Household[0].IdNumber.ShouldBe(number);
    }

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        var faults = Faults(json =>
        {
            json.Put("/channel", "fax");
            json.Put("/division", "110101");
            json.Put("/applicant/phone", "12345");
            json.Put("/applicant/idNumber", ApplicantId[..17] + (ApplicantId[17] == '1' ? '2' : '1'));
            json.Drop("/applicant/address");
            json.Put("/household/0/monthlyIncome", -1);
            json.Put("/household/2/relation", "cousin");
            json.Put("/economy/income/wages", "many");
            json.Put("/economy/assets/vehicles", 1.5);
            json.Put("/authorization/signedOn", "2026-08-04");
            json.Put("/items/0", "pension");
            json.Drop("/medical");
            json.Put("/surprise", 1);
        });

        faults.ShouldBe(
            [
                "/channel unknown-code", "/division division-unknown", "/applicant/phone phone-invalid", "/applicant/idNumber id-number-invalid",
                "/applicant/address required", "/household/0/monthlyIncome negative", "/household/2/relation unknown-code",
                "/economy/income/wages wrong-type", "/economy/assets/vehicles out-of-range", "/authorization/signedOn in-future",
                "/items/0 item-unknown", "/medical section-required", "/surprise unknown-field",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void No_fault_repeats_what_was_handed_in()
    {
        var json = Json();
        foreach (var pointer in new[] { "/channel", "/division", "/applicant/phone", "/applicant/idNumber", "/items/0", "/veteran/servedTo", "/authorization/signatories/0" })
        {
            json.Put(pointer, "geheim");
        }

        Read(json).Faults.ShouldAllBe(f => !f.Detail.Contains("geheim") && !f.Detail.Contains(SpouseId));
    }
}
