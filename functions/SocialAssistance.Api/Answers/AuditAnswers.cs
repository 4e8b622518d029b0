using System.Collections.Immutable;
using SocialAssistance.Cases;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Api.Answers;

/// <summary>A page of the audit trail.</summary>
/// <param name="Records">The newest first; may be fewer than asked for while there are more to look through.</param>
/// <param name="Continuation">Give it back to read on; absent at the end.</param>
public sealed record AuditRecordsAnswer(ImmutableArray<AuditRecordAnswer> Records, string? Continuation)
{
    internal static AuditRecordsAnswer Of(AuditPage page) => new([.. page.Records.Select(AuditRecordAnswer.Of)], page.Continuation);
}

/// <summary>A record of the audit trail. Codes and ids only.</summary>
public sealed record AuditRecordAnswer
{
    /// <summary>Day of the chain, in Asia/Shanghai.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Place within the day, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Name of the caller, or of what acted without one.</summary>
    public required string Actor { get; init; }

    /// <summary>Its role.</summary>
    public required string Role { get; init; }

    /// <summary>What was done, for example <c>item-decided</c> or <c>get-task</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The case.</summary>
    public string? CaseId { get; init; }

    /// <summary>The item, the scan, the tasks or the person's key.</summary>
    public string? Subject { get; init; }

    /// <summary>Codes of the facts written or shown.</summary>
    public required ImmutableArray<string> Fields { get; init; }

    /// <summary>Why, as a code.</summary>
    public string? Purpose { get; init; }

    /// <summary><c>done</c>, <c>not-written</c> or the code of the refusal.</summary>
    public required string Outcome { get; init; }

    /// <summary>The version that the case has by this write.</summary>
    public long? CaseVersion { get; init; }

    /// <summary>Hash of the record before it.</summary>
    public required string Previous { get; init; }

    /// <summary>Keyed hash of this record.</summary>
    public required string Hash { get; init; }

    internal static AuditRecordAnswer Of(AuditRecord record) => new()
    {
        Day = record.Day,
        Number = record.Number,
        At = record.Entry.At,
        Actor = record.Entry.Actor.Name,
        Role = record.Entry.Actor.Role,
        Action = record.Entry.Action,
        CaseId = OrNull(record.Entry.CaseId),
        Subject = OrNull(record.Entry.Subject),
        Fields = record.Entry.Fields,
        Purpose = OrNull(record.Entry.Purpose),
        Outcome = record.Entry.Outcome,
        CaseVersion = record.Entry.CaseVersion,
        Previous = record.Previous,
        Hash = record.Hash,
    };

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}

/// <summary>What was found of one day of the audit trail.</summary>
/// <param name="Day">The day, in Asia/Shanghai.</param>
/// <param name="Count">How many records there are.</param>
/// <param name="Head">Hash of the last of them.</param>
/// <param name="Whole">Whether nothing is wrong.</param>
/// <param name="Published">How many records the heads name that were published outside the store, by which it was checked too;
/// absent when none were published.</param>
/// <param name="Fault">The first thing that is wrong.</param>
public sealed record AuditDayAnswer(DateOnly Day, long Count, string Head, bool Whole, long? Published, AuditFaultAnswer? Fault)
{
    internal static AuditDayAnswer Of(AuditDayReport report) => new(
        report.Day,
        report.Count,
        report.Head,
        report.IsWhole,
        report.Published,
        report.Fault is { } fault ? new AuditFaultAnswer(fault.Number, Codes.Of(fault.Kind), fault.Detail) : null);
}

/// <summary>Something wrong with a day of the audit trail.</summary>
/// <param name="Number">Place of the record within the day; 0 for the day as a whole.</param>
/// <param name="Kind">What is wrong, as a code.</param>
/// <param name="Detail">The same in English, with numbers and codes only.</param>
public sealed record AuditFaultAnswer(long Number, string Kind, string Detail);
