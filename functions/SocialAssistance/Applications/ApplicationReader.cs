using System.Globalization;
using SocialAssistance.Guide;
using SocialAssistance.Input;
using SocialAssistance.Privacy;

namespace SocialAssistance.Applications;

/// <summary>Reads and checks the whole application form in one pass.</summary>
public static class ApplicationReader
{
    private static readonly string[] Channels = ["platform", "app", "window"];
    private static readonly string[] Relations = ["spouse", "child", "parent", "grandparent", "grandchild", "sibling", "other"];

    /// <summary>Reads an application.</summary>
    /// <param name="utf8">The JSON document.</param>
    /// <param name="guide">What can be applied for.</param>
    /// <param name="today">Today in Asia/Shanghai, the day of submission.</param>
    /// <param name="keyed">Whether the caller gave an idempotency key; without one the external reference is required,
    /// so that no second delivery opens a second case.</param>
    /// <param name="anySeason">Whether closed seasons are passed over: only to know again what was filed while they were open.</param>
    /// <returns>The form, or every fault of it.</returns>
    public static Reading<ApplicationForm> Read(ReadOnlyMemory<byte> utf8, ServiceGuide guide, DateOnly today, bool keyed = false, bool anySeason = false)
    {
        ArgumentNullException.ThrowIfNull(guide);
        return InputReader.Read(utf8, root =>
        {
            var form = ReadForm(root, guide, today);
            if (!keyed && !root.Has("externalReference"))
            {
                root.Fault("externalReference", InputFault.Required, "请填写你方的申请编号，或在请求头 Idempotency-Key 中提供");
            }

            ItemRules.Check(form, root, guide, anySeason ? null : today);
            HouseholdRules.Check(form, root, today);
            return form;
        });
    }

    private static ApplicationForm ReadForm(ObjectReader root, ServiceGuide guide, DateOnly today) => new()
    {
        ExternalReference = root.OptionalText("externalReference", 64),
        Channel = root.Code("channel", Channels),
        Division = County(root, "division", guide),
        Township = root.OptionalText("township", 50),
        Items = root.Texts("items", 1, 50, 64),
        Applicant = root.Object("applicant", a => ReadApplicant(a, guide, today)) ?? NoApplicant,
        Household = root.Objects("household", 0, 30, m => ReadMember(m, today)),
        Economy = root.Object("economy", ReadEconomy) ?? NoEconomy,
        Authorization = root.Object("authorization", a => ReadAuthorization(a, today)) ?? NoAuthorization,
        Medical = root.OptionalObject("medical", m => new MedicalSection(
            m.Text("situation", 1000), m.OptionalText("hospital", 100), m.Amount("expense"))),
        Temporary = root.OptionalObject("temporary", t => new TemporarySection(t.Text("reason", 1000))),
        Veteran = root.OptionalObject("veteran", v => ReadVeteran(v, today)),
        StudentLoan = root.OptionalObject("studentLoan", s => ReadStudentLoan(s, today)),
        Housing = root.OptionalObject("housing", h => new HousingSection(
            h.Code("kind", ["public-rental", "rent-subsidy", "rural-renovation"]),
            h.Code("tenure", ["owned", "rented", "borrowed", "none"]),
            Personal.Of(h.OptionalAmount("area")))),
        Employment = root.OptionalObject("employment", e => new EmploymentSection(
            e.PastDate("unemployedSince", today), e.OptionalText("skills", 500))),
    };

    /// <summary>Rural, so that nothing more is found wrong with an applicant who could not be read.</summary>
    private static Applicant NoApplicant => new("", "", "", "", "", "", true);

    private static Economy NoEconomy => new(new Income(0, 0, 0, 0), new Assets(0, 0, 0), new Expenses(0, 0));

    private static Authorization NoAuthorization => new(false, default, []);

