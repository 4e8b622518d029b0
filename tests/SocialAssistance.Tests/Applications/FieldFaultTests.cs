using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using static SocialAssistance.Tests.Applications.SampleApplication;

namespace SocialAssistance.Tests.Applications;

/// <summary>Each field's own rules, one fault at a time.</summary>
public sealed class FieldFaultTests
{
    [Theory]
    [InlineData("13995000001")]
    [InlineData("19900000000")]
    [InlineData("0951-6078900")]
    [InlineData("09516078900")]
    [InlineData("010-60789001")]
    [InlineData("12995000001", "phone-invalid")]
    [InlineData("1399500000", "phone-invalid")]
    [InlineData("139950000011", "phone-invalid")]
    [InlineData("951-6078900", "phone-invalid")]
    [InlineData("１３９９５０００００１", "phone-invalid")]
    [InlineData("139 9500 0001", "phone-invalid")]
    public void Phone(string phone, string? code = null) => Expect("/applicant/phone", phone, code);

    [Theory]
    [InlineData("640104")]
    [InlineData("640122")]
    [InlineData("640100", "division-unknown")] // A prefecture decides nothing.
    [InlineData("640000", "division-unknown")]
    [InlineData("110101", "division-unknown")]
    [InlineData("64010", "division-unknown")]
    [InlineData("6401040", "too-long")]
    public void Division(string division, string? code = null)
    {
        Expect("/division", division, code);
        Expect("/applicant/householdDivision", division, code);
        Expect("/applicant/residenceDivision", division, code);
    }

    [Theory]
    [InlineData("/authorization/signedOn")]
    [InlineData("/employment/unemployedSince")]
    [InlineData("/veteran/servedTo")]
    public void A_date_is_today_or_earlier(string pointer)
    {
        Expect(pointer, "2026-08-03", null);
        Expect(pointer, "2026-08-04", "in-future");
        Expect(pointer, "2026-8-3", "invalid-date");
        Expect(pointer, "2025-02-29", "invalid-date");
        Expect(pointer, "2026-08-03T00:00:00+08:00", "invalid-date");
        Expect(pointer, "1899-12-31", "invalid-date");
        Expect(pointer, 20260803, "invalid-date");
    }

    [Theory]
    [InlineData("/household/0/monthlyIncome")]
    [InlineData("/economy/income/wages")]
    [InlineData("/economy/income/business")]
    [InlineData("/economy/income/property")]
    [InlineData("/economy/income/transfers")]
    [InlineData("/economy/assets/deposits")]
    [InlineData("/economy/expenses/medical")]
    [InlineData("/economy/expenses/education")]
    [InlineData("/medical/expense")]
    [InlineData("/studentLoan/amount")]
    [InlineData("/housing/area")]
    public void An_amount_is_not_negative_and_has_two_decimals(string pointer)
    {
        Expect(pointer, 0, null);
        Expect(pointer, 1_000_000_000, null);
        Expect(pointer, 12.34m, null);
        Expect(pointer, -0.01m, "negative");
        Expect(pointer, 0.001m, "out-of-range");
        Expect(pointer, 1_000_000_000.01m, "out-of-range");
        Expect(pointer, 1e300, "out-of-range");
        Expect(pointer, -1e300, "out-of-range");
        Expect(pointer, "12", "wrong-type");
    }

    [Theory]
    [InlineData("/economy/assets/vehicles")]
    [InlineData("/economy/assets/homes")]
    public void A_number_of_things_is_whole(string pointer)
    {
        Expect(pointer, 100, null);
        Expect(pointer, 101, "out-of-range");
        Expect(pointer, -1, "out-of-range");
        Expect(pointer, 0.5, "out-of-range");
        Expect(pointer, 1e30, "out-of-range");
        Expect(pointer, true, "wrong-type");
    }

    [Theory]
    [InlineData("/externalReference", 64)]
    [InlineData("/township", 50)]
    [InlineData("/applicant/name", 50)]
    [InlineData("/applicant/address", 200)]
    [InlineData("/household/0/name", 50)]
    [InlineData("/household/0/occupation", 50)]
    [InlineData("/household/0/condition", 200)]
    [InlineData("/medical/situation", 1000)]
    [InlineData("/medical/hospital", 100)]
    [InlineData("/temporary/reason", 1000)]
    [InlineData("/veteran/certificateNumber", 50)]
    [InlineData("/studentLoan/student", 50)]
    [InlineData("/studentLoan/school", 100)]
    [InlineData("/studentLoan/coBorrower/name", 50)]
    [InlineData("/employment/skills", 500)]
    public void A_text_is_no_longer_than_allowed_and_can_be_shown(string pointer, int max)
    {
        Expect(pointer, new string('马', max), null);
        Expect(pointer, "  " + new string('马', max) + "\n", null);
        Expect(pointer, new string('马', max + 1), "too-long");
        Expect(pointer, "  \t ", "required");
        Expect(pointer, "马\u0000某", "invalid-characters");
        Expect(pointer, "马\u001b[31m", "invalid-characters");
        Expect(pointer, 7, "wrong-type");
    }

    [Theory]
    [InlineData("/channel")]
    [InlineData("/household/0/relation")]
    [InlineData("/housing/kind")]
    [InlineData("/housing/tenure")]
    public void A_code_is_one_of_the_list(string pointer)
    {
        Expect(pointer, "nonsense", "unknown-code");
        Expect(pointer, "", "unknown-code");
        Expect(pointer, 3, "wrong-type");
        Expect(pointer, new JsonArray(), "wrong-type");
    }

    [Theory]
    [InlineData("/applicant/rural")]
    [InlineData("/authorization/agreed")]
    public void A_flag_is_true_or_false(string pointer) => Expect(pointer, "true", "wrong-type");

    [Theory]
    [InlineData("2026-2027")]
    [InlineData("2026-2028", "academic-year-invalid")]
    [InlineData("2027-2026", "academic-year-invalid")]
    [InlineData("2026/2027", "academic-year-invalid")]
    [InlineData("26-27", "academic-year-invalid")]
    [InlineData("1 26-1 27", "academic-year-invalid")]
    [InlineData("+026-+027", "academic-year-invalid")]
    [InlineData("202 -203x", "academic-year-invalid")]
    [InlineData("2026-20270", "too-long")]
    public void Academic_year(string year, string? code = null) => Expect("/studentLoan/academicYear", year, code);

    [Theory]
    [InlineData("/applicant/idNumber")]
    [InlineData("/household/2/idNumber")]
    [InlineData("/studentLoan/studentIdNumber")]
    [InlineData("/studentLoan/coBorrower/idNumber")]
    public void Id_number(string pointer)
    {
        Expect(pointer, "640104198005170010", "id-number-invalid");
        Expect(pointer, IdNumbers.Born(2026, 8, 4), "id-number-invalid");
        Expect(pointer, IdNumbers.Complete("64010419800230001"), "id-number-invalid");
        Expect(pointer, new string('1', 33), "too-long");
        Expect(pointer, 640104198005170011, "wrong-type");
    }

    /// <summary>What is wrong at the pointer is the only fault, or there is none.</summary>
    private static void Expect(string pointer, JsonNode? value, string? code) =>
        Faults(json => json.Put(pointer, value)).ShouldBe(code is null ? [] : [$"{pointer} {code}"], $"{pointer} = {value}");
}
