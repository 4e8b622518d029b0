using System.Net;
using System.Net.Sockets;
using SocialAssistance.Storage.Scanning;

namespace SocialAssistance.Storage.Tests.Scanning;

/// <summary>Something that listens where clamd should, and does what a test wants with whoever connects.</summary>
internal sealed class HostileDaemon : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task serving;

    public HostileDaemon(Func<NetworkStream, CancellationToken, Task> serve)
    {
        listener.Start();
        serving = ServeAsync(serve);
    }

    /// <summary>Done when somebody has connected.</summary>
    public Task Connected => connected.Task;

    public ClamdOptions Options => new(
        "127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30));

    /// <summary>Answers with these bytes once the whole stream has come.</summary>
    public static HostileDaemon Answering(byte[] reply) => new(async (stream, cancel) =>
    {
        await ReadToEndMarkAsync(stream, cancel);
        await stream.WriteAsync(reply, cancel);
    });

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
    }

    private static async Task ReadToEndMarkAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        await stream.ReadExactlyAsync(new byte["zINSTREAM\0"u8.Length], cancellationToken);
        var length = new byte[4];
        while (true)
        {
            await stream.ReadExactlyAsync(length, cancellationToken);
            var size = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(length);
            if (size == 0)
            {
                return;
            }

            await stream.ReadExactlyAsync(new byte[size], cancellationToken);
        }
    }

    private async Task ServeAsync(Func<NetworkStream, CancellationToken, Task> serve)
    {
        try
        {
            using var client = await listener.AcceptTcpClientAsync(stop.Token);
            connected.SetResult();
            await using var stream = client.GetStream();
            await serve(stream, stop.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or SocketException)
        {
            // The other side went away, or the test is over.
        }
    }
}
