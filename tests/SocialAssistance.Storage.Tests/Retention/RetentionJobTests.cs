using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Privacy.Retention;
using SocialAssistance.Register;
using SocialAssistance.Testing.Running;
using SocialAssistance.Testing.Samples;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Storage.Tests.Retention;

public sealed partial class RetentionJobTests
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

    [Fact]
    public async Task One_kind_that_fails_keeps_no_other_from_its_turn_and_is_seen()
    {
        var scans = new StrayFiles { Failing = FileArea.Quarantine };
        await using var rig = new RetentionRig(SampleCases.Now.AddYears(11), scans);
        await rig.Store.CreateAsync(SampleCases.New(SampleCases.Ended("C1")), Cancellation);
        scans.Add(FileArea.Incoming, "stray.pdf", null);
        var today = SampleForms.Today;
        await rig.Register.PutAsync([("D1", new Recognition("ann", "low-income-edge", "1", "640104", today, today.AddYears(1)))], Cancellation);
        await rig.Trail.AppendAsync(new AuditEntry(SampleCases.Now, Actor.System, "sample"), Cancellation);
        rig.Store.FailingErasable = CaseStatus.Completed;

        (await rig.Job.RunAsync(Cancellation)).ShouldBe(new RetentionResult(0, 1, 1, 0, 2, Complete: true));

        rig.Log.Of("RetentionFailed").ShouldBe(
        [
            "What is due (case-decided, case -) could not be erased (IOException); the next run tries again.",
            "What is due (quarantined-file, case -) could not be erased (IOException); the next run tries again.",
        ]);
        (rig.Store.FailingErasable, scans.Failing) = (null, null);
        (await rig.Job.RunAsync(Cancellation)).ShouldBe(new RetentionResult(1, 0, 0, 0, 0, Complete: true));
    }

    [Fact]
    public async Task A_file_that_cannot_be_erased_is_seen_and_hides_no_other()
    {
        var scans = new StrayFiles { Stuck = "stuck/1" };
        await using var rig = new RetentionRig(scans: scans);
        foreach (var name in new[] { "stuck", "behind", "last" })
        {
            scans.Add(FileArea.Quarantine, name + "/1", name);
        }

        (await rig.Job.RunAsync(1, Cancellation)).ShouldBe(new RetentionResult(0, 1, 0, 0, 1, Complete: false));
        (await rig.Job.RunAsync(Cancellation)).ShouldBe(new RetentionResult(0, 1, 0, 0, 1, Complete: true));
        scans.Files.ShouldHaveSingleItem().Name.ShouldBe("stuck/1");
        rig.Log.Of("RetentionFailed").Distinct().ShouldBe(["What is due (quarantined-file, case stuck) could not be erased (IOException); the next run tries again."]);

        scans.Stuck = null;
        (await rig.Job.RunAsync(Cancellation)).ShouldBe(new RetentionResult(0, 1, 0, 0, 0, Complete: true));
    }

    [Fact]
    public async Task A_case_that_cannot_be_erased_is_named_and_hides_no_other()
    {
        await using var rig = new RetentionRig();
        foreach (var number in new[] { "C1", "C2", "C3" })
        {
            await rig.Store.CreateAsync(SampleCases.New(SampleCases.Ended(number)), Cancellation);
        }

        rig.Clock.SetUtcNow(SampleCases.Now.AddYears(11));
        rig.Store.Lose("C1");
        (await rig.Job.RunAsync(1, Cancellation)).ShouldBe(new RetentionResult(1, 0, 0, 0, 1, Complete: false));
        (await rig.Store.FindAsync("C2", Cancellation))!.AnonymisedAt.ShouldNotBeNull();
        rig.Log.Of("RetentionFailed").ShouldBe(["What is due (case-decided, case C1) could not be erased (IOException); the next run tries again."]);
    }

    [Fact]
    public async Task Each_way_a_case_ends_has_its_own_period()
    {
        await using var rig = new RetentionRig();
        foreach (var (number, status) in new[] { ("decided", CaseStatus.Completed), ("withdrawn", CaseStatus.Withdrawn), ("lapsed", CaseStatus.Lapsed) })
        {
            await rig.Store.CreateAsync(SampleCases.New(SampleCases.Ended(number) with { Status = status }), Cancellation);
        }

        foreach (var (years, gone) in new[] { (3, "withdrawn"), (5, "lapsed"), (10, "decided") })
        {
            rig.Clock.SetUtcNow(SampleCases.Now.AddYears(years));
            (await rig.Job.RunAsync(Cancellation)).Cases.ShouldBe(0);
            rig.Clock.SetUtcNow(SampleCases.Now.AddYears(years).AddDays(1));
            (await rig.Job.RunAsync(Cancellation)).Cases.ShouldBe(1);
            (await rig.Store.FindAsync(gone, Cancellation))!.AnonymisedAt.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Files_go_by_their_age_unless_their_case_is_open_or_held()
    {
        var scans = new StrayFiles();
        await using var rig = new RetentionRig(scans: scans);
        await rig.Store.CreateAsync(SampleCases.New(SampleCases.Ended("ended")), Cancellation);
        await rig.Store.CreateAsync(SampleCases.New(SampleCases.Dispatched("open")), Cancellation);
        await rig.Store.CreateAsync(SampleCases.New(SampleCases.Ended("held").After(new HoldPlaced("h", HoldReasons.Review)) with { Version = 1 }), Cancellation);
        foreach (var area in new[] { FileArea.Quarantine, FileArea.Incoming })
        {
            foreach (var caseId in new[] { "ended", "open", "held", "unknown", null })
            {
                scans.Add(area, $"{caseId ?? "stray"}/1", caseId);
            }
        }

        (await rig.Job.RunAsync(2, Cancellation)).ShouldBe(new RetentionResult(0, 4, 0, 0, 0, Complete: false));
        (await rig.Job.RunAsync(2, Cancellation)).ShouldBe(new RetentionResult(0, 2, 0, 0, 0, Complete: true));

        scans.Files.Select(f => f.Name).Distinct().ShouldBe(["open/1", "held/1"]);
        (await rig.TrailOfAsync(RetentionJob.FileDeleted, Cancellation)).Select(c => (c.CaseId, c.Subject)).Distinct().ShouldBe(
            [
                ("", "incoming-file 1-years sample"), ("", "quarantined-file 1-years sample"),
                ("unknown", "incoming-file 1-years sample"), ("ended", "incoming-file 1-years sample"),
                ("unknown", "quarantined-file 1-years sample"), ("ended", "quarantined-file 1-years sample"),
            ],
            ignoreOrder: true);
        scans.Asked[FileArea.Incoming].ShouldBe(ChinaTime.StartOf(SampleForms.Today.AddYears(-1)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_held_case_says_of_its_people_stays_until_it_is_released_and_hides_nothing_else(bool turning)
    {
        await using var rig = new RetentionRig(register: turning ? r => new TurningRegister(r) : null);
        var (held, free) = (CaseIds.New("640104", SampleCases.Now), CaseIds.New("640104", SampleCases.Now));
        await rig.Store.CreateAsync(SampleCases.New(SampleCases.Ended(held).After(new HoldPlaced("h", HoldReasons.Lawsuit)) with { Version = 1 }), Cancellation);
        await rig.Store.CreateAsync(SampleCases.New(SampleCases.Ended(free)), Cancellation);
        var today = SampleForms.Today;
        await rig.Register.PutAsync(
            [
                .. Enumerable.Range(0, 3).Select(n => (held, Ended($"held-{n}", today.AddYears(-5)))),
                .. Enumerable.Range(0, 3).Select(n => (free, Ended($"free-{n}", today.AddYears(-4)))),
                ("D1", Ended("fed", today.AddYears(-4))),
            ],
            Cancellation);

        (await rig.Job.RunAsync(2, Cancellation)).ShouldBe(new RetentionResult(0, 0, 2, 0, 0, Complete: false));
        (await rig.Job.RunAsync(9, Cancellation)).ShouldBe(new RetentionResult(0, 0, 2, 0, 0, Complete: true));
        (await rig.Job.RunAsync(9, Cancellation)).Recognitions.ShouldBe(0);
        (await rig.Register.ListEndedAsync(today, 99, Cancellation)).Select(e => e.Source).ShouldBe([held, held, held]);
        var certificates = (await rig.TrailOfAsync(RetentionJob.RecognitionsDeleted, Cancellation)).Select(c => c.Subject.Split(' ')).ToArray();
        certificates.ShouldAllBe(c => c[0] == "recognition" && c[1] == "3-years");
        certificates.Sum(c => int.Parse(c[^1], CultureInfo.InvariantCulture)).ShouldBe(4);

        await rig.Cases.ApplyAsync(held, new HoldReleased("h"), Actor.System, Cancellation);
        (await rig.Job.RunAsync(9, Cancellation)).Recognitions.ShouldBe(3);

        static Recognition Ended(string person, DateOnly day) => new(person, "low-income-edge", "1", "640104", day.AddYears(-1), day);
    }

    [Fact]
    public async Task What_stood_before_the_chain_goes_as_a_whole_when_the_chain_s_first_day_is_due()
    {
        var now = DateTimeOffset.UtcNow;
        await using var rig = new RetentionRig(now);
        await rig.Database.WriteAsync(
            s =>
            {
                for (var years = 5; years >= 4; years--)
                {
                    s.Execute(
                        "INSERT INTO audit (at, caller, role, action, case_id, subject) VALUES (?1, 'education-1', 'department', 'task-shown', 'C1', 'x')",
                        AuditForm.Text(now.AddYears(-years)));
                }

                return 0;
            },
            Cancellation);
        (await rig.Job.RunAsync(Cancellation)).AuditDays.ShouldBe(0);

        // The chain begins with the next record, and takes in what stood before it.
        await rig.Trail.AppendAsync(new AuditEntry(now.AddYears(-3).AddDays(2), Actor.System, "sample"), Cancellation);
        (await rig.Job.RunAsync(Cancellation)).AuditDays.ShouldBe(0);
        rig.Count("SELECT count(*) FROM audit").ShouldBe(2L);

        rig.Clock.Advance(TimeSpan.FromDays(3));
        (await rig.Job.RunAsync(Cancellation)).AuditDays.ShouldBe(2);
        rig.Count("SELECT count(*) FROM audit").ShouldBe(0L);
        (await rig.TrailOfAsync(RetentionJob.AuditDayDeleted, Cancellation)).ShouldContain(
            c => c.Subject.StartsWith("audit-day 3-years sample 0001-01-01 2 sha256:", StringComparison.Ordinal));
        rig.Verify().ShouldAllBe(d => d.IsWhole);
        (await rig.Job.RunAsync(Cancellation)).AuditDays.ShouldBe(0);
    }

    [Fact]
    public async Task Of_an_anonymised_case_no_envelope_is_left_in_free_pages_or_in_the_log()
    {
        await using var rig = new RetentionRig();
        var open = SampleCases.Dispatched("C1");
        var ended = SampleCases.Ended("C1") with { Version = 2 };
        await rig.Store.CreateAsync(SampleCases.New(open), Cancellation);
        rig.Checkpoint();
        await rig.Store.ReplaceAsync(open, ended, new AuditEntry(SampleCases.Now, Actor.System, "sample"), Cancellation);
        await rig.Store.CreateAsync(SampleCases.New(SampleCases.Dispatched("C2")), Cancellation);
        rig.Checkpoint();
        string[] envelopes = [.. Envelopes(open), .. Envelopes(ended)];
        rig.Find(envelopes).Count.ShouldBeGreaterThan(10);
        rig.Clock.SetUtcNow(SampleCases.Now.AddYears(11));

        (await rig.Job.RunAsync(Cancellation)).ShouldBe(new RetentionResult(1, 0, 0, 0, 0, Complete: true));

        rig.Find(envelopes).ShouldBeEmpty();
        rig.Find(["C1"]).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task While_somebody_reads_the_log_is_not_wiped_which_is_seen_and_made_up_for()
    {
        await using var rig = new RetentionRig();
        var @case = SampleCases.Ended("C1");
        await rig.Store.CreateAsync(SampleCases.New(@case), Cancellation);
        rig.Clock.SetUtcNow(SampleCases.Now.AddYears(11));
        using (rig.Reading())
        {
            (await rig.Job.RunAsync(Cancellation)).ShouldBe(new RetentionResult(1, 0, 0, 0, 1, Complete: true));
            rig.Log.Of("RetentionFailed").ShouldBe(["What is due (remains, case -) could not be erased (StoreUnavailableException); the next run tries again."]);
        }

        (await rig.Job.RunAsync(Cancellation)).Failed.ShouldBe(0);
        rig.Find(Envelopes(@case)).ShouldBeEmpty();
    }

    /// <summary>What is sealed in a case, as it is stored; of each a part, because pages may cut the whole in two.</summary>
    private static string[] Envelopes(Case @case) =>
        [.. Envelope().Matches(Encoding.UTF8.GetString(CaseJson.Write(@case))).Select(m => m.Groups["part"].Value).Distinct()];

    [GeneratedRegex("[a-z0-9-]+:[a-z0-9-]+:(?<part>[A-Za-z0-9_-]{20})")]
    private static partial Regex Envelope();
}
