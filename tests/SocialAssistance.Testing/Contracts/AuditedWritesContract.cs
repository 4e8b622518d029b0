using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Testing.Contracts;

/// <summary>A store of cases and the trail that its writes stand in.</summary>
public sealed record AuditedStore(ICaseStore Cases, IAuditTrail Trail);

/// <summary>No write of a case without its record, and no record that nobody takes back without its write.</summary>
public abstract class AuditedWritesContract : StoreContract<AuditedStore>
{
    private const string Item = "temporary-assistance";

    [Fact]
    public async Task Every_write_stands_in_the_trail_as_it_was_told()
    {
        var first = SampleCases.Dispatched("C1");
        var second = first.After(SampleEvents.TakenUp(Item));
        await Store.Cases.CreateAsync(SampleCases.New(first), SampleAudit.Write(first) with { Action = "one" }, Cancellation);
        await Store.Cases.ReplaceAsync(first, second, SampleAudit.Write(second) with { Action = "two" }, Cancellation);

        (await RecordsAsync()).Select(e => (e.Action, e.CaseId, e.CaseVersion, e.Outcome))
            .ShouldBe([("one", "C1", first.Version, AuditOutcome.Done), ("two", "C1", second.Version, AuditOutcome.Done)]);
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_not_written()
    {
        var first = SampleCases.Dispatched("C1");
        var second = first.After(SampleEvents.TakenUp(Item));
        await Should.ThrowAsync<ArgumentException>(
            () => Store.Cases.CreateAsync(SampleCases.New(first), SampleAudit.Write(first) with { Fields = ["no code"] }, Cancellation));
        (await Store.Cases.FindAsync("C1", Cancellation)).ShouldBeNull();

        // The failed attempt is in nobody's way.
        (await Store.Cases.CreateAsync(SampleCases.New(first), Cancellation)).Created.ShouldBeTrue();
        await Should.ThrowAsync<ArgumentException>(
            () => Store.Cases.ReplaceAsync(first, second, SampleAudit.Write(second) with { Fields = ["no code"] }, Cancellation));
        (await Store.Cases.FindAsync("C1", Cancellation)).ShouldNotBeNull().Version.ShouldBe(first.Version);
        (await Store.Cases.ReplaceAsync(first, second, Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_write_that_lost_stands_for_nothing()
    {
        var first = SampleCases.Dispatched("C1");
        await Store.Cases.CreateAsync(SampleCases.New(first), Cancellation);
        var nexts = SampleGuide.ItemCodes.Take(8).Select(item => first.After(SampleEvents.TakenUp(item))).ToArray();
        var kept = await Task.WhenAll(nexts.Select(next => Task.Run(() => Store.Cases.ReplaceAsync(first, next, Cancellation))));
        (await Store.Cases.CreateAsync(SampleCases.New(SampleCases.Dispatched("C2"), "digest", "key-of-C1"), Cancellation)).Created.ShouldBeFalse();

        kept.Count(k => k).ShouldBe(1);
        var records = await RecordsAsync();
        (records.Count(r => r.Outcome == AuditOutcome.Done) - records.Count(r => r.Outcome == AuditOutcome.NotWritten)).ShouldBe(2);
        (await Store.Trail.VerifyAsync(SampleForms.Today, Cancellation)).ShouldNotBeNull().Fault.ShouldBeNull();
    }

    private async Task<AuditEntry[]> RecordsAsync() =>
        [.. (await Store.Trail.ListAsync(new AuditQuery { PageSize = 200 }, Cancellation)).Records.Reverse().Select(r => r.Entry)];
}
