using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Register;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Tests.Cases;

public sealed class CaseJsonTests
{
    [Fact]
    public void A_case_with_everything_in_it_is_read_as_it_was_written()
    {
        RegisterMatch match = new(["applicant", "household/0"], Items.Edge, "旧文", "640122", new(2026, 1, 1), new(2026, 12, 31));
        var walk = CaseWalk.Accepted("2026-08-03", HandmadeGuide.Of2026, [match]);
        walk.Moves(walk.Ask(Items.Medical, "2026-08-31", "other")).Moves(walk.Granted(Items.Edge, new Grant("认定", 1.50m, "元", new(2026, 8, 1), null)));
        walk.Moves(walk.Denied(Items.Housing)).Moves(walk.Scan("other", MaterialStatus.Undetermined));
        walk.Moves(new TasksAttempted([new TaskAttempt(walk.Case.Tasks[0].TaskId, walk.Now.AddSeconds(5), "TimeoutException")]));

        var written = InClear.Write(walk.Case);
        var text = Encoding.UTF8.GetString(written);

        InClear.Write(InClear.Read(written)).ShouldBe(written);
        text.ShouldContain("\"马某某\"", Shouldly.Case.Sensitive);
        text.ShouldContain("\"status\":\"supplement-requested\"", Shouldly.Case.Sensitive);
        text.ShouldContain("\"amount\":1.50", Shouldly.Case.Sensitive);
        text.ShouldContain("\"unit\":\"working-days\"", Shouldly.Case.Sensitive);
    }

    [Fact]
    public void A_sealed_case_is_read_as_it_was_written_and_nothing_personal_stands_in_it()
    {
        var sealedCase = SampleCases.Dispatched("C1").After(SampleEvents.Denied(Items.Housing)).After(SampleEvents.SupplementAsked(Items.Medical));

        var written = CaseJson.Write(sealedCase);
        var text = Encoding.UTF8.GetString(written);

        CaseJson.Write(CaseJson.Read(written)).ShouldBe(written);
        foreach (var personal in new[] { "张示例", "13900000000", "示范镇示例村", "务农", "透析", "经办员", "行政复议", "请补交", "26000" })
        {
            text.ShouldNotContain(personal);
        }
    }

    [Fact]
    public void A_case_is_written_as_the_serializer_writes_it_also_after_one_that_could_not_be()
    {
        var sealedCase = SampleCases.Dispatched("C1").After(SampleEvents.Denied(Items.Housing)).After(SampleEvents.SupplementAsked(Items.Medical));

        Should.Throw<JsonException>(() => CaseJson.Write(CaseWalk.Accepted("2026-08-03").Case));
        CaseJson.Write(sealedCase).ShouldBe(JsonSerializer.SerializeToUtf8Bytes(sealedCase, CaseJson.Compact.Case));
    }

    [Fact]
    public void A_case_with_an_open_value_is_not_written() =>
        Should.Throw<JsonException>(() => CaseJson.Write(CaseWalk.Open("2026-08-03").Case)).Message.ShouldBe("A personal value was to be stored in clear.");

    [Fact]
    public void A_case_with_a_value_in_clear_is_not_read() =>
        Should.Throw<JsonException>(() => CaseJson.Read(InClear.Write(CaseWalk.Open("2026-08-03").Case)));

    [Fact]
    public void A_list_that_was_not_stored_yet_is_empty()
    {
        var stored = JsonNode.Parse(CaseJson.Write(SampleCases.Awaiting("C1")))!.AsObject();
        string[] lists = ["needed", "materials", "timeline", "handled", "tasks"];
        lists.ShouldAllBe(list => stored.Remove(list));
        stored["items"]!.AsArray().ShouldAllBe(item => item!.AsObject().Remove("supplements"));
        stored["form"]!.AsObject().Remove("household").ShouldBeTrue();

        var read = CaseJson.Read(Encoding.UTF8.GetBytes(stored.ToJsonString()));
        read.Needed.ShouldBeEmpty();
        read.Materials.ShouldBeEmpty();
        read.Timeline.ShouldBeEmpty();
        read.Handled.ShouldBeEmpty();
        read.Tasks.ShouldBeEmpty();
        read.Items.ShouldAllBe(item => item.Supplements.IsEmpty);
        read.Form.Household.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void What_is_no_case_is_refused(string text) => Should.Throw<JsonException>(() => CaseJson.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void An_unknown_code_is_refused()
    {
        var text = Encoding.UTF8.GetString(CaseJson.Write(SampleCases.Awaiting("C1"))).Replace("awaiting-materials", "lost", StringComparison.Ordinal);

        Should.Throw<JsonException>(() => CaseJson.Read(Encoding.UTF8.GetBytes(text)));
    }
}
