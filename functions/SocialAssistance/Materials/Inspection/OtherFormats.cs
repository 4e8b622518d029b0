using System.Buffers.Binary;

namespace SocialAssistance.Materials.Inspection;

/// <summary>
/// Finds what other programs would take for a file of their own. Programs look for their format near the start of a file
/// (browsers), at its end (archives), at a place of its own (tapes, discs) or anywhere (PDF readers, and unpackers where the
/// mark is long enough not to come by chance).
/// </summary>
internal static class OtherFormats
{
    // PDF readers look for their mark in the first 1024 bytes, browsers guess by the first 1445.
    private const int StartBytes = 1536;

    private const int LongestText = 32;

    /// <summary>RAR, 7z, xz, bzip2 (behind its size), cabinets, WIM, xar and the two ways of writing a tar.</summary>
    private static readonly byte[][] Anywhere =
    [
        [.. "Rar!"u8, 0x1A, 0x07], [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], [0xFD, .. "7zXZ\0"u8], [.. "1AY&SY"u8], [.. "MSCF\0\0\0\0"u8],
        [.. "MSWIM\0\0\0"u8], [.. "xar!\0"u8, 0x1C], [.. "ustar\0"u8, .. "00"u8], [.. "ustar  \0"u8],
    ];

    // A disc's first description stands behind sixteen empty sectors.
    private const int DiscMarkAt = 0x8001;

    // A tape begins with a head of one block, whatever it is called, that holds the sum of its own bytes as octal digits. A mark
    // it need not have.
    private const int TapeHeadBytes = 512, TapeSumAt = 148, TapeSumBytes = 8;

    private static readonly byte[][] ArchivesAndPrograms =
    [
        [.. "PK\x03\x04"u8], [.. "PK\x05\x06"u8], [.. "Rar!"u8], [.. "7z"u8, 0xBC, 0xAF], [0x1F, 0x8B, 0x08], [.. "BZh"u8], [0xFD, .. "7zXZ"u8],
        [.. "MSCF"u8], [.. "MZ"u8], [0x7F, .. "ELF"u8], [.. "#!"u8], [0xD0, 0xCF, 0x11, 0xE0], [.. "%PDF-"u8],
    ];

    // An archive's last record has 22 bytes and a comment of at most 65 535 behind it; padding may follow.
    private const int ArchiveEndBytes = 22;
    private const int ArchiveTailBytes = 128 * 1024;
    private const int LocatorBytes = 20;

    private const int PartHeadBytes = 30;
    private const int MaxPartName = 2048, MaxPacking = 99;

    /// <param name="bytes">A whole file of a known format.</param>
    /// <param name="format">The format it is whole in.</param>
    public static bool AreIn(ReadOnlySpan<byte> bytes, ScanFormat format)
    {
        var start = bytes[..Math.Min(bytes.Length, StartBytes)];
        return (format != ScanFormat.Pdf && start.IndexOf("%PDF-"u8) >= 0)
            || IsPage(start)
            || IsTape(start)
            || HoldsArchive(bytes)
            || (bytes.Length > DiscMarkAt && bytes[DiscMarkAt..].StartsWith("CD001"u8))
            || (format != ScanFormat.Pdf && PdfHeads.AreIn(bytes))
            || (format != ScanFormat.Ofd && (EndsAsArchive(bytes) || HoldsPart(bytes)));
    }

    /// <summary>So many bytes of a file tell whether it is an archive or a program.</summary>
    public const int TellingBytes = TapeHeadBytes;

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

        return IsTape(start);
    }

    private static bool IsTape(ReadOnlySpan<byte> start)
    {
        if (start.Length < TapeHeadBytes)
        {
            return false;
        }

        long sum = 0, said = 0;
        for (var i = 0; i < TapeHeadBytes; i++)
        {
            sum += i is >= TapeSumAt and < TapeSumAt + TapeSumBytes ? ' ' : start[i];
        }

        foreach (var digit in start.Slice(TapeSumAt, TapeSumBytes).Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return false;
            }

            said = (said * 8) + digit - '0';
        }

        return said == sum;
    }

    private static bool HoldsArchive(ReadOnlySpan<byte> bytes)
    {
        foreach (var mark in Anywhere)
        {
            if (bytes.IndexOf(mark) >= 0)
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

    // The last record is believed only when there is an index, or a pointer to one in large form: four bytes alone also come by
    // chance. Where the index is, programs are told by up to three fields, and differ in which they believe.
    private static bool EndsAsArchive(ReadOnlySpan<byte> bytes)
    {
        var tail = bytes[Math.Max(0, bytes.Length - ArchiveTailBytes)..];
        var end = tail[..Math.Max(0, tail.Length - ArchiveEndBytes + sizeof(uint))].LastIndexOf("PK\x05\x06"u8);
        return end >= 0
            && (bytes.IndexOf("PK\x01\x02"u8) >= 0 || (end >= LocatorBytes && tail[(end - LocatorBytes)..].StartsWith("PK\x06\x07"u8)));
    }

    // Unpackers go through a file for the heads of parts. One is believed when it names a part, packed in a way that there is.
    private static bool HoldsPart(ReadOnlySpan<byte> bytes)
    {
        for (int at = 0, next; (next = bytes[at..].IndexOf("PK\x03\x04"u8)) >= 0; at += sizeof(uint))
        {
            at += next;
            if (bytes.Length - at > PartHeadBytes
                && BinaryPrimitives.ReadUInt16LittleEndian(bytes[(at + 26)..]) is > 0 and <= MaxPartName
                && BinaryPrimitives.ReadUInt16LittleEndian(bytes[(at + 8)..]) <= MaxPacking)
            {
                return true;
            }
        }

        return false;
    }
}
