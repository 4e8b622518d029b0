using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using SocialAssistance.Testing.Emulators;

namespace SocialAssistance.Testing.Azurite;

/// <summary>Azurite in a container, where an engine answers and the image can be had.</summary>
internal sealed class ContainerAzurite : IAsyncDisposable
{
    private const string Image = "mcr.microsoft.com/azure-storage/azurite:3.37.0";
    private const int BlobPort = 10000;
    private const int QueuePort = 10001;

    private static readonly TimeSpan ImagePatience = TimeSpan.FromMinutes(2);

    private readonly IContainer container;

    private ContainerAzurite(IContainer container) => this.container = container;

    public string ConnectionString => AzuriteFixture.ConnectionTo(AddressOf(BlobPort), AddressOf(QueuePort));

    /// <returns>What runs, or why nothing does.</returns>
    public static async Task<(ContainerAzurite? Running, string Reason)> TryStartAsync()
    {
        var (running, reason) = await ContainerEngine.TryStartAsync(
            new ContainerBuilder(Image)
                .WithCommand(
                    "azurite", "--blobHost", "0.0.0.0", "--queueHost", "0.0.0.0",
                    "--skipApiVersionCheck", "--disableTelemetry", "--silent", "--inMemoryPersistence")
                .WithPortBinding(BlobPort, assignRandomHostPort: true)
                .WithPortBinding(QueuePort, assignRandomHostPort: true)
                .WithWaitStrategy(Wait.ForUnixContainer().UntilInternalTcpPortIsAvailable(BlobPort).UntilInternalTcpPortIsAvailable(QueuePort)),
            ImagePatience);
        return (running is null ? null : new ContainerAzurite(running), reason);
    }

    public ValueTask DisposeAsync() => container.DisposeAsync();

    private string AddressOf(int port) => $"http://{container.Hostname}:{container.GetMappedPublicPort(port)}";
}
