namespace SocialAssistance.Materials.Inspection;

/// <summary>Bytes as a stream, without a copy.</summary>
/// <param name="content">The bytes.</param>
/// <param name="lastByteApart">
/// Gives the last byte only to whoever asks again: a reader that reads ahead has then read it only if it needed it.
/// </param>
internal sealed class ReadOnlyMemoryStream(ReadOnlyMemory<byte> content, bool lastByteApart = false) : Stream
{
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => content.Length;

    public override long Position
    {
        get => position;
        set => position = value >= 0 ? value : throw new IOException("There is nothing before the start.");
    }

    public override int Read(Span<byte> buffer)
    {
        var rest = content.Span[(int)Math.Min(position, content.Length)..];
        var count = Math.Min(lastByteApart && rest.Length > 1 ? rest.Length - 1 : rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => content.Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
