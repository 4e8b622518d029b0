using System.Runtime.InteropServices;
using System.Text.Json;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Storage.Cosmos;
using SocialAssistance.Testing.Cosmos;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Storage.Tests.Cosmos;

/// <summary>What stands in the database, as another program sees it.</summary>
public sealed class CosmosDocumentTests(CosmosFixture cosmos)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_case_is_stored_as_every_store_writes_it_beside_what_it_is_found_by()
    {
        await using var database = await TestCosmos.CreateAsync(cosmos);
        var kept = SampleCases.Dispatched("C1") with { WakeAt = SampleCases.Now.AddTicks(1) };
        await TestCosmos.CasesOf(database.Database).CreateAsync(SampleCases.New(kept, "digest", "a", "b"), Cancellation);

        using var document = await ReadAsync(database, CosmosSchema.Cases, "C1", "C1");
        var root = document.RootElement;
        JsonMarshal.GetRawUtf8Value(root.GetProperty("case")).ToArray().ShouldBe(CaseJson.Write(kept));
        root.GetProperty("wakeAt").GetInt64().ShouldBe(SampleCases.Now.ToUnixTimeMilliseconds() + 1);
        root.GetProperty("submittedAt").GetInt64().ShouldBe(SampleCases.Now.ToUnixTimeMilliseconds());
        root.GetProperty("keys").EnumerateArray().Select(k => k.GetString()).ShouldBe(["a", "b"]);
        root.GetProperty("workList").EnumerateObject().Select(e => e.Name).ShouldBe(
            kept.Items.Select(i => i.Item.Replace('-', '_')), ignoreOrder: true);
        root.GetProperty("workList").GetProperty("student_loan").GetProperty("openRank").GetString().ShouldBe("9999-12-31 C1");
    }

    /// <summary>A new item in the guide needs its indexes: without them the real service refuses the query.</summary>
    [Fact]
    public void Every_item_of_the_guide_has_the_composite_indexes_of_its_lists()
    {
        var cases = CosmosSchema.Containers().Single(c => c.Id == CosmosSchema.Cases);
        var declared = cases.IndexingPolicy.CompositeIndexes.Select(i => string.Join(' ', i.Select(p => p.Path))).ToArray();

        foreach (var item in GuideLoader.Load(GuideLoader.DefaultFolder).Items.Select(i => i.Code.Replace('-', '_')))
        {
            declared.ShouldContain($"/division /workList/{item}/openRank");
            declared.ShouldContain($"/workList/{item}/status /workList/{item}/rank");
        }
    }

    [Fact]
    public void The_containers_are_those_that_the_stores_use_and_nothing_in_them_expires()
    {
        var containers = CosmosSchema.Containers();

        containers.Select(c => (c.Id, c.PartitionKeyPath)).ShouldBe(
        [
            (CosmosSchema.Cases, "/caseId"), (CosmosSchema.Submissions, "/key"), (CosmosSchema.Recognitions, "/personKey"), (CosmosSchema.Audit, "/day"),
            (CosmosSchema.DataKeys, "/ring"),
        ]);
        containers.ShouldAllBe(c => c.DefaultTimeToLive == null);
        containers.ShouldAllBe(c => c.IndexingPolicy.ExcludedPaths.Single().Path == "/*");
    }

    private static async Task<JsonDocument> ReadAsync(TestCosmos database, string container, string id, string partition)
    {
        using var response = await database.Container(container).ReadItemStreamAsync(id, new(partition), cancellationToken: Cancellation);
        return await JsonDocument.ParseAsync(response.Content, cancellationToken: Cancellation);
    }
}
