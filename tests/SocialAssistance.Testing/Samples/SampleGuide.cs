using System.Collections.Immutable;
using SocialAssistance.Guide;
using SocialAssistance.Privacy.Retention;

namespace SocialAssistance.Testing.Samples;

/// <summary>A small guide made by hand, for tests that must not depend on the data files: all eleven items, twelve materials,
/// seven departments and 22 counties, the calendar of 2026 only.</summary>
public static class SampleGuide
{
    private static readonly RuleBasis Basis = new("附件2");

    /// <summary>The guide.</summary>
    public static ServiceGuide Guide { get; } = new(
        "sample-1", Items(), Materials(), Departments(), Prefectures(), new WorkCalendar([Year2026()]),
        new GuidePractice(60, 0.2, new RuleBasis("一般行政惯例", ByLaw: true)))
    {
        Retention = Periods(),
    };

    /// <summary>Codes of all eleven items in the notice's order.</summary>
    public static ImmutableArray<string> ItemCodes { get; } = [.. Guide.Items.Select(i => i.Code)];

    private static RetentionPolicy Periods()
    {
        return new RetentionPolicy(
        [
            Years(RetentionKind.CaseDecided, 10), Years(RetentionKind.CaseWithdrawn, 3), Years(RetentionKind.CaseLapsed, 5),
            Years(RetentionKind.QuarantinedFile, 1), Years(RetentionKind.IncomingFile, 1), Years(RetentionKind.Recognition, 3), Years(RetentionKind.AuditDay, 3),
        ]);

        static RetentionRule Years(RetentionKind kind, int count) =>
            new(kind, new RetentionPeriod(count, RetentionUnit.Years), [new RetentionBasis("sample", Basis with { ByLaw = true })]);
    }

    private static ImmutableArray<AssistanceItem> Items() =>
    [
        Item("minimum-living-allowance", "最低生活保障", "civil-affairs", Working(30), recognises: true),
        Item("extreme-poverty-support", "特困人员救助供养", "civil-affairs", Working(30), recognises: true),
        Item("low-income-edge", "低保边缘家庭认定", "civil-affairs", Working(30), recognises: true),
        Item("rigid-expenditure", "刚性支出困难家庭认定", "civil-affairs", Working(30), recognises: true),
        Item("poverty-return-monitoring", "防止返贫监测对象识别认定", "agriculture-rural-affairs", new TimeLimit(15, DayUnit.CalendarDays), recognises: true) with
        {
            RuralOnly = true,
        },
        Item("temporary-assistance", "临时救助", "civil-affairs", Working(25), section: "temporary"),
        Item("medical-assistance", "困难群众医疗救助", "medical-insurance", Working(30), compares: true, section: "medical"),
        Item("veteran-assistance", "困难退役军人帮扶援助", "veterans-affairs", Working(30), compares: true, section: "veteran"),
        Item("student-loan", "国家助学贷款", "education", null, compares: true, section: "studentLoan") with
        {
            Season = new ApplicationSeason(7, 15, 9, 15),
        },
        Item("housing-assistance", "住房救助", "housing-construction", Working(35), compares: true, section: "housing"),
        Item("employment-assistance", "就业援助（就业困难人员认定）", "human-resources", Working(5), compares: true, section: "employment"),
    ];

    private static ImmutableArray<MaterialRule> Materials() =>
    [
        Material(1, "application-form", "社会救助“一件事”申请表") with { Always = true, ElectronicForm = true },
        Material(2, "authorization-and-commitment", "家庭经济状况核对授权及承诺书") with { Always = true, ElectronicForm = true },
        Material(3, "identity-document", "居民身份证或居民户口簿") with { Always = true },
        Material(4, "residence-permit", "居住证", "minimum-living-allowance") with { OnlyWhenResidenceDiffers = true },
        Material(5, "veteran-certificate", "退役证件或移交政府安置证明等相关资料", "veteran-assistance"),
        Material(6, "admission-or-enrolment-proof", "录取通知书（或学生证）或学信网学籍在线验证报告", "student-loan"),
        Material(7, "student-loan-application-form", "国家开发银行生源地信用助学贷款申请表", "student-loan"),
        Material(8, "hardship-student-form", "家庭经济困难学生认定申请表", "student-loan"),
        Material(9, "borrower-and-co-borrower-identity", "借款学生、共同借款人身份证明", "student-loan"),
        Material(10, "marital-status-proof", "婚姻状况证明", "housing-assistance"),
        Material(11, "family-property-proof", "家庭财产情况证明", "housing-assistance"),
        Material(12, "other", "其他证明材料"),
    ];

