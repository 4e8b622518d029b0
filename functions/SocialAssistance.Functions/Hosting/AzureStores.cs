using Azure.Core;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SocialAssistance.Api.Endpoints;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Functions.ServiceBus;
using SocialAssistance.Materials;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Privacy.Retention;
using SocialAssistance.Register;
using SocialAssistance.Storage.Blobs;
using SocialAssistance.Storage.Cosmos;
using SocialAssistance.Storage.Queues;
using SocialAssistance.Storage.Scanning;
using SocialAssistance.Storage.Webhooks;

namespace SocialAssistance.Functions.Hosting;

/// <summary>The core's ports on Azure: Cosmos DB, Blob Storage, Service Bus. Each is asked for by identity first.</summary>
public static class AzureStores
{
    /// <summary>Adds them; nothing is asked of any service yet.</summary>
    public static IServiceCollection AddAzureStores(this IServiceCollection services, AzureSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);

        // The identity is the one that AZURE_CLIENT_ID names; developers are known by their own sign-in.
        var identity = new DefaultAzureCredential();
        services
            .AddSingleton(p => CosmosDatabase.Open(Cosmos(settings.Cosmos, identity), p.GetRequiredService<ILogger<CosmosDatabase>>()))
            .AddSingleton<ICaseStore, CosmosCaseStore>()
            .AddSingleton<IRecognitionRegister, CosmosRecognitionRegister>()
            .AddSingleton(new AuditChain(settings.PersonKeysSecret))
            .AddSingleton(settings.Blobs is { Address: { } archive }
                ? BlobHeadArchive.Connect(new Uri(archive), identity)
                : BlobHeadArchive.Connect(settings.Blobs.ConnectionString!))
            .AddSingleton<IHeadArchive>(p => p.GetRequiredService<BlobHeadArchive>())
            .AddSingleton<IPublishedHeads>(p => p.GetRequiredService<BlobHeadArchive>())
            .AddSingleton<IAuditHeads, CosmosAuditHeads>()
            .AddSingleton<HeadPublishing>()
            .AddSingleton<IAuditTrail, CosmosAuditTrail>()
            .AddSingleton(settings.Uploads)
            .AddSingleton<IMaterialStore>(settings.Blobs is { Address: { } address }
                ? BlobMaterialStore.Connect(new Uri(address), identity)
                : BlobMaterialStore.Connect(settings.Blobs.ConnectionString!))
            .AddSingleton<IAuditRetention, CosmosAuditRetention>()
            .AddSingleton<IErasedRemains, NoErasedRemains>()
            .AddSingleton<IScanErasure>(settings.Blobs is { Address: { } files }
                ? BlobErasure.Connect(new Uri(files), identity)
                : BlobErasure.Connect(settings.Blobs.ConnectionString!))
            .AddSingleton(p => new Dependency("database", p.GetRequiredService<ICaseStore>().PingAsync))
            .AddSingleton(p => new Dependency("materials", p.GetRequiredService<IMaterialStore>().PingAsync));
        AddChannel(services, settings, identity);
        AddScanner(services, settings);
        return services;
    }

    private static CosmosOptions Cosmos(Connection account, TokenCredential identity) => account is { Address: { } address }
        ? CosmosOptions.ForAccount(new Uri(address), identity)
        : CosmosOptions.ForConnectionString(account.ConnectionString!);

    private static void AddChannel(IServiceCollection services, AzureSettings settings, TokenCredential identity)
    {
        switch (settings)
        {
            case { Channel: ChannelKind.ServiceBus, ServiceBus: { } bus }:
                services
                    .AddSingleton(_ => bus is { Address: { } name } ? new ServiceBusClient(name, identity) : new ServiceBusClient(bus.ConnectionString))
                    .AddSingleton<ServiceBusDepartmentChannel>()
                    .AddSingleton<IDepartmentChannel>(p => Resilient(p, p.GetRequiredService<ServiceBusDepartmentChannel>()))
                    .AddSingleton(p => new Dependency("service-bus", p.GetRequiredService<ServiceBusDepartmentChannel>().PingAsync));
                break;
            case { Channel: ChannelKind.Queues, Queues: { } queues }:
                var channel = queues is { Address: { } address }
                    ? QueueDepartmentChannel.Connect(new Uri(address), identity)
                    : QueueDepartmentChannel.Connect(queues.ConnectionString!);
                services
                    .AddSingleton<IDepartmentChannel>(p => Resilient(p, channel))
                    .AddSingleton(new Dependency("department-queues", channel.PingAsync));
                break;
            case { Channel: ChannelKind.Webhooks }:
                services.AddSingleton<IDepartmentChannel>(p => Resilient(
                    p, new WebhookDepartmentChannel(settings.Webhooks, new WorkListOnlyChannel(), p.GetRequiredService<TimeProvider>())));
                break;
            default:
                services.AddSingleton<IDepartmentChannel, WorkListOnlyChannel>();
                break;
        }
    }

    private static ResilientDepartmentChannel Resilient(IServiceProvider services, IDepartmentChannel channel) =>
        new(channel, services.GetRequiredService<TimeProvider>());

    private static void AddScanner(IServiceCollection services, AzureSettings settings)
    {
        if (settings.Clamd is not { } clamd)
        {
            services.AddSingleton<IMaterialScanner, ContentOnlyScanner>();
            return;
        }

        var scanner = new ClamdScanner(new ClamdOptions(clamd.Host, clamd.Port), TimeProvider.System);
        services.AddSingleton<IMaterialScanner>(scanner).AddSingleton(new Dependency("scanner", scanner.PingAsync));
    }
}
