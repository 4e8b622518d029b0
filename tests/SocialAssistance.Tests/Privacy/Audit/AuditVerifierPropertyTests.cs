using CsCheck;
using Shouldly;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Tests.Privacy.Audit;

/// <summary>Random chains over several days, each spoilt in one way: it is always found, and on the right day.</summary>
public sealed class AuditVerifierPropertyTests
{
    private const int Days = 4;

    private static readonly AuditVerifier Verifier = new(SampleAudit.Chain);

    private static readonly Gen<Trail> Trails =
        from entries in SampleEntries.Within(Days).Array[1, 40]
        from place in Gen.Int[0, entries.Length - 1]
        select Trail.Of([.. entries.OrderBy(e => e.At)], place);

    /// <summary>A trail, and a place in it at which something is done to it.</summary>
    private sealed record Trail(AuditRecord[] Records, AuditHead[] Heads, int Place)
    {
        public AuditRecord Chosen => Records[Place];

        public static Trail Of(AuditEntry[] entries, int place)
        {
            var records = new List<AuditRecord>();
            var end = AuditLink.Beginning;
            foreach (var entry in entries)
            {
                records.Add(SampleAudit.Chain.Next(end, entry));
                end = new AuditLink(records[^1].Day, records[^1].Number, records[^1].Hash);
            }

            return new Trail([.. records], [.. records.GroupBy(r => r.Day).Select(d => HeadOf(d.Last()))], place);
        }

        public Trail With(Func<AuditRecord, AuditRecord> change) =>
            this with { Records = [.. Records.Select((r, index) => index == Place ? change(r) : r)] };

        public Trail Without(Func<AuditRecord, bool> gone) => this with { Records = [.. Records.Where(r => !gone(r))] };

        private static AuditHead HeadOf(AuditRecord last) => SampleAudit.Chain.Seal(new AuditLink(last.Day, last.Number, last.Hash));
    }

    /// <summary>Every member of a record, changed.</summary>
    private static readonly Func<AuditRecord, AuditRecord>[] Changes =
    [
        r => r with { Previous = r.Previous + "x" },
        r => r with { Hash = r.Hash[..^1] + (r.Hash[^1] == 'A' ? 'E' : 'A') },
        r => r with { Entry = r.Entry with { At = r.Entry.At.AddMilliseconds(1) } },
        r => r with { Entry = r.Entry with { Actor = r.Entry.Actor with { Name = "nobody" } } },
        r => r with { Entry = r.Entry with { Actor = r.Entry.Actor with { Role = "auditor" } } },
        r => r with { Entry = r.Entry with { Action = "get-timeline" } },
        r => r with { Entry = r.Entry with { CaseId = "" } },
        r => r with { Entry = r.Entry with { Subject = "housing-assistance" } },
        r => r with { Entry = r.Entry with { Fields = r.Entry.Fields.Add("notes") } },
        r => r with { Entry = r.Entry with { Fields = [string.Concat(r.Entry.Fields), .. r.Entry.Fields.Length < 2 ? ["x"] : Array.Empty<string>()] } },
        r => r with { Entry = r.Entry with { Purpose = "supervise" } },
        r => r with { Entry = r.Entry with { Outcome = "invalid-input" } },
        r => r with { Entry = r.Entry with { CaseVersion = (r.Entry.CaseVersion ?? 0) + 1 } },
        r => r with { Hash = new AuditChain(Enumerable.Repeat((byte)9, 32).ToArray()).Next(AuditLink.Beginning, r.Entry).Hash },
    ];

    [Fact]
    public void A_chain_that_nobody_touched_is_whole() => Trails.Sample(trail =>
    {
        var reports = Verify(trail);
        reports.ShouldAllBe(r => r.IsWhole);
        reports.Sum(r => r.Count).ShouldBe(trail.Records.Length);
        reports.Select(r => (r.Day, r.Head)).ShouldBe(trail.Heads.Select(h => (h.Day, h.Hash)));
    });

    [Fact]
    public void A_record_with_any_member_changed_is_found() => Gen.Select(Trails, Gen.Int[0, Changes.Length - 1]).Sample((trail, which) =>
    {
        var fault = FaultOf(trail.With(Changes[which]), trail.Chosen.Day);
        fault.Number.ShouldBe(trail.Chosen.Number);
        fault.Kind.ShouldBeOneOf(AuditFaultKind.Changed, AuditFaultKind.Unreadable);
    });

    [Fact]
    public void A_record_that_is_gone_is_found() => Trails.Sample(trail =>
    {
        var fault = FaultOf(trail.Without(r => r == trail.Chosen), trail.Chosen.Day);
        fault.Number.ShouldBe(trail.Chosen.Number);
        fault.Kind.ShouldBeOneOf(AuditFaultKind.Missing, AuditFaultKind.CutOff);
    });

    [Fact]
    public void The_end_of_a_day_cut_off_is_found() => Trails.Sample(trail =>
        FaultOf(trail.Without(r => r.Day == trail.Chosen.Day && r.Number >= trail.Chosen.Number), trail.Chosen.Day).Kind.ShouldBe(AuditFaultKind.CutOff));

