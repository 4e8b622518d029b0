using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using SocialAssistance.Materials;

namespace SocialAssistance.Storage.Scanning;

/// <summary>Has scans looked at by ClamAV's daemon, over TCP with the INSTREAM command (clamd(8)).</summary>
/// <remarks>
/// Only the daemon's exact word that nothing was found counts as clean. A daemon that hangs, breaks off, is absent, finds
/// the stream above its limit or answers anything else leaves the verdict undetermined.
/// The daemon's StreamMaxLength must be at least the 20 MB a scan may have, or large scans are never accepted.
/// </remarks>
/// <param name="options">Where the daemon is.</param>
/// <param name="time">Measures the timeouts.</param>
public sealed class ClamdScanner(ClamdOptions options, TimeProvider time) : IMaterialScanner
{
    /// <summary>The name the case records.</summary>
    public const string ScannerName = "clamd";

    // Large enough that the framing costs nothing.
    private const int ChunkBytes = 64 * 1024;
    private const int MaxReplyBytes = 4 * 1024;

    /// <inheritdoc />
    public string Name => ScannerName;

    /// <inheritdoc />
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await AskAsync("zINSTREAM\0"u8.ToArray(), content, cancellationToken).ConfigureAwait(false);
            return reply switch
            {
                "stream: OK" => ScanVerdict.Clean,
                _ when reply.StartsWith("stream: ", StringComparison.Ordinal) && reply.EndsWith(" FOUND", StringComparison.Ordinal) =>
                    ScanVerdict.Infected,
                _ => ScanVerdict.Undetermined,
            };
        }
        catch (Exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ScanVerdict.Undetermined;
        }
    }

    /// <summary>Asks the daemon for a sign of life.</summary>
    /// <exception cref="IOException">It does not answer as clamd does.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        string reply;
        try
        {
            reply = await AskAsync("zPING\0"u8.ToArray(), null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new IOException("clamd does not answer.", failure);
        }

        if (reply != "PONG")
        {
            throw new IOException("What answers is not clamd.");
        }
    }

    private async Task<string> AskAsync(byte[] command, ReadOnlyMemory<byte>? content, CancellationToken cancellationToken)
    {
        using var whole = new CancellationTokenSource(options.ScanTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(whole.Token, cancellationToken);
        using var client = new TcpClient { NoDelay = true };
        await ConnectAsync(client, either.Token).ConfigureAwait(false);
        var stream = client.GetStream();
        await using (stream.ConfigureAwait(false))
        {
            await stream.WriteAsync(command, either.Token).ConfigureAwait(false);
            if (content is { } bytes)
            {
                await SendAsync(stream, bytes, either.Token).ConfigureAwait(false);
            }

            return await ReadReplyAsync(stream, either.Token).ConfigureAwait(false);
        }
    }

    private async Task ConnectAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using var connect = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(connect.Token, cancellationToken);
        await client.ConnectAsync(options.Host, options.Port, either.Token).ConfigureAwait(false);
    }

    // Each chunk follows its length; a length of nothing ends the stream.
    private static async Task SendAsync(NetworkStream stream, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var length = new byte[sizeof(uint)];
        while (!content.IsEmpty)
        {
            var chunk = content[..Math.Min(ChunkBytes, content.Length)];
            BinaryPrimitives.WriteUInt32BigEndian(length, (uint)chunk.Length);
            await stream.WriteAsync(length, cancellationToken).ConfigureAwait(false);
            await stream.WriteAsync(chunk, cancellationToken).ConfigureAwait(false);
            content = content[chunk.Length..];
        }

        BinaryPrimitives.WriteUInt32BigEndian(length, 0);
        await stream.WriteAsync(length, cancellationToken).ConfigureAwait(false);
    }

    // A reply ends with a zero byte. One that breaks off before it is no reply, however much it looks like one.
    private static async Task<string> ReadReplyAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var reply = new byte[MaxReplyBytes];
        var length = 0;
        while (length < reply.Length)
        {
            var read = await stream.ReadAsync(reply.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            length += read;
            var end = reply.AsSpan(0, length).IndexOf((byte)0);
            if (end >= 0)
            {
                return Encoding.Latin1.GetString(reply, 0, end);
            }
        }

        throw new InvalidDataException("The reply does not end.");
    }
}
