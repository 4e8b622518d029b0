using CsCheck;
using Shouldly;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Testing.Contracts;

/// <summary>What every <see cref="IAuditTrail"/> must do.</summary>
public abstract class AuditTrailContract : StoreContract<IAuditTrail>
{
    private const string Case1 = "20260803-640104-000000000001";
    private const string Case2 = "20260803-640104-000000000002";

    private static readonly DateOnly Today = SampleForms.Today;

    [Fact]
    public async Task A_record_is_read_as_it_was_added_with_its_place_in_the_chain()
    {
        var full = new AuditEntry(SampleCases.Now.AddMilliseconds(7), new Actor("贺兰县窗口", "window"), "get-application")
        {
            CaseId = Case1,
            Subject = "student-loan",
            Fields = ["applicant.name", "decision"],
            Purpose = "follow-application",
            Outcome = "forbidden",
            CaseVersion = 7,
        };
        await Store.AppendAsync([Entry(Case1), full], Cancellation);

        var records = (await Store.ListAsync(new AuditQuery(), Cancellation)).Records;
        records.Select(r => r.Position).ShouldBe([new(Today, 2), new(Today, 1)]);
        records[0].Previous.ShouldBe(records[1].Hash);
        records[1].Previous.ShouldBe("");
        (records[0].Entry with { Fields = [] }).ShouldBe(full with { Fields = [] });
        records[0].Entry.Fields.ShouldBe(full.Fields);
        SampleAudit.Chain.IsGenuine(records[0]).ShouldBe(true);
    }

    [Fact]
    public async Task Pages_go_back_in_time_and_are_not_disturbed_by_what_is_added_meanwhile()
    {
        for (var number = 0; number < 7; number++)
        {
            await Store.AppendAsync(Enumerable.Range(0, number).Select(n => Entry(Case1, days: number / 3)).ToArray(), Cancellation);
        }

        var seen = new List<AuditPosition>();
        string? continuation = null;
        do
        {
            var page = await Store.ListAsync(new AuditQuery { PageSize = 4, Continuation = continuation }, Cancellation);
            page.Records.Length.ShouldBeLessThanOrEqualTo(4);
            seen.AddRange(page.Records.Select(r => r.Position));
            continuation = page.Continuation;
            await Store.AppendAsync(Entry(Case2, days: 9), Cancellation);
        }
        while (continuation is not null);

        seen.Count.ShouldBe(21);
        seen.ShouldBe(seen.Distinct().OrderDescending());
    }

    [Fact]
    public async Task Records_are_found_by_case_actor_action_and_day()
    {
        await Store.AppendAsync(Entry(Case1), Cancellation);
        await Store.AppendAsync([Entry(Case2) with { Actor = new Actor("education", "department") }, Entry(Case1) with { Action = "get-task" }], Cancellation);
        await Store.AppendAsync(Entry(Case2, days: 2), Cancellation);

        (await FindAsync(new AuditQuery { CaseId = Case1 })).ShouldBe([new(Today, 3), new(Today, 1)]);
        (await FindAsync(new AuditQuery { Actor = "education" })).ShouldBe([new(Today, 2)]);
        (await FindAsync(new AuditQuery { Action = "get-task" })).ShouldBe([new(Today, 3)]);
        (await FindAsync(new AuditQuery { CaseId = Case2, Action = "get-task" })).ShouldBeEmpty();
        (await FindAsync(new AuditQuery { From = Today.AddDays(1) })).ShouldBe([new(Today.AddDays(2), 1)]);
        (await FindAsync(new AuditQuery { To = Today.AddDays(1), CaseId = Case2 })).ShouldBe([new(Today, 2)]);
        (await FindAsync(new AuditQuery { From = Today.AddDays(1), To = Today.AddDays(1) })).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_continuation_that_no_page_gave_is_refused()
    {
        foreach (var made in new[] { "", ".", "20260803", "20260803.", "20260803.x", "2026-08-03.1", "20260803.-1", "99999999.1", "20260803.1.1" })
        {
            await Should.ThrowAsync<ArgumentException>(() => Store.ListAsync(new AuditQuery { Continuation = made }, Cancellation));
        }
    }

    [Fact]
    public async Task Many_who_add_at_once_make_one_whole_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(n => Task.Run(
            () => Store.AppendAsync(Enumerable.Range(0, 1 + (n % 3)).Select(m => Entry(Case1) with { Subject = FormattableString.Invariant($"{n}-{m}") }).ToArray(), Cancellation))));

