using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Guide;
using Xunit;

namespace SocialAssistance.Tests.Guide;

/// <summary>Each way of breaking a file, and the one fault that must name it.</summary>
public sealed class GuideLoaderTests
{
    private static readonly Dictionary<string, (string File, Action<JsonNode> Break, string Fault)> Breaks = new()
    {
        ["unknown property"] = ("items.json", r => r["items"]![0]!["colour"] = 1, "/items/0/colour: is not known here"),
        ["missing property"] = ("items.json", r => Items(r, 1).Remove("name"), "/items/1/name: is missing"),
        ["limit of no days"] = ("items.json", r => r["items"]![0]!["limit"]!["days"] = 0, "/items/0/limit/days: breaks its schema (NumberTooSmall)"),
        ["fraction of a day"] = ("items.json", r => r["items"]![0]!["limit"]!["days"] = 1.5, "/items/0/limit/days: breaks its schema (IntegerExpected)"),
        ["unit unknown"] = ("items.json", r => r["items"]![0]!["limit"]!["unit"] = "weeks", "/items/0/limit/unit: is none of workingDays, calendarDays"),
        ["limit a word"] = ("items.json", r => r["items"]![0]!["limit"] = "soon", "/items/0/limit: breaks its schema (NoTypeValidates)"),
        ["no limit at all"] = ("items.json", r => r["items"]![0]!["limit"] = null, "/items/0: has neither a limit nor limitsByYear; an item whose limit is set anew each year says limitsByYear, {} until one is announced"),
        ["two kinds of limit"] = ("items.json", r => r["items"]![0]!["limitsByYear"] = new JsonObject(), "/items/0/limitsByYear: contradicts limit, which holds for every year"),
        ["limit of no year"] = ("items.json", r => r["items"]![8]!["limitsByYear"]!["soon"] = new JsonObject(), "/items/8/limitsByYear/soon: is not known here"),
        ["section unknown"] = ("items.json", r => r["items"]![0]!["section"] = "pets", "/items/0/section: is none of medical, temporary, veteran, studentLoan, housing, employment"),
        ["code not kebab-case"] = ("materials.json", r => r["materials"]![3]!["code"] = "Permit", "/materials/3/code: does not match ^[a-z]+(-[a-z]+)*$"),
        ["item twice"] = ("items.json", r => r["items"]!.AsArray().Add(r["items"]![3]!.DeepClone()), "/items/11/code: repeats /items/3/code"),
        ["department unknown"] = ("items.json", r => r["items"]![5]!["department"] = "post-office", "/items/5/department: there is no department 'post-office'"),
        ["season over new year"] = ("items.json", r => r["items"]![8]!["season"]!["toMonth"] = 6, "/items/8/season: crosses a new year"),
        ["season on a leap day"] = ("items.json", r => r["items"]![8]!["season"] = JsonNode.Parse("""{"fromMonth":2,"fromDay":29,"toMonth":9,"toDay":15}"""), "/items/8/season/fromDay: is a day that not every year has"),
        ["members without a household"] = ("items.json", r => r["items"]![0]!["facts"] = new JsonArray("household-identity"), "/items/0/facts/0: says more of the members of a household that is not shown: add household"),
        ["fact unknown"] = ("items.json", r => r["items"]![0]!["facts"] = new JsonArray("luck"), "/items/0/facts/0: is none of identity, contact, household, household-identity, household-circumstances, economy"),
        ["no basis"] = ("items.json", r => r["items"]![0]!["basis"] = new JsonArray(), "/items/0/basis: breaks its schema (TooFewItems)"),
        ["version with blanks"] = ("items.json", r => r["version"] = "one two", "/version: does not match ^[a-z0-9]+([.-][a-z0-9]+)*$"),
        ["material twice"] = ("materials.json", r => r["materials"]![11]!["code"] = "residence-permit", "/materials/11/code: repeats /materials/3/code"),
        ["number twice"] = ("materials.json", r => r["materials"]![11]!["number"] = 4, "/materials/11/number: repeats /materials/3/number"),
        ["item unknown"] = ("materials.json", r => r["materials"]![4]!["items"] = new JsonArray("veteran"), "/materials/4/items/0: there is no item 'veteran'"),
        ["asked always and by items"] = ("materials.json", r => r["materials"]![2]!["items"] = new JsonArray("student-loan"), "/materials/2/items: contradicts always, which asks for it with every item"),
        ["condition on nothing"] = ("materials.json", r => r["materials"]![3]!["items"] = new JsonArray(), "/materials/3: has a condition, but no item asks for it"),
        ["material's item twice"] = ("materials.json", r => r["materials"]![4]!["items"] = new JsonArray("veteran-assistance", "veteran-assistance"), "/materials/4/items: breaks its schema (ItemsNotUnique)"),
        ["two leads"] = ("departments.json", r => r["departments"]![3]!["lead"] = true, "/departments: exactly one department leads, not 2"),
        ["no lead"] = ("departments.json", r => r["departments"]![0]!["lead"] = false, "/departments: exactly one department leads, not 0"),
        ["shares with nobody known"] = ("departments.json", r => r["departments"]![0]!["sharesRecognitionsWith"] = new JsonArray("police"), "/departments/0/sharesRecognitionsWith/0: there is no department 'police'"),
        ["shares with itself"] = ("departments.json", r => r["departments"]![0]!["sharesRecognitionsWith"] = new JsonArray("civil-affairs"), "/departments/0/sharesRecognitionsWith/0: a department shares nothing with itself"),
        ["department twice"] = ("departments.json", r => r["departments"]!.AsArray().Add(r["departments"]![6]!.DeepClone()), "/departments/7/code: repeats /departments/6/code"),
        ["county elsewhere"] = ("divisions.json", r => r["prefectures"]![0]!["counties"]![0]!["code"] = "640204", "/prefectures/0/counties/0/code: does not lie in 640100"),
        ["county twice"] = ("divisions.json", r => r["prefectures"]![0]!["counties"]![1]!["code"] = "640104", "/prefectures/0/counties/1/code: repeats /prefectures/0/counties/0/code"),
        ["county ends in 00"] = ("divisions.json", r => r["prefectures"]![0]!["counties"]![0]!["code"] = "640100", "/prefectures/0/counties/0/code: does not match ^[1-9][0-9]([0-9][1-9]|[1-9]0)([0-9][1-9]|[1-9]0)$"),
        ["region's name empty"] = ("divisions.json", r => r["region"]!["name"] = "", "/region/name: breaks its schema (StringTooShort)"),
        ["prefecture without counties"] = ("divisions.json", r => r["prefectures"]![4]!["counties"] = new JsonArray(), "/prefectures/4/counties: breaks its schema (TooFewItems)"),
        ["off and made up"] = ("holidays.json", r => r["years"]![2]!["daysOff"]!["2026-02-14"] = "春节", "/years/2/makeUpWorkingDays/1: is both a day off and a make-up working day"),
        ["day off of another year"] = ("holidays.json", r => r["years"]![2]!["daysOff"]!["2027-01-01"] = "元旦", "/years/2/daysOff/2027-01-01: lies outside 2026"),
        ["made up in another year"] = ("holidays.json", r => r["years"]![2]!["makeUpWorkingDays"]!.AsArray().Add("2025-12-28"), "/years/2/makeUpWorkingDays/6: lies outside 2026"),
        ["made up on a Monday"] = ("holidays.json", r => r["years"]![2]!["makeUpWorkingDays"]!.AsArray().Add("2026-03-02"), "/years/2/makeUpWorkingDays/6: is a make-up working day, but neither a Saturday nor a Sunday"),
        ["made up twice"] = ("holidays.json", r => r["years"]![2]!["makeUpWorkingDays"]!.AsArray().Add("2026-01-04"), "/years/2/makeUpWorkingDays/6: repeats /years/2/makeUpWorkingDays/0"),
        ["no such date off"] = ("holidays.json", r => r["years"]![2]!["daysOff"]!["2026-02-30"] = "春节", "/years/2/daysOff/2026-02-30: is no date"),
        ["no such date made up"] = ("holidays.json", r => r["years"]![2]!["makeUpWorkingDays"]!.AsArray().Add("2026-02-30"), "/years/2/makeUpWorkingDays/6: is no date"),
        ["date written otherwise"] = ("holidays.json", r => r["years"]![2]!["daysOff"]!["2026-1-1"] = "元旦", "/years/2/daysOff/2026-1-1: is not known here"),
        ["edition twice"] = ("holidays.json", r => r["years"]![2]!["edition"] = 2, "/years/2/edition: repeats /years/1/edition"),
        ["whole limit yellow"] = ("practice.json", r => r["yellowShare"] = 1, "/yellowShare: breaks its schema (NumberTooBig)"),
        ["nothing yellow"] = ("practice.json", r => r["yellowShare"] = 0, "/yellowShare: breaks its schema (NumberTooSmall)"),
        ["practice passed off as the notice"] = ("practice.json", r => r["basis"]!["byLaw"] = false, "/basis/byLaw: is none of True"),
        ["hint about no item"] = ("suggestions.json", r => r["rules"]![0]!["item"] = "lottery", "/rules/0/item: there is no item 'lottery'"),
        ["hint twice"] = ("suggestions.json", r => r["rules"]!.AsArray().Add(Again(r["rules"]![3]!)), "/rules/20/when: repeats /rules/3/when"),
        ["hint on no fact"] = ("suggestions.json", r => r["rules"]![3]!["when"]!["all"]![1]!["fact"] = "luck", "/rules/3/when/all/1/fact: is none of rural, residenceDiffers, incomeBelowStandard, recognised, noAbleBodied, noSupporter, suddenHardship, veteran, studentAdmittedOrEnrolled, unsafeHousing, unemployed"),
        ["hint with a figure in yuan"] = ("suggestions.json", r => r["rules"]![0]!["when"] = JsonNode.Parse("""{"amount":"monthlyIncome","below":500}"""), "/rules/0/when/below: breaks its schema (ObjectExpected)"),
        ["hint of no shape"] = ("suggestions.json", r => r["rules"]![0]!["when"] = JsonNode.Parse("""{"not":[]}"""), "/rules/0/when: has none of the shapes that are known here"),
        ["hint on nothing"] = ("suggestions.json", r => r["rules"]![0]!["when"] = JsonNode.Parse("""{"all":[]}"""), "/rules/0/when/all: breaks its schema (TooFewItems)"),
    };

