using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SocialAssistance.Applications;
using SocialAssistance.Cases;

namespace SocialAssistance.Testing.Samples;

/// <summary>Applications of families that do not exist. The same seed gives the same family.</summary>
public static class SampleForms
{
    /// <summary>The day on which the samples are filed: a Monday in the season of the student loan.</summary>
    public static readonly DateOnly Today = new(2026, 8, 3);

    /// <summary>A valid application of a rural family of three for all eleven items.</summary>
    /// <param name="seed">Which family.</param>
    /// <param name="division">The county, six digits.</param>
    public static ApplicationForm All(int seed = 1, string division = "640104") => For(SampleGuide.ItemCodes, seed, division);

    /// <summary>A valid application for some items, with the sections that they ask for and no others.</summary>
    public static ApplicationForm For(IEnumerable<string> items, int seed = 1, string division = "640104")
    {
        var numbers = new SampleIdNumbers(seed);
        var (applicant, spouse, student) = (numbers.Adult(), numbers.Adult(), numbers.Next(new DateOnly(2007, 9, 1).AddDays(seed % 300)));
        var ticked = items.ToImmutableArray();
        return new ApplicationForm
        {
            ExternalReference = FormattableString.Invariant($"sample-{seed}"),
            Channel = "window",
            Division = division,
            Township = "示范镇",
            Items = ticked,
            Applicant = new Applicant("张示例", applicant, "13900000000", "示范镇示例村 1 组 1 号", division, division, Rural: true),
            Household =
            [
                new HouseholdMember("李示例", spouse, "spouse", 800, "务农", "慢性病，长期服药"),
                new HouseholdMember("张小例", student, "child", 0, "学生", "今年考上大学"),
            ],
            Economy = new Economy(new Income(9600, 3000, 0, 1200), new Assets(5000, 0, 1), new Expenses(26000, 8000)),
            Authorization = new Authorization(true, Today, [applicant, spouse, student]),
            Temporary = When("temporary-assistance", new TemporarySection("家中主要劳动力住院，一时没有收入，生活困难")),
            Medical = When("medical-assistance", new MedicalSection("慢性肾病，每周透析三次", "示范县人民医院", 26000)),
            Veteran = When("veteran-assistance", new VeteranSection("退字第0000001号", new DateOnly(1998, 12, 1), new DateOnly(2003, 12, 1))),
            StudentLoan = When("student-loan", new StudentLoanSection(
                "张小例", student, "示范大学", "2026-2027", 20000, new CoBorrower("张示例", applicant))),
            Housing = When("housing-assistance", new HousingSection("rural-renovation", "owned", 60)),
            Employment = When("employment-assistance", new EmploymentSection(new DateOnly(2025, 11, 1), "砌砖、抹灰")),
        };

        T? When<T>(string item, T section)
            where T : class => ticked.Contains(item) ? section : null;
    }

    /// <summary>A form as a caller sends it.</summary>
    public static byte[] Json(ApplicationForm form) => Encoding.UTF8.GetBytes(JsonObject(form).ToJsonString());

    /// <summary>A form as a caller sends it, to be spoilt or added to.</summary>
    public static JsonObject JsonObject(ApplicationForm form)
    {
        var json = JsonSerializer.SerializeToNode(form, CaseJson.Clear.ApplicationForm)!.AsObject();

        // It follows from the rest; a caller does not send it.
        json.Remove("residenceDiffers");
        return json;
    }
}
