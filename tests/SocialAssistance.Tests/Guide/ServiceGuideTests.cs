using Shouldly;
using SocialAssistance.Guide;
using Xunit;

namespace SocialAssistance.Tests.Guide;

public sealed class ServiceGuideTests
{
    private static readonly ServiceGuide Guide = GuideFolder.Shipped;

    [Theory]
    [InlineData("640104", "640104", true)]
    [InlineData("640104", "640105", false)]
    [InlineData("640100", "640181", true)]
    [InlineData("640100", "640202", false)]
    [InlineData("640000", "640522", true)]
    [InlineData("650000", "640522", false)]
    [InlineData("000000", "640522", false)]
    [InlineData("0000", "640522", false)]
    [InlineData("00", "640522", false)]
    [InlineData("", "640522", false)]
    [InlineData("", "", false)]
    [InlineData("640000", "64", false)]
    public void Covers_nests_by_the_digits(string division, string county, bool covers) =>
        ServiceGuide.Covers(division, county).ShouldBe(covers);

    [Fact]
    public void Every_county_is_found_and_lies_in_its_prefecture_and_the_region()
    {
        foreach (var prefecture in Guide.Prefectures)
        {
            Guide.FindCounty(prefecture.Code).ShouldBeNull();
            foreach (var county in prefecture.Counties)
            {
                Guide.FindCounty(county.Code).ShouldBe(county);
                Guide.Prefectures.Where(p => ServiceGuide.Covers(p.Code, county.Code)).ShouldBe([prefecture]);
                ServiceGuide.Covers("640000", county.Code).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void All_items_together_need_every_scan_once_and_no_electronic_form()
    {
        var scans = Guide.RequiredScans([.. Guide.Items.Select(i => i.Code)], residenceDiffers: true);

        scans.Select(s => s.Material.Number).ShouldBe([3, 4, 5, 6, 7, 8, 9, 10, 11]);
        scans[0].Items.ShouldBe(Guide.Items.Select(i => i.Code));
        scans[1].Items.ShouldBe(["minimum-living-allowance"]);
    }

    [Theory]
    [InlineData("minimum-living-allowance", false, new[] { 3 })]
    [InlineData("minimum-living-allowance", true, new[] { 3, 4 })]
    [InlineData("temporary-assistance", true, new[] { 3 })]
    [InlineData("no-such-item", true, new int[0])]
    public void Residence_permit_is_asked_only_for_the_allowance_where_one_is_not_registered(string item, bool differs, int[] numbers) =>
        Guide.RequiredScans([item], differs).Select(s => s.Material.Number).ShouldBe(numbers);

    [Fact]
    public void A_limit_set_each_year_holds_for_its_year_only()
    {
        using var folder = new GuideFolder().Edit("items.json", root =>
            root["items"]![8]!["limitsByYear"] = new System.Text.Json.Nodes.JsonObject
            {
                ["2026"] = new System.Text.Json.Nodes.JsonObject { ["days"] = 20, ["unit"] = "workingDays" },
            });
        var loan = folder.Load().Item("student-loan");

        loan.LimitOn(new DateOnly(2026, 7, 15)).ShouldBe(new TimeLimit(20, DayUnit.WorkingDays));
        loan.LimitOn(new DateOnly(2027, 7, 15)).ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-07-14", false, "2026-07-15", "2026-09-15")]
    [InlineData("2026-07-15", true, "2026-07-15", "2026-09-15")]
    [InlineData("2026-09-15", true, "2026-07-15", "2026-09-15")]
    [InlineData("2026-09-16", false, "2027-07-15", "2027-09-15")]
    [InlineData("2026-12-31", false, "2027-07-15", "2027-09-15")]
    public void Season_includes_its_first_and_last_day(string day, bool open, string opens, string closes)
    {
        var season = Guide.Item("student-loan").Season.ShouldNotBeNull();
        var date = Day(day);

        season.IsOpen(date).ShouldBe(open);
        season.NextOpening(date).ShouldBe(Day(opens));
        season.NextClosing(date).ShouldBe(Day(closes));
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");
}
