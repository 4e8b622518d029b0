using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Storage.Cosmos;
using SocialAssistance.Testing.Cosmos;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Storage.Tests.Cosmos;

/// <summary>Old days of the trail go whole, and what is left still tells.</summary>
public sealed class CosmosAuditRetentionTests(CosmosFixture cosmos) : IAsyncLifetime
{
    private static readonly DateOnly First = SampleForms.Today;

    private readonly FakeTimeProvider _clock = new(SampleCases.Now.AddYears(3).ToUniversalTime());

    private TestCosmos _database = null!;
    private CosmosAuditTrail _trail = null!;
    private CosmosAuditRetention _retention = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestCosmos.CreateAsync(cosmos);
        _trail = new CosmosAuditTrail(_database.Database, SampleAudit.Chain, _clock);
        _retention = new CosmosAuditRetention(_database.Database, _trail, _clock);
        foreach (var day in new[] { 0, 0, 1, 2 })
        {
            await _trail.AppendAsync([Entry(day), Entry(day)], Cancellation);
        }
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Days_that_are_due_go_with_a_certificate_and_the_chain_stays_whole()
    {
        var report = (await _trail.VerifyAsync(First, Cancellation)).ShouldNotBeNull();
        var oldest = (await FindAsync(2)).ShouldNotBeNull();
        (oldest.Day, oldest.Count, oldest.Hash).ShouldBe((First, 4, report.Head));
        SampleAudit.Chain.IsGenuine(oldest).ShouldBe(true);

        (await DeleteAsync(oldest)).ShouldBeTrue();
        var next = (await FindAsync(2)).ShouldNotBeNull();
        next.Day.ShouldBe(First.AddDays(1));
        (await DeleteAsync(next)).ShouldBeTrue();
        (await FindAsync(2)).ShouldBeNull();

        (await RecordsAsync("clock-struck")).ShouldBe(2);
        (await RecordsAsync("erased")).ShouldBe(2);
        foreach (var (day, count) in new[] { (0, 0), (1, 0), (2, 2) })
        {
            var left = (await _trail.VerifyAsync(First.AddDays(day), Cancellation)).ShouldNotBeNull();
            (left.Count, left.Fault).ShouldBe((count, null));
        }

        // What is left of a deleted day is its head.
        (await _trail.VerifyAsync(First, Cancellation))!.Head.ShouldBe(oldest.Hash);
    }

    [Fact]
    public async Task The_last_day_of_the_chain_is_open_and_stays()
    {
        await DeleteAsync((await FindAsync(9)).ShouldNotBeNull());
        await DeleteAsync((await FindAsync(9)).ShouldNotBeNull());

        // The certificates have closed the third day: it is due as well, and the day they stand in is not.
        (await FindAsync(9))!.Day.ShouldBe(First.AddDays(2));
        await DeleteAsync((await FindAsync(9)).ShouldNotBeNull());
        (await _retention.FindOldestAsync(DateOnly.MaxValue, Cancellation)).ShouldBeNull();
        (await RecordsAsync("erased")).ShouldBe(3);
    }

    [Fact]
    public async Task A_day_that_was_begun_is_finished()
    {
        var oldest = (await FindAsync(2)).ShouldNotBeNull();
        await RemoveAsync(First, 2);

        (await FindAsync(2)).ShouldBe(oldest);
        (await DeleteAsync(oldest)).ShouldBeTrue();
        (await _trail.VerifyAsync(First, Cancellation))!.IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task A_day_younger_than_six_months_is_not_let_go()
    {
        var oldest = (await FindAsync(2)).ShouldNotBeNull();
        var early = new CosmosAuditRetention(_database.Database, _trail, new FakeTimeProvider(ChinaTime.StartOf(First.AddMonths(6)).ToUniversalTime()));

        (await early.DeleteDayAsync(oldest, Certificate(), Cancellation)).ShouldBeFalse();
        (await RecordsAsync("clock-struck")).ShouldBe(8);
        (await RecordsAsync("erased")).ShouldBe(0);

        var late = new CosmosAuditRetention(_database.Database, _trail, new FakeTimeProvider(ChinaTime.StartOf(First.AddMonths(6).AddDays(1)).ToUniversalTime()));
        (await late.DeleteDayAsync(oldest, Certificate(), Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_day_whose_end_is_gone_is_evidence_and_stays()
    {
        await RemoveAsync(First, 3);

        (await Should.ThrowAsync<InvalidOperationException>(() => FindAsync(2))).Message.ShouldContain("2026-08-03");
        (await RecordsAsync("clock-struck")).ShouldBe(8);
    }

    private static AuditEntry Entry(int days) => new(SampleCases.Now.AddDays(days), Actor.System, "clock-struck");

    private AuditEntry Certificate() => new(_clock.GetUtcNow(), Actor.Retention, "erased");

    private Task<AuditHead?> FindAsync(int days) => _retention.FindOldestAsync(First.AddDays(days), Cancellation);

    private Task<bool> DeleteAsync(AuditHead day) => _retention.DeleteDayAsync(day, Certificate(), Cancellation);

    private async Task<int> RecordsAsync(string action) =>
        (await _trail.ListAsync(new AuditQuery { Action = action, PageSize = 200 }, Cancellation)).Records.Length;

    private Task<ItemResponse<object>> RemoveAsync(DateOnly day, int block) => _database.Container(CosmosSchema.Audit)
        .DeleteItemAsync<object>($"B{block:00000000}", new PartitionKey($"{day:yyyy-MM-dd}"), cancellationToken: Cancellation);
}
