using Shouldly;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Tests.Privacy.Audit;

public sealed class AuditChainTests
{
    private static readonly DateOnly Day = SampleForms.Today;

    private static AuditEntry Entry(DateTimeOffset at) => new(at, Actor.System, "clock-struck");

    [Fact]
    public void A_record_follows_the_one_before_it_and_a_day_the_day_before()
    {
        var first = SampleAudit.Chain.Next(AuditLink.Beginning, Entry(SampleCases.Now));
        var second = SampleAudit.Chain.Next(End(first), Entry(SampleCases.Now));
        var third = SampleAudit.Chain.Next(End(second), Entry(SampleCases.Now.AddDays(3)));

        (first.Day, first.Number, first.Previous).ShouldBe((Day, 1, ""));
        (second.Day, second.Number, second.Previous).ShouldBe((Day, 2, first.Hash));
        (third.Day, third.Number, third.Previous).ShouldBe((Day.AddDays(3), 1, second.Hash));
        first.Hash.ShouldMatch("^hs256\\.[0-9a-f]{8}:[A-Za-z0-9_-]{43}$");
    }

    [Fact]
    public void A_day_begins_at_midnight_in_China_and_the_chain_never_goes_back()
    {
        var midnight = ChinaTime.StartOf(Day.AddDays(1));
        var before = SampleAudit.Chain.Next(AuditLink.Beginning, Entry(midnight.AddMilliseconds(-1).ToUniversalTime()));
        var after = SampleAudit.Chain.Next(End(before), Entry(midnight.ToUniversalTime()));
        var late = SampleAudit.Chain.Next(End(after), Entry(midnight.AddMilliseconds(-1)));

        (before.Day, after.Day, late.Day).ShouldBe((Day, Day.AddDays(1), Day.AddDays(1)));
        late.Number.ShouldBe(2);
    }

    /// <summary>The form is a contract: a trail that was kept must be readable by every later program.</summary>
    [Fact]
    public void The_form_of_a_record_is_as_it_is_documented()
    {
        var entry = new AuditEntry(SampleCases.Now.ToUniversalTime(), new Actor("窗口", "window"), "get-task") { Fields = ["a", "bc"], CaseVersion = 7 };
        var form = AuditForm.Of(new AuditRecord(Day, 12, "p", entry, "not hashed"));

        string[] parts =
        [
            "audit-record-1", "2026-08-03", "12", "p", "2026-08-03T09:00:00.000+08:00", "窗口", "window", "get-task", "", "", "2", "a", "bc", "", "done", "7",
        ];
        var expected = parts.SelectMany(p => new byte[] { 0, 0, 0, (byte)System.Text.Encoding.UTF8.GetByteCount(p) }.Concat(System.Text.Encoding.UTF8.GetBytes(p)));
        form.ShouldBe(expected.ToArray());
    }

    [Fact]
    public void Records_of_an_earlier_key_are_known_and_those_of_another_are_not()
    {
        var (old, other) = (new byte[32], new byte[32]);
        (old[0], other[0]) = (1, 2);
        var record = new AuditChain(old).Next(AuditLink.Beginning, Entry(SampleCases.Now));

        new AuditChain(new byte[32], (ReadOnlyMemory<byte>)old).IsGenuine(record).ShouldBe(true);
        new AuditChain(other).IsGenuine(record).ShouldBeNull();
        new AuditChain(old).IsGenuine(record with { Entry = record.Entry with { Outcome = "forbidden" } }).ShouldBe(false);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    public void The_code_of_a_fact_has_no_blank(string field) => Should.Throw<ArgumentException>(
        () => SampleAudit.Chain.Next(AuditLink.Beginning, Entry(SampleCases.Now) with { Fields = [field] }));

    [Fact]
    public void A_secret_that_is_too_short_is_refused() => Should.Throw<ArgumentException>(() => new AuditChain(new byte[31]));

    private static AuditLink End(AuditRecord record) => new(record.Day, record.Number, record.Hash);
}
