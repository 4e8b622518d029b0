using System.Buffers.Binary;
using System.Text;

namespace SocialAssistance.Materials.Inspection;

/// <summary>
/// The additional fields of an entry of a zip file (PKWARE APPNOTE 6.3, 4.5 and 4.6.9): some programs believe them rather than
/// the entry itself.
/// </summary>
internal readonly record struct ZipExtras(string? Name, (long Unfolded, long Packed)? Sizes)
{
    private const int FrameBytes = 4, SizesBytes = 16, NameHeadBytes = 5;
    private const int LargeForm = 0x0001, UnicodePath = 0x7075;

    /// <summary>Reads the fields.</summary>
    /// <returns>Null when they are not well-formed, or one that matters stands there twice.</returns>
    public static ZipExtras? Read(ReadOnlySpan<byte> bytes)
    {
        var read = default(ZipExtras);

        // Fewer bytes than a field's frame are filling.
        for (var rest = bytes; rest.Length >= FrameBytes;)
        {
            int id = BinaryPrimitives.ReadUInt16LittleEndian(rest), length = BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]);
            if (length > rest.Length - FrameBytes)
            {
                return null;
            }

            var field = rest.Slice(FrameBytes, length);
            rest = rest[(FrameBytes + length)..];
            switch (id)
            {
                case UnicodePath when read.Name is null && length >= NameHeadBytes:
                    read = read with { Name = Encoding.Latin1.GetString(field[NameHeadBytes..]) };
                    break;
                case LargeForm when read.Sizes is null:
                    read = read with { Sizes = length >= SizesBytes ? (Long(field), Long(field[8..])) : (-1, -1) };
                    break;
                case UnicodePath or LargeForm:
                    return null;
                default:
                    break;
            }
        }

        return read;
    }

    private static long Long(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes);
}
