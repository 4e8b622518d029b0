using Shouldly;
using SocialAssistance.Guide;
using Xunit;

namespace SocialAssistance.Tests.Guide;

/// <summary>The shipped data against the notice 宁民发〔2025〕133号, row by row.</summary>
public sealed class GuideDataTests
{
    private static readonly ServiceGuide Guide = GuideFolder.Shipped;

    // code, name, department, days, unit, recognises, compares, section, the clause of its duties
    public static TheoryData<string, string, string, int?, DayUnit, bool, bool, string?, string> Items => new()
    {
        { "minimum-living-allowance", "最低生活保障", "civil-affairs", 30, DayUnit.WorkingDays, true, false, null, "三(一)" },
        { "extreme-poverty-support", "特困人员救助供养", "civil-affairs", 30, DayUnit.WorkingDays, true, false, null, "三(一)" },
        { "low-income-edge", "低保边缘家庭认定", "civil-affairs", 30, DayUnit.WorkingDays, true, false, null, "三(一)" },
        { "rigid-expenditure", "刚性支出困难家庭认定", "civil-affairs", 30, DayUnit.WorkingDays, true, false, null, "三(一)" },
        { "poverty-return-monitoring", "防止返贫监测对象识别认定", "agriculture-rural-affairs", 15, DayUnit.CalendarDays, true, false, null, "三(二)" },
        { "temporary-assistance", "临时救助", "civil-affairs", 25, DayUnit.WorkingDays, false, false, "temporary", "三(一)" },
        { "medical-assistance", "困难群众医疗救助", "medical-insurance", 30, DayUnit.WorkingDays, false, true, "medical", "三(三)" },
        { "veteran-assistance", "困难退役军人帮扶援助", "veterans-affairs", 30, DayUnit.WorkingDays, false, true, "veteran", "三(五)" },
        { "student-loan", "国家助学贷款", "education", null, DayUnit.WorkingDays, false, true, "studentLoan", "三(四)" },
        { "housing-assistance", "住房救助", "housing-construction", 35, DayUnit.WorkingDays, false, true, "housing", "三(六)" },
        { "employment-assistance", "就业援助（就业困难人员认定）", "human-resources", 5, DayUnit.WorkingDays, false, true, "employment", "三(七)" },
    };

    // number, code, name, electronic form, always, only when the residence differs, items, accepted documents
    public static TheoryData<int, string, string, bool, bool, bool, string, string> Materials => new()
    {
        { 1, "application-form", "社会救助“一件事”申请表", true, true, false, "", "社会救助“一件事”申请表" },
        { 2, "authorization-and-commitment", "家庭经济状况核对授权及承诺书", true, true, false, "", "家庭经济状况核对授权及承诺书" },
        { 3, "identity-document", "居民身份证或居民户口簿", false, true, false, "", "居民身份证,居民户口簿" },
        { 4, "residence-permit", "居住证", false, false, true, "minimum-living-allowance", "居住证" },
        { 5, "veteran-certificate", "退役证件或移交政府安置证明等相关资料", false, false, false, "veteran-assistance", "退役证件,移交政府安置证明,其他相关资料" },
        { 6, "admission-or-enrolment-proof", "录取通知书（或学生证）或学信网学籍在线验证报告", false, false, false, "student-loan", "录取通知书,学生证,学信网学籍在线验证报告" },
        { 7, "student-loan-application-form", "国家开发银行生源地信用助学贷款申请表", false, false, false, "student-loan", "国家开发银行生源地信用助学贷款申请表" },
        { 8, "hardship-student-form", "家庭经济困难学生认定申请表", false, false, false, "student-loan", "家庭经济困难学生认定申请表" },
        { 9, "borrower-and-co-borrower-identity", "借款学生、共同借款人身份证明", false, false, false, "student-loan", "中华人民共和国居民身份证,户口簿,其他身份证明" },
        { 10, "marital-status-proof", "婚姻状况证明", false, false, false, "housing-assistance", "结婚证,离婚证,其他婚姻状况证明" },
        { 11, "family-property-proof", "家庭财产情况证明", false, false, false, "housing-assistance", "房产证明,购车发票,房屋租赁合同,其他家庭财产证明" },
        { 12, "other", "其他证明材料", false, false, false, "", "" },
    };

