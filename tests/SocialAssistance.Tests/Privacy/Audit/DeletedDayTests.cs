using Shouldly;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Tests.Privacy.Audit;

/// <summary>Of a day whose records were deleted its head is left, and must say what was published.</summary>
public sealed class DeletedDayTests
{
    private static readonly DateOnly Day = SampleForms.Today;

    [Fact]
    public void Its_head_that_says_what_was_published_is_whole()
    {
        var report = Report(Head(3), [Head(2), Head(3)]);
        (report.IsWhole, report.Count, report.Head, report.Published).ShouldBe((true, 0, "hash-3", 3));
        Report(Head(3), []).ShouldSatisfyAllConditions(r => r.IsWhole.ShouldBeTrue(), r => r.Published.ShouldBeNull());
        Report(null, []).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public void A_head_that_is_gone_shorter_another_or_not_sealed_is_found()
    {
        Report(null, [Head(3)]).Fault!.Kind.ShouldBe(AuditFaultKind.CutOff);
        Report(Head(3), [Head(5)]).Fault!.Kind.ShouldBe(AuditFaultKind.CutOff);
        Report(Head(3), [Head(3, "other")]).Fault!.Kind.ShouldBe(AuditFaultKind.Changed);
        Report(Head(3) with { Count = 4 }, []).Fault!.Kind.ShouldBe(AuditFaultKind.Changed);
    }

    private static AuditHead Head(long count, string? hash = null) =>
        SampleAudit.Chain.Seal(new AuditLink(Day, count, hash ?? FormattableString.Invariant($"hash-{count}")));

    private static AuditDayReport Report(AuditHead? head, AuditHead[] published) =>
        new AuditDayCheck(SampleAudit.Chain, Day, "", published).End(head, mayBeGone: true);
}
