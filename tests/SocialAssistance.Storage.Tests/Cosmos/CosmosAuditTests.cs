using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Shouldly;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Storage.Cosmos;
using SocialAssistance.Testing.Cosmos;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Storage.Tests.Cosmos;

/// <summary>What somebody does to the blocks past the program is found.</summary>
public sealed class CosmosAuditTests(CosmosFixture cosmos) : IAsyncLifetime
{
    private static readonly DateOnly Today = SampleForms.Today;

    private TestCosmos _database = null!;
    private CosmosAuditTrail _trail = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestCosmos.CreateAsync(cosmos);
        _trail = TestCosmos.TrailOf(_database.Database);
        for (var number = 0; number < 4; number++)
        {
            await _trail.AppendAsync([Entry(number / 3), Entry(number / 3)], Cancellation);
        }
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_day_is_closed_by_a_block_of_its_own_before_the_next_begins()
    {
        (await BlockAsync(Today, 4))["next"]!.GetValue<string>().ShouldBe("2026-08-04");
        (await BlockAsync(Today, 4))["records"]!.AsArray().ShouldBeEmpty();
        (await BlockAsync(Today.AddDays(1), 1))["first"]!.GetValue<int>().ShouldBe(1);
        (await VerifyAsync(Today)).ShouldBeNull();
        (await VerifyAsync(Today.AddDays(1))).ShouldBeNull();
    }

    [Fact]
    public async Task A_changed_record_is_found()
    {
        var block = await BlockAsync(Today, 2);
        block["records"]![1]!["actor"] = "nobody";
        await Container.ReplaceItemAsync(block, "B00000002", new PartitionKey("2026-08-03"), cancellationToken: Cancellation);

        (await VerifyAsync(Today)).ShouldNotBeNull().ShouldBe(new AuditFault(4, AuditFaultKind.Changed, "its hash does not fit what it says"));
    }

    [Fact]
    public async Task A_missing_block_is_found()
    {
        await RemoveAsync(Today, 2);

        var fault = (await VerifyAsync(Today)).ShouldNotBeNull();
        (fault.Number, fault.Kind).ShouldBe((3, AuditFaultKind.Missing));
    }

    [Fact]
    public async Task The_end_of_a_closed_day_cut_off_is_found()
    {
        await RemoveAsync(Today, 3);
        (await VerifyAsync(Today)).ShouldNotBeNull().Kind.ShouldBe(AuditFaultKind.CutOff);

        // Also when the block that closed it goes with it.
        await RemoveAsync(Today, 4);
        (await VerifyAsync(Today)).ShouldNotBeNull().Kind.ShouldBe(AuditFaultKind.CutOff);
    }

    [Fact]
    public async Task Disclosures_of_before_the_chain_stay_and_are_in_nobody_s_way()
    {
        var old = new JsonObject { ["id"] = Guid.NewGuid().ToString("N"), ["day"] = "2026-08-03", ["at"] = "2026-08-03T09:00:00.000+08:00", ["caller"] = "education" };
        await Container.CreateItemAsync(old, new PartitionKey("2026-08-03"), cancellationToken: Cancellation);

        (await VerifyAsync(Today)).ShouldBeNull();
        (await TestCosmos.TrailOf(_database.Open()).ListAsync(new AuditQuery(), Cancellation)).Records.Length.ShouldBe(8);
    }

    private Container Container => _database.Container(CosmosSchema.Audit);

    private static AuditEntry Entry(int days) => new(SampleCases.Now.AddDays(days), Actor.System, "clock-struck");

    private async Task<AuditFault?> VerifyAsync(DateOnly day) => (await _trail.VerifyAsync(day, Cancellation)).ShouldNotBeNull().Fault;

    private async Task<JsonObject> BlockAsync(DateOnly day, int block) =>
        await Container.ReadItemAsync<JsonObject>($"B{block:00000000}", new PartitionKey($"{day:yyyy-MM-dd}"), cancellationToken: Cancellation);

    private Task<ItemResponse<JsonObject>> RemoveAsync(DateOnly day, int block) =>
        Container.DeleteItemAsync<JsonObject>($"B{block:00000000}", new PartitionKey($"{day:yyyy-MM-dd}"), cancellationToken: Cancellation);
}
