using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;

namespace SocialAssistance.Storage.Outbound;

/// <summary>A host was to be spoken to that nobody configured, or that leads where nothing may go.</summary>
public sealed class OutboundRefusedException(string reason) : HttpRequestException("An outbound request was refused: " + reason)
{
    /// <summary>Stable English code of the reason.</summary>
    public string Reason { get; } = reason;
}

/// <summary>
/// The one way out over HTTP for what is this system's own: to configured hosts only, over TLS unless on this machine, no
/// redirects, no proxy, no cookies, no identity, and to no address that a name should not lead to.
/// </summary>
public sealed class OutboundHttp : HttpMessageHandler
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(4);

    private readonly FrozenDictionary<string, OutboundNetwork> _hosts;
    private readonly HttpMessageInvoker _inner;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;

    private OutboundHttp(IEnumerable<KeyValuePair<string, OutboundNetwork>> hosts, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        _hosts = hosts.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _resolve = resolve;
        _inner = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            Credentials = null,
            PreAuthenticate = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = ConnectPatience,
            MaxConnectionsPerServer = 8,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 0,

            // Names are looked up anew now and then, and what they lead to is examined anew.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ConnectCallback = ConnectAsync,
        });
    }

    /// <summary>A client that speaks to these hosts and no others. It adds no time limit of its own: each call brings one.</summary>
    /// <param name="hosts">Names or addresses of the hosts, and where they are.</param>
    /// <param name="resolve">Looks a name up; the system's own way unless given.</param>
    public static HttpClient Client(
        IEnumerable<KeyValuePair<string, OutboundNetwork>> hosts, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) =>
        new(new OutboundHttp(hosts, resolve ?? Dns.GetHostAddressesAsync)) { Timeout = Timeout.InfiniteTimeSpan };

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.RequestUri is not { IsAbsoluteUri: true } address || !_hosts.TryGetValue(address.IdnHost, out var network))
        {
            throw new OutboundRefusedException("host-not-configured");
        }

        if (address.Scheme != Uri.UriSchemeHttps && (network != OutboundNetwork.Loopback || address.Scheme != Uri.UriSchemeHttp))
        {
            throw new OutboundRefusedException("not-encrypted");
        }

        return _inner.SendAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Connects to an address that was examined, and not to the name once more.</summary>
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host.Trim('[', ']');
        var network = _hosts.TryGetValue(host, out var known) || _hosts.TryGetValue(context.DnsEndPoint.Host, out known)
            ? known
            : throw new OutboundRefusedException("host-not-configured");
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolve(host, cancellationToken).ConfigureAwait(false);
        var allowed = Array.FindAll(addresses, a => OutboundAddresses.Allow(a, network));
        if (allowed.Length == 0)
        {
            throw new OutboundRefusedException("address-not-allowed");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