    public static TheoryData<string> BreakNames => [.. Breaks.Keys];

    [Theory]
    [MemberData(nameof(BreakNames))]
    public void A_broken_place_is_named(string name)
    {
        var (file, breakIt, fault) = Breaks[name];
        using var folder = new GuideFolder().Edit(file, breakIt);

        folder.Faults().ShouldBe([$"{file}#{fault}"]);
    }

    [Fact]
    public void Many_faults_in_every_file_are_all_named_at_once()
    {
        // Those that break one place each and touch no other's.
        string[] names =
        [
            "unknown property", "missing property", "section unknown", "department unknown", "season over new year", "version with blanks",
            "number twice", "item unknown", "asked always and by items",
            "two leads", "shares with nobody known",
            "county elsewhere", "region's name empty",
            "off and made up", "day off of another year", "made up on a Monday", "edition twice",
            "whole limit yellow", "practice passed off as the notice",
            "hint about no item", "hint on no fact",
        ];
        using var folder = new GuideFolder();
        foreach (var name in names)
        {
            folder.Edit(Breaks[name].File, Breaks[name].Break);
        }

        var exception = Should.Throw<InvalidGuideException>(folder.Load);
        exception.Faults.ShouldBe(names.Select(n => $"{Breaks[n].File}#{Breaks[n].Fault}"), ignoreOrder: true);
        exception.Faults.ShouldAllBe(f => exception.Message.Contains(f));
    }

