using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using SocialAssistance.Guide;

namespace SocialAssistance.Privacy.Audit;

/// <summary>
/// The bytes that are hashed. Every part is a UTF-8 text behind its length in bytes (four bytes, big-endian), so that no
/// two different records read the same; a list is its count and then its parts.
/// </summary>
/// <remarks>
/// Record: <c>audit-record-1</c>, day (<c>2026-08-03</c>), number, previous hash, moment
/// (<c>2026-08-03T09:00:00.000+08:00</c>), actor, role, action, case id, subject, count of fields, fields, purpose, outcome,
/// case version (empty when none). Head: <c>audit-head-1</c>, day, count, hash. Numbers are decimal.
/// </remarks>
public static class AuditForm
{
    /// <summary>The bytes of a record, its hash apart.</summary>
    public static byte[] Of(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var entry = record.Entry;
        var form = new ArrayBufferWriter<byte>(512);
        Write(form, "audit-record-1");
        Write(form, Text(record.Day));
        Write(form, Text(record.Number));
        Write(form, record.Previous);
        Write(form, Text(entry.At));
        Write(form, entry.Actor.Name);
        Write(form, entry.Actor.Role);
        Write(form, entry.Action);
        Write(form, entry.CaseId);
        Write(form, entry.Subject);
        Write(form, Text(entry.Fields.Length));
        foreach (var field in entry.Fields)
        {
            Write(form, field);
        }

        Write(form, entry.Purpose);
        Write(form, entry.Outcome);
        Write(form, entry.CaseVersion is { } version ? Text(version) : "");
        return form.WrittenSpan.ToArray();
    }

    /// <summary>The bytes of a head, its seal apart.</summary>
    public static byte[] OfHead(DateOnly day, long count, string hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        var form = new ArrayBufferWriter<byte>(128);
        Write(form, "audit-head-1");
        Write(form, Text(day));
        Write(form, Text(count));
        Write(form, hash);
        return form.WrittenSpan.ToArray();
    }

    /// <summary>A moment as records have it: to the millisecond, in Asia/Shanghai.</summary>
    public static string Text(DateTimeOffset at) =>
        at.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>A day as records have it.</summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Write(ArrayBufferWriter<byte> form, string part)
    {
        var length = Encoding.UTF8.GetByteCount(part);
        var place = form.GetSpan(sizeof(int) + length);
        BinaryPrimitives.WriteInt32BigEndian(place, length);
        Encoding.UTF8.GetBytes(part, place[sizeof(int)..]);
        form.Advance(sizeof(int) + length);
    }
}