    private static ImmutableArray<Department> Departments() =>
    [
        new("civil-affairs", "民政", Lead: true, Basis) { SharesRecognitionsWith = ["agriculture-rural-affairs"] },
        new("agriculture-rural-affairs", "农业农村", Lead: false, Basis) { SharesRecognitionsWith = ["civil-affairs"] },
        new("medical-insurance", "医保", Lead: false, Basis),
        new("education", "教育", Lead: false, Basis),
        new("veterans-affairs", "退役军人事务", Lead: false, Basis),
        new("housing-construction", "住房城乡建设", Lead: false, Basis),
        new("human-resources", "人力资源社会保障", Lead: false, Basis),
    ];

    private static ImmutableArray<Prefecture> Prefectures() =>
    [
        new("640100", "银川市",
            [new("640104", "兴庆区"), new("640105", "西夏区"), new("640106", "金凤区"), new("640121", "永宁县"), new("640122", "贺兰县"), new("640181", "灵武市")]),
        new("640200", "石嘴山市", [new("640202", "大武口区"), new("640205", "惠农区"), new("640221", "平罗县")]),
        new("640300", "吴忠市",
            [new("640302", "利通区"), new("640303", "红寺堡区"), new("640323", "盐池县"), new("640324", "同心县"), new("640381", "青铜峡市")]),
        new("640400", "固原市",
            [new("640402", "原州区"), new("640422", "西吉县"), new("640423", "隆德县"), new("640424", "泾源县"), new("640425", "彭阳县")]),
        new("640500", "中卫市", [new("640502", "沙坡头区"), new("640521", "中宁县"), new("640522", "海原县")]),
    ];

    private static CalendarYear Year2026() => new(
        2026,
        Edition: 1,
        new[]
        {
            (Name: "元旦", From: new DateOnly(2026, 1, 1), Days: 3),
            (Name: "春节", From: new DateOnly(2026, 2, 15), Days: 9),
            (Name: "清明节", From: new DateOnly(2026, 4, 4), Days: 3),
            (Name: "劳动节", From: new DateOnly(2026, 5, 1), Days: 5),
            (Name: "端午节", From: new DateOnly(2026, 6, 19), Days: 3),
            (Name: "中秋节", From: new DateOnly(2026, 9, 25), Days: 3),
            (Name: "国庆节", From: new DateOnly(2026, 10, 1), Days: 7),
        }.SelectMany(h => Enumerable.Range(0, h.Days).Select(d => KeyValuePair.Create(h.From.AddDays(d), h.Name))).ToImmutableDictionary(),
        [new(2026, 1, 4), new(2026, 2, 14), new(2026, 2, 28), new(2026, 5, 9), new(2026, 9, 20), new(2026, 10, 10)],
        "https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm");

    private static TimeLimit Working(int days) => new(days, DayUnit.WorkingDays);

    private static AssistanceItem Item(
        string code, string name, string department, TimeLimit? limit, bool recognises = false, bool compares = false, string? section = null) => new()
        {
            Code = code,
            Name = name,
            Department = department,
            Limit = limit,
            Recognises = recognises,
            NeedsComparison = compares,
            Section = section,
            Basis = [Basis],
        };

    private static MaterialRule Material(int number, string code, string name, params ReadOnlySpan<string> items) =>
        new() { Number = number, Code = code, Name = name, Items = [.. items], Basis = Basis };
}
