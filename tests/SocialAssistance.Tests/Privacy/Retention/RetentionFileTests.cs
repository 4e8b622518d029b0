using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Privacy.Retention;
using SocialAssistance.Tests.Guide;
using Xunit;

namespace SocialAssistance.Tests.Privacy.Retention;

public sealed class RetentionFileTests : IDisposable
{
    private readonly GuideFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_kind_has_a_period_and_names_the_law_it_rests_on()
    {
        var policy = GuideFolder.Shipped.Retention;

        policy.Rules.Select(r => r.Kind).ShouldBe(Enum.GetValues<RetentionKind>(), ignoreOrder: true);
        policy.Rules.ShouldAllBe(r => r.Basis.Length > 0 && r.Basis.All(b => b.Rule.ByLaw));
        policy.Find(CaseStatus.Completed)!.Ground.ShouldBe("case-decided 10-years archives-practice+pipl-19-47");
        policy.Find(CaseStatus.InProgress).ShouldBeNull();
    }

    [Theory]
    [InlineData("case-decided", 1827, "days", true)]
    [InlineData("case-decided", 1826, "days", false)]
    [InlineData("case-lapsed", 59, "months", false)]
    [InlineData("audit-day", 6, "months", true)]
    [InlineData("audit-day", 5, "months", false)]
    [InlineData("incoming-file", 1, "days", true)]
    public void A_period_that_is_shorter_than_law_allows_is_a_fault(string kind, int count, string unit, bool allowed)
    {
        _folder.Edit("retention.json", root => Rule(root, kind)["period"] = new JsonObject { ["count"] = count, ["unit"] = unit });

        if (allowed)
        {
            _folder.Load().Retention.Rules.ShouldContain(r => Codes.Of(r.Kind) == kind && r.Period.Count == count);
        }
        else
        {
            _folder.Faults().ShouldHaveSingleItem().ShouldContain("is shorter than");
        }
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        _folder.Edit("retention.json", root =>
        {
            Rule(root, "recognition")["kind"] = "incoming-file";
            Rule(root, "quarantined-file")["action"] = "anonymise";
            Rule(root, "audit-day")["basis"]![0]!["byLaw"] = false;
        });

        var faults = _folder.Faults();
        faults.ShouldContain(f => f.Contains("no period is set for recognition", StringComparison.Ordinal));
        faults.ShouldContain(f => f.StartsWith("retention.json#/rules/3/action", StringComparison.Ordinal));
        faults.ShouldContain(f => f.StartsWith("retention.json#/rules/6/basis/0", StringComparison.Ordinal));
    }

    private static JsonNode Rule(JsonNode root, string kind) => root["rules"]!.AsArray().First(r => (string)r!["kind"]! == kind)!;
}
