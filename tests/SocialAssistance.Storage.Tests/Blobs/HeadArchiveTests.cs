using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Azure.Cosmos;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Storage.Blobs;
using SocialAssistance.Storage.Cosmos;
using SocialAssistance.Storage.Tests.Cosmos;
using SocialAssistance.Testing.Azurite;
using SocialAssistance.Testing.Cosmos;
using SocialAssistance.Testing.Running;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Storage.Tests.Blobs;

/// <summary>What is cut off a trail in Cosmos DB is found by what was published in Blob Storage.</summary>
public sealed class HeadArchiveTests(AzuriteFixture azurite, CosmosFixture cosmos) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private static readonly DateOnly Today = SampleForms.Today;

    private readonly LogLines<HeadPublishing> _log = new();
    private readonly BlobContainerClient _container = new(azurite.ConnectionString, BlobHeadArchive.ContainerName);
    private readonly BlobHeadArchive _archive = BlobHeadArchive.Connect(azurite.ConnectionString);

    private TestCosmos _database = null!;
    private CosmosAuditTrail _trail = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _archive.InitializeAsync(Cancellation);
        _database = await TestCosmos.CreateAsync(cosmos);
        _trail = Trail();
        await _trail.AppendAsync([Entry(0), Entry(0)], Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await foreach (var blob in _container.GetBlobsAsync(cancellationToken: CancellationToken.None))
        {
            await _container.DeleteBlobAsync(blob.Name, cancellationToken: CancellationToken.None);
        }

        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Heads_are_published_as_the_trail_grows_and_only_then()
    {
        (await PublishAsync()).ShouldBe(1);
        (await PublishAsync()).ShouldBe(0);
        await _trail.AppendAsync([Entry(0)], Cancellation);
        await _trail.AppendAsync([Entry(1)], Cancellation);
        await _trail.AppendAsync([Entry(3)], Cancellation);
        (await PublishAsync()).ShouldBe(3);

        (await _archive.ReadAsync(Today, Cancellation)).Select(h => h.Count).ShouldBe([2, 3]);
        (await _archive.ReadAsync(Today.AddDays(1), Cancellation)).Select(h => h.Count).ShouldBe([1]);
        (await _archive.ReadAsync(Today.AddDays(2), Cancellation)).ShouldBeEmpty();
        (await _archive.FindLastDayAsync(Cancellation)).ShouldBe(Today.AddDays(3));
        (await _archive.ReadAsync(Today, Cancellation)).ShouldAllBe(h => SampleAudit.Chain.IsGenuine(h) == true);
        foreach (var (day, count) in new[] { (0, 3), (1, 1), (3, 1) })
        {
            var report = (await _trail.VerifyAsync(Today.AddDays(day), Cancellation)).ShouldNotBeNull();
            (report.IsWhole, report.Count, report.Published).ShouldBe((true, count, count));
        }

        _log.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Days_of_before_the_first_publishing_are_published_too()
    {
        await _trail.AppendAsync([Entry(1)], Cancellation);

        (await PublishAsync()).ShouldBe(2);
        (await _archive.FindLastDayAsync(Cancellation)).ShouldBe(Today.AddDays(1));
    }

    [Fact]
    public async Task The_newest_records_of_an_open_day_cut_off_are_found()
    {
        await _trail.AppendAsync([Entry(0)], Cancellation);
        await PublishAsync();
        await RemoveAsync(Today, 2);

        (await FaultAsync()).ShouldBe(new AuditFault(3, AuditFaultKind.CutOff, "the day had 3 records at least"));
        await PublishAsync();
        _log.Of("AuditNotAsPublished").ShouldHaveSingleItem().ShouldContain("2026-08-03");

        // Nor does it help to go on otherwise: what was published stays.
        await Trail().AppendAsync([Entry(0) with { Action = "another" }], Cancellation);
        await PublishAsync();
        _log.Of("AuditNotAsPublished").Count.ShouldBe(2);
        await Trail().AppendAsync([Entry(0)], Cancellation);
        await PublishAsync();
        await PublishAsync();
        (await FaultAsync()).ShouldBe(new AuditFault(3, AuditFaultKind.Changed, "another record was published under its number"));
        (await _archive.ReadAsync(Today, Cancellation)).Count(h => h.Count == 3).ShouldBe(2);
    }

    [Fact]
    public async Task A_day_that_is_gone_with_all_its_blocks_is_found()
    {
        await PublishAsync();
        await RemoveAsync(Today, 1);

        (await FaultAsync()).ShouldBe(new AuditFault(0, AuditFaultKind.CutOff, "the day was published, but the store has no head of it"));
        (await PublishAsync()).ShouldBe(0);
        _log.Of("AuditNotAsPublished").Count.ShouldBe(1);
        (await Trail().VerifyAsync(Today.AddDays(-1), Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_damaged_line_does_not_pass_for_agreement()
    {
        await PublishAsync();
        using var line = new MemoryStream("2026-08-03 two hs256.x y\n"u8.ToArray());
        await _container.GetAppendBlobClient("2026-08-03.txt").AppendBlockAsync(line, cancellationToken: Cancellation);

        (await FaultAsync())!.Kind.ShouldBe(AuditFaultKind.Unreadable);
    }

    [Fact]
    public async Task An_archive_that_is_away_does_not_pass_for_agreement()
    {
        var away = new CosmosAuditTrail(_database.Database, SampleAudit.Chain, TimeProvider.System, BlobHeadArchive.Connect(AbsentAccount.ConnectionString));

        await Should.ThrowAsync<StoreUnavailableException>(() => away.VerifyAsync(Today, Cancellation));
        await _container.DeleteAsync(cancellationToken: Cancellation);
        await Should.ThrowAsync<StoreUnavailableException>(() => _trail.VerifyAsync(Today, Cancellation));
        await Should.ThrowAsync<StoreUnavailableException>(PublishAsync);
        _log.Of("AuditHeadsNotPublished").ShouldHaveSingleItem().ShouldContain("StoreUnavailableException");
        await _archive.InitializeAsync(Cancellation);
    }

    private static AuditEntry Entry(int days) => new(SampleCases.Now.AddDays(days), Actor.System, "clock-struck");

    private CosmosAuditTrail Trail() => new(_database.Database, SampleAudit.Chain, TimeProvider.System, _archive);

    private Task<int> PublishAsync() => new HeadPublishing(new CosmosAuditHeads(_database.Database), _archive, _log).RunAsync(Cancellation);

    private async Task<AuditFault?> FaultAsync() => (await Trail().VerifyAsync(Today, Cancellation)).ShouldNotBeNull().Fault;

    private Task<ItemResponse<object>> RemoveAsync(DateOnly day, int block) => _database.Container(CosmosSchema.Audit)
        .DeleteItemAsync<object>($"B{block:00000000}", new PartitionKey($"{day:yyyy-MM-dd}"), cancellationToken: Cancellation);
}
