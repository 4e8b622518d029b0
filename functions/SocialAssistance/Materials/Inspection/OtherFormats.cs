using System.Buffers.Binary;

namespace SocialAssistance.Materials.Inspection;

/// <summary>
/// Finds what other programs would take for a file of their own. Programs look for their format near the start of a file
/// (PDF readers and browsers) or at its end (archives); two archive formats are found anywhere.
/// </summary>
internal static class OtherFormats
{
    // PDF readers look for their mark in the first 1024 bytes, browsers guess by the first 1445.
    private const int StartBytes = 1536;

    private const int LongestText = 32;

    private static ReadOnlySpan<byte> Rar => "Rar!\x1A\x07"u8;

    private static ReadOnlySpan<byte> SevenZip => [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C];

    private static readonly byte[][] ArchivesAndPrograms =
    [
        [.. "PK\x03\x04"u8], [.. "PK\x05\x06"u8], [.. "Rar!"u8], [.. "7z"u8, 0xBC, 0xAF], [0x1F, 0x8B, 0x08], [.. "BZh"u8], [0xFD, .. "7zXZ"u8],
        [.. "MSCF"u8], [.. "MZ"u8], [0x7F, .. "ELF"u8], [.. "#!"u8], [0xD0, 0xCF, 0x11, 0xE0], [.. "%PDF-"u8],
    ];

    // An archive's last record has 22 bytes and a comment of at most 65 535 behind it; padding may follow.
    private const int ArchiveEndBytes = 22;
    private const int ArchiveTailBytes = 128 * 1024;
    private const int IndexEntryBytes = 46;

    /// <param name="bytes">A whole file of a known format.</param>
    /// <param name="format">The format it is whole in.</param>
    public static bool AreIn(ReadOnlySpan<byte> bytes, ScanFormat format)
    {
        var start = bytes[..Math.Min(bytes.Length, StartBytes)];
        return (format != ScanFormat.Pdf && start.IndexOf("%PDF-"u8) >= 0)
            || IsPage(start)
            || bytes.IndexOf(Rar) >= 0
            || bytes.IndexOf(SevenZip) >= 0
            || (format != ScanFormat.Ofd && EndsAsArchive(bytes));
    }

    /// <summary>So many bytes of a file tell whether it is an archive or a program.</summary>
    public const int TellingBytes = 8;

    /// <summary>Whether a file within a package is an archive, a program or another document by its first bytes.</summary>
    public static bool IsArchiveOrProgram(ReadOnlySpan<byte> start)
    {
        foreach (var mark in ArchivesAndPrograms)
        {
            if (start.StartsWith(mark))
            {
                return true;
            }
        }

        return false;
    }

    // What a browser would show as a page, or a web server run, if it went by content.
    private static bool IsPage(ReadOnlySpan<byte> start)
    {
        Span<char> text = stackalloc char[LongestText];
        for (var at = 0; start[at..].IndexOf((byte)'<') is >= 0 and var next; at++)
        {
            at += next;
            var length = Math.Min(LongestText, start.Length - at);
            for (var i = 0; i < length; i++)
            {
                text[i] = char.ToLowerInvariant((char)start[at + i]);
            }

            ReadOnlySpan<char> tag = text[..length];
            if (tag.StartsWith("<html") || tag.StartsWith("<!doctype html") || tag.StartsWith("<script") || tag.StartsWith("<svg")
                || tag.StartsWith("<iframe") || tag.StartsWith("<body") || tag.StartsWith("<?php"))
            {
                return true;
            }
        }

        return false;
    }

    // The last record is believed only when the index that it speaks of is there: four bytes alone also come by chance.
    private static bool EndsAsArchive(ReadOnlySpan<byte> bytes)
    {
        var first = Math.Max(0, bytes.Length - ArchiveTailBytes);
        var tail = bytes[first..];
        for (int at; (at = tail.LastIndexOf("PK\x05\x06"u8)) >= 0; tail = tail[..at])
        {
            var record = bytes[(first + at)..];
            if (record.Length < ArchiveEndBytes)
            {
                continue;
            }

            var indexBytes = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
            if (indexBytes >= IndexEntryBytes && indexBytes <= first + at
                && bytes[(int)(first + at - indexBytes)..].StartsWith("PK\x01\x02"u8))
            {
                return true;
            }

            // The large form says nothing in this record: what stands before it does.
            if (indexBytes == uint.MaxValue && at >= 20 && tail.Slice(at - 20, 4).SequenceEqual("PK\x06\x07"u8))
            {
                return true;
            }
        }

        return false;
    }
}
