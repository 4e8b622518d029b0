using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using Shouldly;
using SocialAssistance.Applications;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Samples;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Tests.Departments;

/// <summary>What a department is shown of a case: what its item declares, masked or nothing otherwise.</summary>
public sealed class TaskDisclosureTests
{
    private static readonly ServiceGuide Real = GuideLoader.Load(GuideLoader.DefaultFolder);
    private static readonly string[] Facts =
        [ItemFacts.Identity, ItemFacts.Contact, ItemFacts.Household, ItemFacts.HouseholdIdentity, ItemFacts.HouseholdCircumstances, ItemFacts.Economy];

    private static readonly JsonSerializerOptions Readable = new(CaseJson.Clear.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Circumstances = ["放羊的", "腿脚不便", "777.77"];

    private static readonly ApplicationForm Filed = SampleForms.All() with
    {
        ExternalReference = "外部编号甲",
        Township = "某某乡镇甲",
        Applicant = SampleForms.All().Applicant with { Name = "欧阳申请", Phone = "13812342345", Address = "某镇某村七组九号" },
        Household = [SampleForms.All().Household[0] with { Name = "司马成员", Occupation = "放羊的", Condition = "腿脚不便", MonthlyIncome = 777.77m }],
        StudentLoan = SampleForms.All().StudentLoan! with { CoBorrower = new CoBorrower("诸葛共借", new SampleIdNumbers(77).Adult()) },
        Economy = new Economy(new Income(11111.11m, 0, 0, 0), new Assets(0, 0, 0), new Expenses(0, 0)),
    };

    private static readonly Case Dispatched = SampleCases.Dispatched("NX64010420260803-AAAAAAAAAA", Filed);

    [Fact]
    public void Each_fact_is_shown_where_it_is_declared_and_nowhere_else()
    {
        Gen.Select(Gen.Enum<Choice>().Array[Facts.Length], Gen.Int[0, Filed.Items.Length - 1]).Sample((choices, which) =>
        {
            var code = Filed.Items[which];
            var facts = Facts.Where((_, index) => choices[index] == Choice.Declared).ToArray();
            var item = SampleGuide.Guide.FindItem(code)! with { Facts = [.. facts] };
            var shown = Shown(item);
            var household = facts.Contains(ItemFacts.Household);

            Opens(shown, "欧阳申请", "欧***", facts.Contains(ItemFacts.Identity));
            Opens(shown, Filed.Applicant.IdNumber.Value, Masking.IdNumber(Filed.Applicant.IdNumber.Value), facts.Contains(ItemFacts.Identity));
            Opens(shown, "13812342345", "138****2345", facts.Contains(ItemFacts.Contact));
            shown.Contains("某镇某村七组九号", StringComparison.Ordinal).ShouldBe(facts.Contains(ItemFacts.Contact));
            shown.Contains("某某乡镇甲", StringComparison.Ordinal).ShouldBe(facts.Contains(ItemFacts.Contact));
            foreach (var (open, masked) in new[]
            {
                ("司马成员", "司***"), (Filed.Household[0].IdNumber.Value, Masking.IdNumber(Filed.Household[0].IdNumber.Value)),
            })
            {
                shown.Contains(open, StringComparison.Ordinal).ShouldBe(household && facts.Contains(ItemFacts.HouseholdIdentity));
                shown.Contains(masked, StringComparison.Ordinal).ShouldBe(household && !facts.Contains(ItemFacts.HouseholdIdentity));
            }

            foreach (var circumstance in Circumstances)
            {
                shown.Contains(circumstance, StringComparison.Ordinal).ShouldBe(household && facts.Contains(ItemFacts.HouseholdCircumstances));
            }

            shown.Contains("11111.11", StringComparison.Ordinal).ShouldBe(facts.Contains(ItemFacts.Economy));
            shown.Contains("慢性肾病", StringComparison.Ordinal).ShouldBe(item.Section == "medical");
            shown.Contains("主要劳动力", StringComparison.Ordinal).ShouldBe(item.Section == "temporary");
            shown.Contains("退字第", StringComparison.Ordinal).ShouldBe(item.Section == "veteran");
            shown.Contains("示范大学", StringComparison.Ordinal).ShouldBe(item.Section == "studentLoan");
            shown.Contains("砌砖", StringComparison.Ordinal).ShouldBe(item.Section == "employment");
            shown.ShouldNotContain("外部编号甲");
        });
    }

    [Fact]
    public void An_item_that_the_guide_does_not_know_shows_masked_forms_only()
    {
        var shown = Shown(null);
        shown.ShouldContain("欧***");
        foreach (var hidden in new[] { "欧阳申请", "司马成员", "放羊的", "11111.11", "慢性肾病", "某镇某村七组九号", "某某乡镇甲", Filed.Applicant.IdNumber.Value })
        {
            shown.ShouldNotContain(hidden);
        }
    }

    [Fact]
    public void Every_item_of_the_guide_has_something_to_hide()
    {
        foreach (var item in Real.Items)
        {
            var disclosed = new TaskDisclosure(Real, SamplePrivacy.Disclosure).Of(Dispatched, Dispatched.FindItem(item.Code)!);
            (disclosed.Household is not null).ShouldBe(item.Facts.Contains(ItemFacts.Household), item.Code);
            (disclosed.Economy is not null).ShouldBe(item.Facts.Contains(ItemFacts.Economy), item.Code);
            (disclosed.Section is not null).ShouldBe(item.Section is not null, item.Code);
            disclosed.Materials.Length.ShouldBeLessThan(Dispatched.Materials.Length, item.Code);
        }
    }

    [Fact]
    public void What_is_shown_masked_is_named_as_masked()
    {
        var disclosure = new TaskDisclosure(Real, SamplePrivacy.Disclosure);
        disclosure.Of(Dispatched, Dispatched.Items[0] with { Item = "unknown" }).Masked
            .ShouldBe(["applicant.name", "applicant.idNumber", "applicant.phone"], ignoreOrder: true);
        foreach (var item in Real.Items)
        {
            var masked = disclosure.Of(Dispatched, Dispatched.FindItem(item.Code)!).Masked;
            masked.Contains("applicant.idNumber").ShouldBe(!item.Facts.Contains(ItemFacts.Identity), item.Code);
            masked.Contains("applicant.phone").ShouldBe(!item.Facts.Contains(ItemFacts.Contact), item.Code);
            masked.Contains("household.idNumber").ShouldBe(
                item.Facts.Contains(ItemFacts.Household) && !item.Facts.Contains(ItemFacts.HouseholdIdentity), item.Code);
        }
    }

    [Fact]
    public void Scans_that_are_not_accepted_are_shown_to_nobody()
    {
        var disclosure = new TaskDisclosure(Real, SamplePrivacy.Disclosure);
        foreach (var status in Enum.GetValues<MaterialStatus>())
        {
            var @case = Dispatched with { Materials = [.. Dispatched.Materials.Select(m => m with { Status = status })] };
            disclosure.MaterialsOf(@case, @case.Items[0]).Any().ShouldBe(status == MaterialStatus.Accepted, $"{status}");
        }
    }

    [Fact]
    public void Asking_for_a_material_opens_none_that_was_there_before()
    {
        var asked = Dispatched.After(SampleEvents.SupplementAsked("employment-assistance", "family-property-proof"));
        var disclosure = new TaskDisclosure(Real, SamplePrivacy.Disclosure);
        var item = asked.FindItem("employment-assistance")!;
        disclosure.MaterialsOf(asked, item).Select(m => m.Material).ShouldBe(["identity-document"]);

        var later = SampleCases.Now.AddHours(1);
        var scan = SampleEvents.Scan("family-property-proof", 2);
        var answered = asked.After(scan with { Material = scan.Material with { ReceivedAt = later } }, later);
        disclosure.MaterialsOf(answered, answered.FindItem("employment-assistance")!).Select(m => m.MaterialId)
            .ShouldBe(["identity-document-1", scan.Material.MaterialId], ignoreOrder: true);
    }

    [Fact]
    public void A_scan_is_for_whoever_had_asked_for_it_when_it_came()
    {
        var (work, illness) = ("employment-assistance", "medical-assistance");
        var @case = Dispatched
            .After(SampleEvents.SupplementAsked(work), At(0))
            .After(SampleEvents.Scan("other", 1), At(1))
            .After(SampleEvents.SupplementAsked(illness), At(2))
            .After(SampleEvents.Scan("other", 2), At(3));
        Seen(@case, work).ShouldBe(["other-1"]);
        Seen(@case, illness).ShouldBe(["other-2"]);

        // A page that was forgotten belongs to the last request.
        @case = @case.After(SampleEvents.Scan("other", 3), At(4));
        Seen(@case, work).ShouldBe(["other-1"]);
        Seen(@case, illness).ShouldBe(["other-2", "other-3"]);

        // One scan serves all who wait for it.
        foreach (var item in new[] { work, illness })
        {
            @case = @case.After(SampleEvents.SupplementAsked(item) with { EventId = item + "-again" }, At(5));
        }

        @case = @case.After(SampleEvents.Scan("other", 4), At(6));
        Seen(@case, work).ShouldBe(["other-1", "other-4"]);
        Seen(@case, illness).ShouldBe(["other-2", "other-3", "other-4"]);

        static DateTimeOffset At(int hours) => SampleCases.Now.AddHours(hours);
    }

    [Fact]
    public void An_item_that_has_ended_waits_for_nothing_that_others_ask_for()
    {
        var (work, illness, later) = ("employment-assistance", "medical-assistance", SampleCases.Now.AddHours(2));
        var @case = Dispatched
            .After(SampleEvents.SupplementAsked(work))
            .After(SampleEvents.Denied(work), SampleCases.Now.AddHours(1))
            .After(SampleEvents.SupplementAsked(illness), later)
            .After(SampleEvents.Scan("other"), later.AddHours(1));
        Seen(@case, work).ShouldBeEmpty();
        Seen(@case, illness).ShouldBe(["other-1"]);
    }

    [Fact]
    public void A_scan_of_the_whole_form_is_shown_to_whoever_asked_for_it_and_to_nobody_else()
    {
        var forms = Real.Materials.Where(m => m.ElectronicForm).Select(m => m.Code).ToArray();
        forms.ShouldBe(["application-form", "authorization-and-commitment"]);
        var (asking, later) = ("low-income-edge", SampleCases.Now.AddHours(1));
        var @case = forms.Aggregate(Dispatched, (c, form) => c.After(SampleEvents.Scan(form)))
            .After(SampleEvents.SupplementAsked(asking, forms))
            .After(SampleEvents.Scan(forms[0], 2), later);
        foreach (var item in Real.Items)
        {
            Materials(@case, item.Code).Intersect(forms).ShouldBe(item.Code == asking ? [forms[0]] : [], item.Code);
        }

        Materials(@case, asking).Count(m => m == forms[0]).ShouldBe(1);

        IEnumerable<string> Materials(Case of, string code) =>
            new TaskDisclosure(Real, SamplePrivacy.Disclosure).MaterialsOf(of, of.FindItem(code)!).Select(m => m.Material);
    }

    /// <summary>Ids of the scans of "other" that an item is shown.</summary>
    private static string[] Seen(Case @case, string item) =>
    [
        .. new TaskDisclosure(Real, SamplePrivacy.Disclosure).MaterialsOf(@case, @case.FindItem(item)!).Where(m => m.Material == "other").Select(m => m.MaterialId),
    ];

    private static string Shown(AssistanceItem? item)
    {
        var form = SamplePrivacy.Disclosure.Form(Dispatched, TaskDisclosure.RuleOf(item));
        return JsonSerializer.Serialize(form, Readable);
    }

    private static void Opens(string shown, string open, string masked, bool declared)
    {
        shown.Contains(open, StringComparison.Ordinal).ShouldBe(declared);
        shown.Contains(masked, StringComparison.Ordinal).ShouldBe(!declared);
    }

    private enum Choice
    {
        Left,
        Declared,
    }
}