    [Theory]
    [MemberData(nameof(Items))]
    public void Item_is_as_the_notice_has_it(
        string code, string name, string department, int? days, DayUnit unit, bool recognises, bool compares, string? section, string duty)
    {
        var item = Guide.Item(code);

        item.Name.ShouldBe(name);
        item.Department.ShouldBe(department);
        item.Limit.ShouldBe(days is { } d ? new TimeLimit(d, unit) : null);
        item.LimitsByYear.ShouldBeEmpty();
        item.Recognises.ShouldBe(recognises);
        item.NeedsComparison.ShouldBe(compares);
        item.Section.ShouldBe(section);
        item.RuralOnly.ShouldBe(code == "poverty-return-monitoring");
        item.Basis.Where(b => !b.ByLaw).Select(b => b.Clause)
            .ShouldBe(["附件2 一(二)", duty, "附件2 一(七)", .. compares ? ["附件2 三(三)"] : Array.Empty<string>()]);
        item.Basis.Any(b => b.ByLaw).ShouldBe(days is not null);
    }

    [Fact]
    public void Items_are_those_of_the_notice_in_its_order() =>
        Guide.Items.Select(i => i.Code).ShouldBe(Items.Select(row => row.Data.Item1));

    [Fact]
    public void Only_the_student_loan_has_a_season_15_July_to_15_September()
    {
        Guide.Items.Where(i => i.Season is not null).Select(i => i.Code).ShouldBe(["student-loan"]);
        Guide.Item("student-loan").Season.ShouldBe(new ApplicationSeason(7, 15, 9, 15));
    }

    [Theory]
    [MemberData(nameof(Materials))]
    public void Material_is_as_the_notice_has_it(
        int number, string code, string name, bool form, bool always, bool differs, string items, string accepts)
    {
        var material = Guide.FindMaterial(code).ShouldNotBeNull();

        material.Number.ShouldBe(number);
        material.Name.ShouldBe(name);
        material.ElectronicForm.ShouldBe(form);
        material.Always.ShouldBe(always);
        material.OnlyWhenResidenceDiffers.ShouldBe(differs);
        string.Join(',', material.Items).ShouldBe(items);
        string.Join(',', material.Accepts).ShouldBe(accepts);
        material.Basis.ShouldBe(new RuleBasis($"附件2 二.{number}"));
    }

    [Fact]
    public void Materials_are_those_of_the_notice_in_its_order() =>
        Guide.Materials.Select(m => m.Code).ShouldBe(Materials.Select(row => row.Data.Item2));

    [Fact]
    public void Seven_departments_the_lead_first_share_recognitions_between_civil_affairs_and_agriculture()
    {
        Guide.Departments.Select(d => (d.Code, d.Name, d.Basis.Clause)).ShouldBe(
        [
            ("civil-affairs", "民政", "附件2 一(五)；三(一)"),
            ("agriculture-rural-affairs", "农业农村", "附件2 一(五)；三(二)"),
            ("medical-insurance", "医保", "附件2 一(五)；三(三)"),
            ("education", "教育", "附件2 一(五)；三(四)"),
            ("veterans-affairs", "退役军人事务", "附件2 一(五)；三(五)"),
            ("housing-construction", "住房城乡建设", "附件2 一(五)；三(六)"),
            ("human-resources", "人力资源社会保障", "附件2 一(五)；三(七)"),
        ]);
        Guide.LeadDepartment.Code.ShouldBe("civil-affairs");
        Guide.Departments.Where(d => d.Lead).ShouldHaveSingleItem();
        Guide.Departments.SelectMany(d => d.SharesRecognitionsWith.Select(to => (d.Code, to))).ShouldBe(
            [("civil-affairs", "agriculture-rural-affairs"), ("agriculture-rural-affairs", "civil-affairs")]);
    }

    [Fact]
    public void Five_prefectures_and_twenty_two_counties()
    {
        Guide.Region.ShouldBe(new Division("640000", "宁夏回族自治区"));
        Guide.Prefectures.Select(p => $"{p.Code}{p.Name}: {string.Join(' ', p.Counties.Select(c => c.Code[4..] + c.Name))}").ShouldBe(
        [
            "640100银川市: 04兴庆区 05西夏区 06金凤区 21永宁县 22贺兰县 81灵武市",
            "640200石嘴山市: 02大武口区 05惠农区 21平罗县",
            "640300吴忠市: 02利通区 03红寺堡区 23盐池县 24同心县 81青铜峡市",
            "640400固原市: 02原州区 22西吉县 23隆德县 24泾源县 25彭阳县",
            "640500中卫市: 02沙坡头区 21中宁县 22海原县",
        ]);
        Guide.Prefectures.Sum(p => p.Counties.Length).ShouldBe(22);
    }

    [Fact]
    public void What_the_notice_is_silent_on_is_marked_so()
    {
        Guide.Practice.MaterialsWithinDays.ShouldBe(60);
        Guide.Practice.YellowShare.ShouldBe(0.2);
        Guide.Practice.Basis.ByLaw.ShouldBeTrue();
        Guide.Version.ShouldBe("nx-2025-133.2");
        Guide.Source.ShouldBe("宁民发〔2025〕133号");
    }
}
