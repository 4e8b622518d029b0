using System.Buffers.Binary;

namespace SocialAssistance.Testing.Scans;

/// <summary>Adds bytes to a picture at places where readers pass over them.</summary>
internal static class Padding
{
    private const int MaxComment = 65_000;

    /// <summary>Comment segments after the start marker.</summary>
    public static byte[] Jpeg(byte[] picture, int size)
    {
        var padding = new MemoryStream();
        for (var missing = size - picture.Length; missing > 0;)
        {
            var segment = missing <= MaxComment ? missing : Math.Min(MaxComment, missing - 4);
            var length = new byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(segment - 2));
            padding.Write([0xFF, 0xFE, .. length, .. new byte[segment - 4]]);
            missing -= segment;
        }

        return [.. picture[..2], .. padding.ToArray(), .. picture[2..]];
    }

    /// <summary>A text chunk before the end chunk.</summary>
    public static byte[] Png(byte[] picture, int size)
    {
        const int endChunk = 12;
        byte[] text = [.. "tEXtComment\0"u8, .. Enumerable.Repeat((byte)'x', size - picture.Length - 20)];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, text.Length - 4);
        var check = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc(text));
        return [.. picture[..^endChunk], .. length, .. text, .. check, .. picture[^endChunk..]];
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
            {
                crc = (crc >> 1) ^ (0xEDB88320u & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }
}
