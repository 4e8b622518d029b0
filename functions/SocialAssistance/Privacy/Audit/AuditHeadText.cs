using System.Globalization;

namespace SocialAssistance.Privacy.Audit;

/// <summary>A head as a line of text, as it is published: day, count, hash and seal, with a blank between each.</summary>
public static class AuditHeadText
{
    /// <summary>The line, without its end.</summary>
    public static string Of(AuditHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return string.Create(CultureInfo.InvariantCulture, $"{AuditForm.Text(head.Day)} {head.Count} {head.Hash} {head.Seal}");
    }

    /// <summary>The head of a line; null when the line is damaged.</summary>
    public static AuditHead? Find(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Split(' ') is [var day, var count, var hash, var seal]
            && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
            && long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new AuditHead(parsed, number, hash, seal)
                : null;
    }

    /// <summary>What stands for a damaged line of a day, so that it is not passed over: no chain has sealed it.</summary>
    public static AuditHead Damaged(DateOnly day) => new(day, 0, "", "");
}
