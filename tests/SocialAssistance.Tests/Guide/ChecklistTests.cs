using CsCheck;
using Shouldly;
using SocialAssistance.Guide;
using Xunit;

namespace SocialAssistance.Tests.Guide;

public sealed class ChecklistTests
{
    private static readonly ServiceGuide Guide = GuideFolder.Shipped;
    private static readonly string[] AllItems = [.. Guide.Items.Select(i => i.Code)];
    private static readonly DateOnly InSeason = new(2026, 8, 3);

    [Fact]
    public void All_items_ask_for_materials_1_to_11_once_each()
    {
        var checklist = ChecklistBuilder.For(Guide, AllItems, residenceDiffers: true, InSeason);

        checklist.Faults.ShouldBeEmpty();
        checklist.Materials.Select(m => m.Number).ShouldBe(Enumerable.Range(1, 11));
        checklist.Materials.Where(m => m.ElectronicForm).Select(m => m.Code)
            .ShouldBe(["application-form", "authorization-and-commitment"]);
        checklist.Materials[2].Accepts.ShouldBe(["居民身份证", "居民户口簿"]);
        checklist.Materials[2].Items.ShouldBe(AllItems);
        checklist.Materials[4].Items.ShouldBe(["veteran-assistance"]);
    }

    [Fact]
    public void Limits_are_told_as_the_notice_tells_them() =>
        ChecklistBuilder.For(Guide, AllItems, residenceDiffers: false, InSeason).Limits.Select(l => l.Text).ShouldBe(
            ["30个工作日", "30个工作日", "30个工作日", "30个工作日", "15日", "25个工作日", "30个工作日", "30个工作日", "当年另行公布", "35个工作日", "5个工作日"]);

    [Fact]
    public void Sections_are_those_of_the_ticked_items()
    {
        Sections(AllItems).ShouldBe(["temporary", "medical", "veteran", "studentLoan", "housing", "employment"]);
        Sections("low-income-edge").ShouldBeEmpty();

        string[] Sections(params string[] items) => [.. ChecklistBuilder.For(Guide, items, false, InSeason).Sections];
    }

    [Fact]
    public void Open_season_tells_its_last_day() =>
        ChecklistBuilder.For(Guide, ["student-loan"], false, InSeason).Seasons.ShouldBe(
        [
            new ChecklistSeason(
                "student-loan", "国家助学贷款", true, new DateOnly(2026, 7, 15), new DateOnly(2026, 9, 15), "现在可以申请，2026年9月15日截止"),
        ]);

    [Fact]
    public void Closed_season_tells_the_next_first_day() =>
        ChecklistBuilder.For(Guide, ["student-loan"], false, new DateOnly(2026, 9, 16)).Seasons.ShouldBe(
        [
            new ChecklistSeason(
                "student-loan", "国家助学贷款", false, new DateOnly(2027, 7, 15), new DateOnly(2027, 9, 15), "现在不能申请，2027年7月15日开始受理"),
        ]);

    [Fact]
    public void Limit_of_a_closed_item_is_that_of_the_year_in_which_it_opens()
    {
        using var folder = new GuideFolder().Edit("items.json", root => root["items"]![8]!["limitsByYear"] =
            System.Text.Json.Nodes.JsonNode.Parse("""{"2027":{"days":20,"unit":"workingDays"}}"""));
        var guide = folder.Load();

        TextOn(new DateOnly(2026, 8, 3)).ShouldBe("当年另行公布");
        TextOn(new DateOnly(2026, 10, 1)).ShouldBe("20个工作日");

        string TextOn(DateOnly today) => ChecklistBuilder.For(guide, ["student-loan"], false, today).Limits.Single().Text;
    }

    [Fact]
    public void Unknown_items_are_all_told_and_nothing_else_is()
    {
        var checklist = ChecklistBuilder.For(Guide, ["a", "student-loan", "", "Student-Loan"], false, InSeason);

        checklist.Faults.Select(f => (f.Pointer, f.Code)).ShouldBe(
            [("/items/0", "unknown-item"), ("/items/2", "unknown-item"), ("/items/3", "unknown-item")]);
        checklist.Materials.ShouldBeEmpty();
        checklist.Limits.ShouldBeEmpty();
        checklist.Seasons.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_ticked_is_a_fault() =>
        ChecklistBuilder.For(Guide, [], false, InSeason).Faults.ShouldHaveSingleItem().Code.ShouldBe("no-items");

    [Fact]
    public void No_material_is_asked_twice_and_none_is_left_out_whatever_is_ticked()
    {
        var ticks = Gen.Int[0, AllItems.Length - 1].Select(n => AllItems[n]).Array[1, 15];
        Gen.Select(ticks, Gen.Bool, Gen.Int[0, 800]).Sample((items, differs, offset) =>
        {
            var checklist = ChecklistBuilder.For(Guide, items, differs, new DateOnly(2025, 1, 1).AddDays(offset));
            var codes = checklist.Materials.Select(m => m.Code).ToList();
            var apart = items.SelectMany(i => ChecklistBuilder.For(Guide, [i], differs, InSeason).Materials).Select(m => m.Code);
            return codes.Distinct().Count() == codes.Count
                && codes.ToHashSet().SetEquals(apart)
                && checklist.Limits.Length == items.Distinct().Count();
        });
    }
}
