using System.Collections.Immutable;
using SocialAssistance.Guide;

namespace SocialAssistance.Tests.Cases;

/// <summary>
/// The notice's eleven items written by hand from the notice, apart from the data files: where the two differ, these
/// tests say so.
/// </summary>
internal static class HandmadeGuide
{
    private static readonly RuleBasis Basis = new("附件2");

    /// <summary>The guide with the arrangements of 2026 only.</summary>
    public static readonly ServiceGuide Of2026 = With(HandmadeCalendar.Of2026);

    /// <summary>The same after the arrangement of 2027 was published.</summary>
    public static readonly ServiceGuide Of2027 = With(HandmadeCalendar.Of2027);

    /// <summary>The guide under another calendar, or with changed items.</summary>
    public static ServiceGuide With(WorkCalendar calendar, Func<AssistanceItem, AssistanceItem>? change = null, string version = "test-1") => new(
        version, [.. Items.Select(change ?? (i => i))], Materials, Departments, [Yinchuan], calendar, new GuidePractice(20, 0.2, Basis));

    private static ImmutableArray<AssistanceItem> Items =>
    [
        Item("minimum-living-allowance", "最低生活保障", "civil-affairs", Working(30)) with { Recognises = true },
        Item("extreme-poverty-support", "特困人员救助供养", "civil-affairs", Working(30)) with { Recognises = true },
        Item("low-income-edge", "低保边缘家庭认定", "civil-affairs", Working(30)) with { Recognises = true },
        Item("rigid-expenditure", "刚性支出困难家庭认定", "civil-affairs", Working(30)) with { Recognises = true },
        Item("poverty-return-monitoring", "防止返贫监测对象识别认定", "agriculture-rural-affairs", new TimeLimit(15, DayUnit.CalendarDays)) with
        {
            Recognises = true,
            RuralOnly = true,
        },
        Item("temporary-assistance", "临时救助", "civil-affairs", Working(25)) with { Section = "temporary" },
        Item("medical-assistance", "困难群众医疗救助", "medical-insurance", Working(30)) with { NeedsComparison = true, Section = "medical" },
        Item("veteran-assistance", "困难退役军人帮扶援助", "veterans-affairs", Working(30)) with { NeedsComparison = true, Section = "veteran" },
        Item("student-loan", "国家助学贷款", "education", null) with
        {
            NeedsComparison = true,
            Section = "studentLoan",
            Season = new ApplicationSeason(7, 15, 9, 15),
        },
        Item("housing-assistance", "住房救助", "housing-construction", Working(35)) with { NeedsComparison = true, Section = "housing" },
        Item("employment-assistance", "就业援助", "human-resources", Working(5)) with { NeedsComparison = true, Section = "employment" },
    ];

    private static ImmutableArray<MaterialRule> Materials =>
    [
        Form(1, "application-form"),
        Form(2, "authorization-and-commitment"),
        Scan(3, "identity-document") with { Always = true },
        Scan(4, "residence-permit", "minimum-living-allowance") with { OnlyWhenResidenceDiffers = true },
        Scan(5, "veteran-certificate", "veteran-assistance"),
        Scan(6, "admission-or-enrolment-proof", "student-loan"),
        Scan(7, "student-loan-application-form", "student-loan"),
        Scan(8, "hardship-student-form", "student-loan"),
        Scan(9, "borrower-and-co-borrower-identity", "student-loan"),
        Scan(10, "marital-status-proof", "housing-assistance"),
        Scan(11, "family-property-proof", "housing-assistance"),
        Scan(12, "other"),
    ];

    private static ImmutableArray<Department> Departments =>
    [
        new("civil-affairs", "民政", true, Basis) { SharesRecognitionsWith = ["agriculture-rural-affairs"] },
        new("agriculture-rural-affairs", "农业农村", false, Basis) { SharesRecognitionsWith = ["civil-affairs"] },
        new("medical-insurance", "医保", false, Basis),
        new("education", "教育", false, Basis),
        new("veterans-affairs", "退役军人事务", false, Basis),
        new("housing-construction", "住房城乡建设", false, Basis),
        new("human-resources", "人力资源社会保障", false, Basis),
    ];

    private static Prefecture Yinchuan => new("640100", "银川市", [new Division("640104", "兴庆区"), new Division("640122", "贺兰县")]);

    private static TimeLimit Working(int days) => new(days, DayUnit.WorkingDays);

    private static AssistanceItem Item(string code, string name, string department, TimeLimit? limit) =>
        new() { Code = code, Name = name, Department = department, Limit = limit, Basis = [Basis] };

    private static MaterialRule Scan(int number, string code, params string[] items) =>
        new() { Number = number, Code = code, Name = code, Items = [.. items], Basis = Basis };

    private static MaterialRule Form(int number, string code) => Scan(number, code) with { ElectronicForm = true, Always = true };
}
