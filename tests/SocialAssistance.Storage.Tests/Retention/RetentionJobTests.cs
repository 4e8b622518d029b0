using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Privacy.Retention;
using SocialAssistance.Register;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Storage.Tests.Retention;

public sealed class RetentionJobTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_due_goes_with_a_certificate_and_what_is_not_stays()
    {
        await using var rig = new RetentionRig();
        var due = SampleCases.Ended("due");
        await rig.Store.CreateAsync(SampleCases.New(due), Cancellation);
        await rig.Store.CreateAsync(SampleCases.New(SampleCases.Ended("young", now: SampleCases.Now.AddDays(1))), Cancellation);
        await rig.Store.CreateAsync(SampleCases.New(SampleCases.Ended("held").After(new HoldPlaced("h", HoldReasons.Review)) with { Version = 1 }), Cancellation);
        rig.Clock.SetUtcNow(SampleCases.Now.AddYears(10).AddDays(1));

        var result = await rig.Job.RunAsync(Cancellation);

        result.ShouldBe(new RetentionResult(1, 0, 0, 0, 0, Complete: true));
        (await rig.Store.FindAsync("due", Cancellation))!.AnonymisedAt.ShouldNotBeNull();
        (await rig.Store.FindAsync("young", Cancellation))!.AnonymisedAt.ShouldBeNull();
        (await rig.Store.FindAsync("held", Cancellation))!.AnonymisedAt.ShouldBeNull();
        var certificate = (await rig.TrailOfAsync("anonymised", Cancellation)).ShouldHaveSingleItem();
        certificate.ShouldBe(certificate with
        {
            Actor = Actor.Retention,
            CaseId = "due",
            Subject = "case-decided 10-years sample",
            Purpose = "retention",
            Outcome = AuditOutcome.Done,
            CaseVersion = 2,
        });

        (await rig.Job.RunAsync(Cancellation)).Cases.ShouldBe(0);
        (await rig.TrailOfAsync("anonymised", Cancellation)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_was_stopped_is_finished_by_the_next()
    {
        await using var rig = new RetentionRig();
        for (var number = 0; number < 5; number++)
        {
            await rig.Store.CreateAsync(SampleCases.New(SampleCases.Ended(FormattableString.Invariant($"C{number}"))), Cancellation);
        }

        rig.Clock.SetUtcNow(SampleCases.Now.AddYears(11));
        rig.Store.LoseNextWrite();
        (await rig.Job.RunAsync(2, Cancellation)).ShouldBe(new RetentionResult(2, 0, 0, 0, 1, Complete: false));
        (await rig.Job.RunAsync(2, Cancellation)).Cases.ShouldBe(2);
        (await rig.Job.RunAsync(2, Cancellation)).ShouldBe(new RetentionResult(1, 0, 0, 0, 0, Complete: true));
        (await rig.TrailOfAsync("anonymised", Cancellation)).Select(e => e.CaseId).Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public async Task Recognitions_that_ended_long_ago_go()
    {
        await using var rig = new RetentionRig();
        var today = SampleForms.Today;
        await rig.Register.PutAsync(
            [
                ("D1", new Recognition("ann", "low-income-edge", "1", "640104", today.AddYears(-9), today.AddYears(-3).AddDays(-1))),
                ("D1", new Recognition("bob", "low-income-edge", "1", "640104", today.AddYears(-9), today.AddYears(-3))),
                ("D1", new Recognition("cat", "low-income-edge", "1", "640104", today.AddYears(-9), null)),
            ],
            Cancellation);

        (await rig.Job.RunAsync(Cancellation)).Recognitions.ShouldBe(1);
        (await rig.TrailOfAsync(RetentionJob.RecognitionsDeleted, Cancellation)).ShouldHaveSingleItem().Subject.ShouldBe("recognition 3-years sample 1");
        (await rig.Register.FindAsync(["ann", "bob", "cat"], today.AddYears(-3), Cancellation)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Days_of_the_trail_go_whole_and_the_rest_stays_verifiable()
    {
        var now = DateTimeOffset.UtcNow;
        await using var rig = new RetentionRig(now);
        foreach (var at in new[] { now.AddYears(-5), now.AddYears(-5), now.AddYears(-4), now.AddYears(-2), now.AddDays(-1) })
        {
            await rig.Trail.AppendAsync(new AuditEntry(at, Actor.System, "sample"), Cancellation);
        }

        (await rig.Job.RunAsync(Cancellation)).AuditDays.ShouldBe(2);

        (await rig.TrailOfAsync("sample", Cancellation)).Count.ShouldBe(2);
        var certificates = await rig.TrailOfAsync(RetentionJob.AuditDayDeleted, Cancellation);
        certificates.Count.ShouldBe(2);
        certificates.ShouldContain(c => c.Subject.StartsWith("audit-day 3-years sample ", StringComparison.Ordinal) && c.Subject.Contains(" 2 hs256.", StringComparison.Ordinal));
        var days = rig.Verify();
        days.ShouldAllBe(d => d.IsWhole);
        days.Count(d => d.Count == 0).ShouldBe(2);
    }

    [Fact]
    public async Task A_clock_that_is_ahead_deletes_no_day_that_must_be_kept()
    {
        await using var rig = new RetentionRig(DateTimeOffset.UtcNow.AddYears(5));
        await rig.Trail.AppendAsync(new AuditEntry(DateTimeOffset.UtcNow.AddDays(-1), Actor.System, "sample"), Cancellation);

        (await rig.Job.RunAsync(Cancellation)).AuditDays.ShouldBe(0);

        (await rig.TrailOfAsync("sample", Cancellation)).Count.ShouldBe(1);
        (await rig.TrailOfAsync(RetentionJob.AuditDayDeleted, Cancellation)).ShouldBeEmpty();
    }
}