    [Fact]
    public void A_folder_that_is_not_there_lacks_every_file()
    {
        using var folder = new GuideFolder();
        var faults = Should.Throw<InvalidGuideException>(() => GuideLoader.Load(folder.PathOf("nowhere"))).Faults;

        string[] files = ["items", "materials", "departments", "divisions", "holidays", "practice", "suggestions", "retention"];
        faults.ShouldBe(files.Select(f => $"{f}.json#: the file is missing"), ignoreOrder: true);
    }

    [Fact]
    public void A_missing_file_is_one_fault_and_hides_no_other()
    {
        using var folder = new GuideFolder().Edit("practice.json", r => r["materialsWithinDays"] = 0);
        File.Delete(folder.PathOf("departments.json"));

        folder.Faults().ShouldBe(
            ["departments.json#: the file is missing", "practice.json#/materialsWithinDays: breaks its schema (NumberTooSmall)"]);
    }

    [Theory]
    [InlineData("", "items.json#: the file is not JSON")]
    [InlineData("{", "items.json#: the file is not JSON")]
    [InlineData("{} // done", "items.json#: the file is not JSON")]
    [InlineData("""{"version":"a","version":"b"}""", "items.json#: the file is not JSON")]
    [InlineData("[]", "items.json#: breaks its schema (ObjectExpected)")]
    [InlineData("null", "items.json#: breaks its schema (ObjectExpected)")]
    public void A_file_that_is_no_JSON_object_is_named(string text, string fault)
    {
        using var folder = new GuideFolder();
        File.WriteAllText(folder.PathOf("items.json"), text);

        folder.Faults().ShouldHaveSingleItem().ShouldStartWith(fault);
    }

    [Fact]
    public void A_file_in_another_encoding_is_named()
    {
        using var folder = new GuideFolder();
        File.WriteAllBytes(folder.PathOf("items.json"), [.. "{\"version\":\""u8, 0xD7, 0xEE, .. "\"}"u8]);

        folder.Faults().ShouldBe(["items.json#: the file is not UTF-8"]);
    }

    [Fact]
    public void A_byte_order_mark_is_no_fault()
    {
        using var folder = new GuideFolder();
        var path = folder.PathOf("items.json");
        File.WriteAllText(path, File.ReadAllText(path), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        folder.Load().Items.Length.ShouldBe(11);
    }

    private static JsonObject Items(JsonNode root, int index) => root["items"]![index]!.AsObject();

    private static JsonNode Again(JsonNode rule)
    {
        var again = rule.DeepClone();
        again["reason"] = "另一个理由";
        return again;
    }
}