        var report = (await Store.VerifyAsync(Today, Cancellation)).ShouldNotBeNull();
        report.Fault.ShouldBeNull();
        report.Count.ShouldBe(127);
        var all = await AllAsync();
        all.Select(r => r.Entry.Subject).ShouldBeUnique();
        all.Count.ShouldBe(127);

        // What was added together stands together.
        all.Where(r => r.Entry.Subject.EndsWith("-0", StringComparison.Ordinal)).Count().ShouldBe(64);
    }

    [Fact]
    public async Task Days_follow_from_each_other_and_a_clock_that_goes_back_does_not_move_them_back()
    {
        await Store.AppendAsync(Entry(Case1), Cancellation);
        await Store.AppendAsync([Entry(Case1, days: 2), Entry(Case1, days: 5), Entry(Case1, days: 5)], Cancellation);
        await Store.AppendAsync(Entry(Case1, days: 1), Cancellation);

        (await FindAsync(new AuditQuery())).ShouldBe([new(Today.AddDays(5), 3), new(Today.AddDays(5), 2), new(Today.AddDays(5), 1), new(Today.AddDays(2), 1), new(Today, 1)]);
        foreach (var (days, count) in new[] { (0, 1), (2, 1), (5, 3) })
        {
            var report = (await Store.VerifyAsync(Today.AddDays(days), Cancellation)).ShouldNotBeNull();
            (report.Fault, report.Count).ShouldBe((null, count));
        }

        (await Store.VerifyAsync(Today.AddDays(1), Cancellation)).ShouldBeNull();
        (await Store.VerifyAsync(DateOnly.MaxValue, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task All_entries_are_added_or_none()
    {
        await Should.ThrowAsync<ArgumentException>(
            () => Store.AppendAsync([Entry(Case1), Entry(Case1) with { Fields = ["no code"] }], Cancellation));
        (await FindAsync(new AuditQuery())).ShouldBeEmpty();

        await Store.AppendAsync([], Cancellation);
        (await FindAsync(new AuditQuery())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_gave_up_beforehand_adds_nothing()
    {
        await Should.ThrowAsync<OperationCanceledException>(() => Store.AppendAsync(Entry(Case1), new CancellationToken(canceled: true)));
        (await FindAsync(new AuditQuery())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whatever_is_added_in_whatever_portions_every_day_is_whole()
    {
        var entries = SampleEntries.Within(6).Array[60].Single(_ => true, "0005z1kuWuv1").OrderBy(e => e.At).ToArray();
        foreach (var portion in entries.Chunk(7))
        {
            await Store.AppendAsync(portion, Cancellation);
        }

        (await AllAsync()).AsEnumerable().Reverse().Select(r => AuditForm.Of(r with { Day = Today, Number = 1, Previous = "" }))
            .ShouldBe(entries.Select(e => AuditForm.Of(new AuditRecord(Today, 1, "", e, ""))));
        foreach (var day in entries.GroupBy(e => ChinaTime.DayOf(e.At)))
        {
            var report = (await Store.VerifyAsync(day.Key, Cancellation)).ShouldNotBeNull();
            (report.Fault, report.Count).ShouldBe((null, day.Count()));
        }
    }

    private static AuditEntry Entry(string caseId, int days = 0) =>
        new(SampleCases.Now.AddDays(days), Actor.System, "clock-struck") { CaseId = caseId };

    private async Task<IReadOnlyList<AuditPosition>> FindAsync(AuditQuery query) =>
        [.. (await Store.ListAsync(query, Cancellation)).Records.Select(r => r.Position)];

    private async Task<List<AuditRecord>> AllAsync()
    {
        var all = new List<AuditRecord>();
        var page = await Store.ListAsync(new AuditQuery { PageSize = 50 }, Cancellation);
        all.AddRange(page.Records);
        while (page.Continuation is { } continuation)
        {
            page = await Store.ListAsync(new AuditQuery { PageSize = 50, Continuation = continuation }, Cancellation);
            all.AddRange(page.Records);
        }

        return all;
    }
}
