using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using SocialAssistance.Testing.Emulators;

namespace SocialAssistance.Testing.Cosmos;

/// <summary>The official Cosmos DB emulator in a container, where an engine answers and the image can be had.</summary>
internal sealed class ContainerCosmos : IAsyncDisposable
{
    private const string Image = "mcr.microsoft.com/cosmosdb/linux/azure-cosmos-emulator:vnext-preview";
    private const int Port = 8081;

    // The emulator's own key, known to everybody and good for nothing else.
    private const string Key = "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==";

    private static readonly TimeSpan ImagePatience = TimeSpan.FromMinutes(4);

    private readonly IContainer _container;

    private ContainerCosmos(IContainer container) => _container = container;

    public string ConnectionString => $"AccountEndpoint=http://{_container.Hostname}:{_container.GetMappedPublicPort(Port)}/;AccountKey={Key};";

    /// <returns>What runs, or why nothing does.</returns>
    public static async Task<(ContainerCosmos? Running, string Reason)> TryStartAsync()
    {
        var (running, reason) = await ContainerEngine.TryStartAsync(
            new ContainerBuilder(Image)
                .WithCommand("--protocol", "http", "--enable-explorer", "false")
                .WithPortBinding(Port, assignRandomHostPort: true)
                .WithWaitStrategy(Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(r => r.ForPort(Port).ForStatusCodeMatching(_ => true))),
            ImagePatience);
        return (running is null ? null : new ContainerCosmos(running), reason);
    }

    public ValueTask DisposeAsync() => _container.DisposeAsync();
}
