using System.Collections.Immutable;
using System.Globalization;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>How far the chain goes after a block: all that the next block needs to know of it.</summary>
/// <param name="Day">Day of the chain.</param>
/// <param name="Block">Number of the block within the day, from 1.</param>
/// <param name="Count">Number of the last record of the day so far.</param>
/// <param name="Head">Hash of the last record of the chain so far.</param>
/// <param name="Seal">Seal of the day's head as of this block.</param>
/// <param name="Next">The day that follows; only in the block that closes its day.</param>
/// <param name="WriteId">Made anew by whoever wrote it: tells an own write that was answered twice.</param>
internal sealed record AuditBlockHead(DateOnly Day, int Block, long Count, string Head, string Seal, DateOnly? Next, string WriteId)
{
    /// <summary>Id of the block of that number.</summary>
    public static string IdOf(int block) => string.Create(CultureInfo.InvariantCulture, $"B{block:00000000}");
}

/// <summary>Records that were added together: one document, made once and never changed.</summary>
internal sealed record AuditBlock
{
    /// <summary>What <see cref="AuditBlockHead"/> is read from, so that no records are fetched for it.</summary>
    public const string HeadColumns = "c.day, c.block, c.count, c.head, c.seal, c.next, c.writeId";

    /// <summary>After every block of a day.</summary>
    public const int Last = 99_999_999;

    public required string Id { get; init; }

    public required string Day { get; init; }

    /// <summary>Day and block in one, by which blocks are sorted.</summary>
    public required string Place { get; init; }

    public required int Block { get; init; }

    /// <summary>Number of its first record.</summary>
    public required long First { get; init; }

    public required long Count { get; init; }

    public required string Head { get; init; }

    public required string Seal { get; init; }

    public string? Next { get; init; }

    public required string WriteId { get; init; }

    /// <summary>The cases that its records are of.</summary>
    public required IReadOnlyList<string> Cases { get; init; }

    public required IReadOnlyList<AuditLine> Records { get; init; }

    /// <summary>The block of some records of one day.</summary>
    /// <param name="block">Its number within the day.</param>
    /// <param name="head">The head after it, sealed.</param>
    /// <param name="records">The records; none in a block that only closes its day.</param>
    /// <param name="next">The day that follows, when it closes its day.</param>
    public static AuditBlock Of(int block, AuditHead head, IReadOnlyList<AuditRecord> records, DateOnly? next) => new()
    {
        Id = AuditBlockHead.IdOf(block),
        Day = head.Day.Text(),
        Place = PlaceOf(head.Day, block),
        Block = block,
        First = head.Count - records.Count + 1,
        Count = head.Count,
        Head = head.Hash,
        Seal = head.Seal,
        Next = next.Text(),
        WriteId = Guid.NewGuid().ToString("N"),
        Cases = [.. records.Select(r => r.Entry.CaseId).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal)],
        Records = [.. records.Select(AuditLine.Of)],
    };

    public static string PlaceOf(DateOnly day, int block) => string.Create(CultureInfo.InvariantCulture, $"{day.Text()}/{block:00000000}");

    public IEnumerable<AuditRecord> ToRecords()
    {
        var day = DateOnly.ParseExact(Day, StoredValues.Day, CultureInfo.InvariantCulture);
        return Records.Select(line => line.ToRecord(day));
    }
}

/// <summary>A record as it stands in a block.</summary>
internal sealed record AuditLine(
    long Number,
    long At,
    string Actor,
    string Role,
    string Action,
    string? CaseId,
    string? Subject,
    ImmutableArray<string> Fields,
    string? Purpose,
    string Outcome,
    long? CaseVersion,
    string Previous,
    string Hash)
{
    public static AuditLine Of(AuditRecord record)
    {
        var entry = record.Entry;
        return new AuditLine(
            record.Number, entry.At.ToUnixTimeMilliseconds(), entry.Actor.Name, entry.Actor.Role, entry.Action, OrNull(entry.CaseId),
            OrNull(entry.Subject), entry.Fields, OrNull(entry.Purpose), entry.Outcome, entry.CaseVersion, record.Previous, record.Hash);
    }

    public AuditRecord ToRecord(DateOnly day) => new(
        day,
        Number,
        Previous,
        new AuditEntry(DateTimeOffset.FromUnixTimeMilliseconds(At).ToOffset(ChinaTime.Offset), new Actor(Actor, Role), Action)
        {
            CaseId = CaseId ?? "",
            Subject = Subject ?? "",
            Fields = Fields,
            Purpose = Purpose ?? "",
            Outcome = Outcome,
            CaseVersion = CaseVersion,
        },
        Hash);

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