    private static Applicant ReadApplicant(ObjectReader a, ServiceGuide guide, DateOnly today) => new(
        a.Name(),
        a.IdNumber(today),
        a.Phone(),
        a.Text("address", PersonFields.MaxAddress),
        County(a, "householdDivision", guide),
        County(a, "residenceDivision", guide),
        a.Flag("rural"));

    private static HouseholdMember ReadMember(ObjectReader m, DateOnly today) => new(
        m.Name(),
        m.IdNumber(today),
        m.Code("relation", Relations),
        m.Amount("monthlyIncome"),
        m.OptionalText("occupation", PersonFields.MaxOccupation),
        m.OptionalText("condition", PersonFields.MaxCondition));

    private static Economy ReadEconomy(ObjectReader e) => new(
        e.Object("income", i => new Income(i.Amount("wages"), i.Amount("business"), i.Amount("property"), i.Amount("transfers"))) ?? NoEconomy.Income,
        e.Object("assets", a => new Assets(a.Amount("deposits"), a.Whole("vehicles", 0, 100), a.Whole("homes", 0, 100))) ?? NoEconomy.Assets,
        e.Object("expenses", x => new Expenses(x.Amount("medical"), x.Amount("education"))) ?? NoEconomy.Expenses);

    private static Authorization ReadAuthorization(ObjectReader a, DateOnly today)
    {
        var agreed = a.Flag("agreed");
        if (!agreed && !a.Faults.At(a.At("agreed")))
        {
            a.Fault("agreed", ApplicationFault.NotAgreed, "须同意家庭经济状况核对授权和承诺，才能办理");
        }

        return new Authorization(
            agreed,
            a.PastDate("signedOn", today),
            [.. a.Texts("signatories", 1, 32, 32).Select(ResidentIdNumber.Normalize)]);
    }

    private static VeteranSection ReadVeteran(ObjectReader v, DateOnly today)
    {
        var section = new VeteranSection(v.Text("certificateNumber", 50), v.PastDate("servedFrom", today), v.PastDate("servedTo", today));
        if (section.ServedTo.Value < section.ServedFrom.Value && !v.Faults.At(v.At("servedFrom")) && !v.Faults.At(v.At("servedTo")))
        {
            v.Fault("servedTo", ApplicationFault.PeriodReversed, "退役日期不能早于入伍日期");
        }

        return section;
    }

    private static StudentLoanSection ReadStudentLoan(ObjectReader s, DateOnly today)
    {
        var section = new StudentLoanSection(
            s.Name("student"),
            s.IdNumber(today, "studentIdNumber"),
            s.Text("school", 100),
            s.Text("academicYear", 9),
            s.Amount("amount"),
            s.Object("coBorrower", c => new CoBorrower(c.Name(), c.IdNumber(today))) ?? new CoBorrower("", ""));
        if (!s.Faults.At(s.At("academicYear")) && !IsAcademicYear(section.AcademicYear))
        {
            s.Fault("academicYear", ApplicationFault.AcademicYear, "学年应当写成 2026-2027 的样子");
        }

        if (!s.Faults.At(s.At("coBorrower")) && section.CoBorrower.IdNumber == section.StudentIdNumber)
        {
            s.Fault("coBorrower", ApplicationFault.CoBorrowerIsStudent, "共同借款人不能是借款学生本人");
        }

        return section;
    }

    private static bool IsAcademicYear(string text) =>
        text.Length == 9 && text[4] == '-'
        && IsYear(text.AsSpan(0, 4), out var first) && IsYear(text.AsSpan(5), out var second)
        && second == first + 1;

    /// <summary>Digits only: no sign and no blank.</summary>
    private static bool IsYear(ReadOnlySpan<char> text, out int year) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out year);

    private static string County(ObjectReader reader, string name, ServiceGuide guide)
    {
        var code = reader.Text(name, 6);
        if (!reader.Faults.At(reader.At(name)) && guide.FindCounty(code) is null)
        {
            reader.Fault(name, ApplicationFault.Division, "请填写宁夏的县（市、区）行政区划代码，6 位数字");
        }

        return code;
    }
}
