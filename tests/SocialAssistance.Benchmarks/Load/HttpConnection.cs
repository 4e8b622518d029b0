using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace SocialAssistance.Benchmarks.Load;

/// <summary>An answer; its body is valid until the next request on the same connection.</summary>
internal readonly ref struct Answer(int status, ReadOnlySpan<byte> body)
{
    public int Status { get; } = status;

    public ReadOnlySpan<byte> Body { get; } = body;
}

/// <summary>
/// One HTTP/1.1 connection that is kept alive, used by one thread that waits for each answer: the cheapest client there is,
/// for it shares two cores with the host that it measures. It knows no more of HTTP than Kestrel says.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket;
    private byte[] _received = new byte[64 * 1024];
    private byte[] _body = new byte[64 * 1024];
    private int _from;
    private int _to;

    public HttpConnection(string host, int port)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            _socket.Connect(host, port);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request and reads its answer.</summary>
    /// <exception cref="IOException">The connection was closed, or what came is no answer.</exception>
    /// <exception cref="SocketException">The connection failed.</exception>
    public Answer Send(ReadOnlySpan<byte> request)
    {
        for (var rest = request; !rest.IsEmpty;)
        {
            rest = rest[_socket.Send(rest)..];
        }

        (_from, _to) = (0, 0);
        var status = StatusOf(ReadLine());
        var (length, chunked) = ReadHeaders();
        var size = chunked ? ReadChunks() : ReadBody(0, length);
        return new Answer(status, _body.AsSpan(0, size));
    }

    public void Dispose() => _socket.Dispose();

    private (int Length, bool Chunked) ReadHeaders()
    {
        var (length, chunked) = (0, false);
        for (var line = ReadLine(); !line.IsEmpty; line = ReadLine())
        {
            if (ValueOf(line, "Content-Length:"u8) is { IsEmpty: false } size)
            {
                length = Number(size, 'D');
            }
            else if (ValueOf(line, "Transfer-Encoding:"u8) is { IsEmpty: false })
            {
                chunked = true;
            }
        }

        return (length, chunked);
    }

    private int ReadChunks()
    {
        var size = 0;
        while (true)
        {
            var chunk = Number(ReadLine(), 'X');
            size = ReadBody(size, chunk);
            ReadLine();
            if (chunk == 0)
            {
                return size;
            }
        }
    }

    /// <summary>Reads so many bytes to the end of the body.</summary>
    private int ReadBody(int size, int count)
    {
        if (_body.Length < size + count)
        {
            Array.Resize(ref _body, (size + count) * 2);
        }

        while (count > 0)
        {
            if (_from == _to)
            {
                Receive();
            }

            var taken = Math.Min(count, _to - _from);
            _received.AsSpan(_from, taken).CopyTo(_body.AsSpan(size));
            (_from, size, count) = (_from + taken, size + taken, count - taken);
        }

        return size;
    }

    private ReadOnlySpan<byte> ReadLine()
    {
        while (true)
        {
            var waiting = _received.AsSpan(_from, _to - _from);
            if (waiting.IndexOf("\r\n"u8) is >= 0 and var end)
            {
                _from += end + 2;
                return waiting[..end];
            }

            Receive();
        }
    }

    private void Receive()
    {
        if (_from == _to)
        {
            (_from, _to) = (0, 0);
        }
        else if (_to == _received.Length)
        {
            Array.Resize(ref _received, _received.Length * 2);
        }

        var count = _socket.Receive(_received.AsSpan(_to));
        _to += count > 0 ? count : throw new IOException("The connection was closed.");
    }

    /// <summary>HTTP/1.1 200 OK.</summary>
    private static int StatusOf(ReadOnlySpan<byte> line) =>
        line.Length >= 12 ? Number(line.Slice(9, 3), 'D') : throw new IOException("This is no answer.");

    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.Length > name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name) ? line[name.Length..].Trim((byte)' ') : [];

    private static int Number(ReadOnlySpan<byte> text, char format) =>
        Utf8Parser.TryParse(text, out int number, out _, format) ? number : throw new IOException("This is no number.");
}
