namespace SocialAssistance.Privacy.Audit;

/// <summary>What can be wrong with a chain.</summary>
public enum AuditFaultKind
{
    /// <summary>The record does not say what it said when it was added.</summary>
    Changed,

    /// <summary>A record that stood before this one is gone.</summary>
    Missing,

    /// <summary>The record stands where it does not belong, or a second time.</summary>
    Reordered,

    /// <summary>Records at the end of the day, or all of the day, are gone.</summary>
    CutOff,

    /// <summary>The record was made under a key or an algorithm that is not known here, or is damaged.</summary>
    Unreadable,
}

/// <summary>The first thing that is wrong with a day.</summary>
/// <param name="Number">Place of the record within the day; 0 for the day as a whole.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Detail">In English, with numbers and codes only.</param>
public sealed record AuditFault(long Number, AuditFaultKind Kind, string Detail);

/// <summary>What was found of one day's chain.</summary>
/// <param name="Day">The day in Asia/Shanghai.</param>
/// <param name="Count">How many records were read.</param>
/// <param name="Head">Hash of the last record read; empty when there was none.</param>
/// <param name="Fault">The first thing that is wrong, or null when the day is whole.</param>
public sealed record AuditDayReport(DateOnly Day, long Count, string Head, AuditFault? Fault)
{
    /// <summary>How many records heads that were published elsewhere name, all of which were compared; null when none were published.</summary>
    public long? Published { get; init; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsWhole => Fault is null;
}
