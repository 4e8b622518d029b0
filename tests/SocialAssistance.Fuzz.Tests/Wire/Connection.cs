using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocialAssistance.Fuzz.Tests.Wire;

/// <summary>A connection that sends whatever bytes it is given, and reads one answer for them.</summary>
internal sealed class Connection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Socket _socket;
    private byte[] _buffer = new byte[32 * 1024];
    private int _start;
    private int _end;
    private List<byte> _raw = [];

    private Connection(Socket socket)
    {
        _socket = socket;
        Port = ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>This end's port.</summary>
    public int Port { get; }

    public static async Task<Connection> OpenAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address, cancellationToken);
        return new Connection(socket);
    }

    /// <summary>Sends bytes and reads the answer; null when the other side closed without one.</summary>
    /// <param name="request">The bytes.</param>
    /// <param name="bodiless">Whether the answer has no body whatever its headers say (HEAD).</param>
    /// <param name="end">Whether nothing more will be sent, and the other side is told so.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="BrokenAnswerException">What came is no answer.</exception>
    public async Task<Answer?> SendAsync(byte[] request, bool bodiless, bool end, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        _raw = [];
        try
        {
            await WriteAsync(request, end, patience.Token);
            return await ReadAsync(bodiless, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrokenAnswerException($"No answer within {Patience}.");
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task WriteAsync(byte[] request, bool end, CancellationToken cancellationToken)
    {
        try
        {
            for (var sent = 0; sent < request.Length;)
            {
                sent += await _socket.SendAsync(request.AsMemory(sent), cancellationToken);
            }

            if (end)
            {
                _socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (SocketException)
        {
            // The other side may answer and close before it has read everything. The answer tells.
        }
    }

    private async Task<Answer?> ReadAsync(bool bodiless, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await LineAsync(cancellationToken) is not { } first)
            {
                return null;
            }

            if (!first.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || !int.TryParse(first.AsSpan(9, Math.Min(3, first.Length - 9)), CultureInfo.InvariantCulture, out var status))
            {
                throw new BrokenAnswerException("The answer does not begin as HTTP does.");
            }

            var headers = new List<(string Name, string Value)>();
            while (await LineAsync(cancellationToken) is { Length: > 0 } line)
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                headers.Add(colon > 0 ? (line[..colon], line[(colon + 1)..].Trim()) : throw new BrokenAnswerException("A header has no name."));
            }

            if (status >= 200)
            {
                var body = bodiless || status is 204 or 304 ? [] : await BodyAsync(headers, cancellationToken);
                return new Answer(status, headers, body, [.. _raw]);
            }
        }
    }

    private async Task<byte[]> BodyAsync(List<(string Name, string Value)> headers, CancellationToken cancellationToken)
    {
        string? Find(string name) => headers.Find(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        if (Find("Content-Length") is { } length)
        {
            return await ExactlyAsync(int.Parse(length, CultureInfo.InvariantCulture), cancellationToken);
        }

        var body = new List<byte>();
        if (Find("Transfer-Encoding") == "chunked")
        {
            while (true)
            {
                var size = await LineAsync(cancellationToken) ?? throw new BrokenAnswerException("The answer ends within its chunks.");
                var count = int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                body.AddRange(await ExactlyAsync(count, cancellationToken));
                await LineAsync(cancellationToken);
                if (count == 0)
                {
                    return [.. body];
                }
            }
        }

        while (_start < _end || await FillAsync(cancellationToken))
        {
            body.AddRange(Take(_end - _start));
        }

        return [.. body];
    }

    private async Task<byte[]> ExactlyAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count)
        {
            if (!await FillAsync(cancellationToken))
            {
                throw new BrokenAnswerException("The answer ends before its length.");
            }
        }

        return Take(count);
    }

    private async Task<string?> LineAsync(CancellationToken cancellationToken)
    {
        int at;
        while ((at = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
        {
            if (!await FillAsync(cancellationToken))
            {
                return _start == _end && _raw.Count == 0 ? null : throw new BrokenAnswerException("The answer ends within a line.");
            }
        }

        return Encoding.Latin1.GetString(Take(at + 2).AsSpan(0, at));
    }

    private byte[] Take(int count)
    {
        var taken = _buffer.AsSpan(_start, count).ToArray();
        _start += count;
        _raw.AddRange(taken);
        return taken;
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        try
        {
            var count = await _socket.ReceiveAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += count;
            return count > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
