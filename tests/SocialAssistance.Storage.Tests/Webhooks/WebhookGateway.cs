using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocialAssistance.Storage.Tests.Webhooks;

/// <summary>One host in front of several departments: takes any number of connections at once, and never answers one path.</summary>
internal sealed class WebhookGateway : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _holding = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _hangs;
    private readonly Task _accepting;

    /// <param name="hangs">The path that is never answered.</param>
    public WebhookGateway(string hangs)
    {
        _hangs = hangs;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Host => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Done when somebody waits for an answer that does not come.</summary>
    public Task Holding => _holding.Task;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var start = new byte[64];
                await client.GetStream().ReadExactlyAsync(start, _stop.Token);
                if (Encoding.ASCII.GetString(start).StartsWith($"POST {_hangs} ", StringComparison.Ordinal))
                {
                    _holding.TrySetResult();
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }

                await client.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), _stop.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or IOException)
            {
                // Stopped, or the other side has hung up.
            }
        }
    }
}