    [Fact]
    public void A_record_a_second_time_is_found() => Gen.Select(Trails, Gen.Int[0, 40]).Sample((trail, at) =>
    {
        var twice = trail.Records.ToList();
        twice.Insert(Math.Min(at, twice.Count), trail.Chosen);
        Verify(trail with { Records = [.. twice] }).ShouldContain(r => !r.IsWhole);
    });

    [Fact]
    public void Two_records_exchanged_are_found() => Gen.Select(Trails, Gen.Int[0, 39]).Sample((trail, other) =>
    {
        other %= trail.Records.Length;
        if (other == trail.Place)
        {
            return;
        }

        var records = trail.Records.ToArray();
        (records[other], records[trail.Place]) = (records[trail.Place], records[other]);
        Verify(trail with { Records = records }).ShouldContain(r => !r.IsWhole);

        // Whoever exchanges what they say, and leaves places and hashes as they were, is found as well.
        var (one, two) = (trail.Records[other], trail.Records[trail.Place]);
        if (one.Entry != two.Entry)
        {
            (records[other], records[trail.Place]) = (one with { Entry = two.Entry }, two with { Entry = one.Entry });
            Verify(trail with { Records = records }).ShouldContain(r => !r.IsWhole);
        }
    });

    [Fact]
    public void A_record_made_up_under_no_key_is_found() => Gen.Select(Trails, SampleEntries.Within(Days)).Sample((trail, entry) =>
    {
        var end = new AuditLink(trail.Chosen.Day, trail.Chosen.Number, trail.Chosen.Hash);
        var made = new AuditChain(Enumerable.Repeat((byte)9, 32).ToArray()).Next(end, entry with { At = trail.Chosen.Entry.At });
        AuditRecord[] records = [.. trail.Records[..(trail.Place + 1)], made, .. trail.Records[(trail.Place + 1)..]];
        Verify(trail with { Records = records }).ShouldContain(r => !r.IsWhole);
    });

    [Fact]
    public void A_whole_day_that_is_gone_with_its_head_is_found_by_the_day_after_it() => Trails.Sample(trail =>
    {
        var day = trail.Chosen.Day;
        if (trail.Heads[^1].Day == day)
        {
            return;
        }

        var spoilt = trail.Without(r => r.Day == day) with { Heads = [.. trail.Heads.Where(h => h.Day != day)] };
        var next = trail.Heads.First(h => h.Day > day).Day;
        FaultOf(spoilt, next).Kind.ShouldBe(AuditFaultKind.Missing);
    });

    [Fact]
    public void The_newest_records_gone_with_their_head_are_found_by_what_was_published() => Trails.Sample(trail =>
    {
        var kept = trail.Records[..trail.Place];
        var heads = kept.GroupBy(r => r.Day).Select(d => Trail.Of([.. kept.Where(r => r.Day <= d.Key).Select(r => r.Entry)], 0).Heads[^1]);
        var report = Verifier.Verify(
            new AuditEvidence { Records = kept, Heads = [.. heads], Published = [trail.Heads[^1]] }, DateOnly.MinValue, DateOnly.MaxValue);
        report.Single(r => r.Day == trail.Heads[^1].Day).Fault.ShouldNotBeNull().Kind.ShouldBe(AuditFaultKind.CutOff);
    });

    [Fact]
    public void A_head_that_was_changed_is_found() => Trails.Sample(trail =>
    {
        AuditHead[] heads = [.. trail.Heads.Select(h => h.Day == trail.Chosen.Day ? h with { Count = h.Count + 1 } : h)];
        FaultOf(trail with { Heads = heads }, trail.Chosen.Day).Kind.ShouldBe(AuditFaultKind.Changed);
    });

    [Fact]
    public void Days_older_than_the_policy_may_be_gone_but_only_whole() => Trails.Sample(trail =>
    {
        var day = trail.Chosen.Day;
        var gone = trail.Without(r => r.Day <= day);
        Verify(gone, keptFrom: day.AddDays(1)).ShouldAllBe(r => r.IsWhole);
        Verify(gone, keptFrom: day).ShouldContain(r => r.Day == day && r.Fault!.Kind == AuditFaultKind.CutOff);

        var part = trail.Without(r => r.Day == day && r.Number > 1);
        Verify(part, keptFrom: day.AddDays(1)).All(r => r.IsWhole).ShouldBe(part.Records.Length == trail.Records.Length);
    });

    [Fact]
    public void A_range_is_checked_by_itself() => Trails.Sample(trail =>
    {
        var day = trail.Chosen.Day;
        var report = Verifier.Verify(
            new AuditEvidence { Records = trail.Records.Where(r => r.Day == day), Heads = trail.Heads }, day, day).ShouldHaveSingleItem();
        report.IsWhole.ShouldBeTrue(report.Fault?.Detail);
    });

    private static AuditFault FaultOf(Trail trail, DateOnly day) => Verify(trail).Single(r => r.Day == day).Fault.ShouldNotBeNull();

    private static AuditDayReport[] Verify(Trail trail, DateOnly keptFrom = default) =>
    [
        .. Verifier.Verify(new AuditEvidence { Records = trail.Records, Heads = trail.Heads, KeptFrom = keptFrom }, DateOnly.MinValue, DateOnly.MaxValue),
    ];
}
