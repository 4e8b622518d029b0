using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SocialAssistance.Functions.Hosting;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Privacy.Retention;
using SocialAssistance.Storage.Blobs;
using SocialAssistance.Storage.Cosmos;
using Xunit;

namespace SocialAssistance.Functions.Tests.Hosting;

/// <summary>What stands behind the ports on Azure. Nothing is asked of any service.</summary>
public sealed class AzureStoresTests
{
    [Fact]
    public async Task The_trail_is_published_checked_by_what_was_published_and_goes_when_it_is_due()
    {
        var settings = AzureSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Cosmos:ConnectionString"] = "AccountEndpoint=https://127.0.0.1:1/;AccountKey=AAAA",
            ["Materials"] = "UseDevelopmentStorage=true",
            ["Departments:Channel"] = "queues",
            ["Privacy:WrappingSecret"] = Convert.ToBase64String(new byte[32]),
            ["PersonKeys:Secret"] = Convert.ToBase64String(new byte[32]),
            ["Scanner:Kind"] = "content-only",
        }).Build());
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddAzureStores(settings).BuildServiceProvider();

        services.GetRequiredService<IAuditRetention>().ShouldBeOfType<CosmosAuditRetention>();
        services.GetRequiredService<IErasedRemains>().ShouldBeOfType<NoErasedRemains>();
        services.GetRequiredService<IPublishedHeads>().ShouldBeOfType<BlobHeadArchive>().ShouldBe(services.GetRequiredService<IHeadArchive>());
        services.GetRequiredService<HeadPublishing>().ShouldNotBeNull();
        services.GetRequiredService<IAuditTrail>().ShouldBeOfType<CosmosAuditTrail>();
    }
}
