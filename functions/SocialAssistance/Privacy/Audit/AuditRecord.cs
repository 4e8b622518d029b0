namespace SocialAssistance.Privacy.Audit;

/// <summary>An entry in its place in the chain of its day.</summary>
/// <param name="Day">Day of the chain in Asia/Shanghai: the day of the entry, or the chain's own when that is later already.</param>
/// <param name="Number">Place within the day, from 1.</param>
/// <param name="Previous">Hash of the record before it; of the last record of the last day before that had any, when it is
/// the first of its day; empty, or what stood before the chain, when there is none.</param>
/// <param name="Entry">What happened.</param>
/// <param name="Hash">Keyed hash of all the above, with its algorithm and key id (<see cref="AuditChain"/>).</param>
public sealed record AuditRecord(DateOnly Day, long Number, string Previous, AuditEntry Entry, string Hash)
{
    /// <summary>Where it stands.</summary>
    public AuditPosition Position => new(Day, Number);
}

/// <summary>A place in the chain.</summary>
/// <param name="Day">Day of the chain.</param>
/// <param name="Number">Place within the day, from 1.</param>
public readonly record struct AuditPosition(DateOnly Day, long Number) : IComparable<AuditPosition>
{
    /// <inheritdoc/>
    public int CompareTo(AuditPosition other) => Day == other.Day ? Number.CompareTo(other.Number) : Day.CompareTo(other.Day);

    /// <summary>Whether the first stands before the second.</summary>
    public static bool operator <(AuditPosition left, AuditPosition right) => left.CompareTo(right) < 0;

    /// <summary>Whether the first stands after the second.</summary>
    public static bool operator >(AuditPosition left, AuditPosition right) => left.CompareTo(right) > 0;

    /// <summary>Whether the first does not stand after the second.</summary>
    public static bool operator <=(AuditPosition left, AuditPosition right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the first does not stand before the second.</summary>
    public static bool operator >=(AuditPosition left, AuditPosition right) => left.CompareTo(right) >= 0;
}

/// <summary>How far a day's chain goes, sealed: by it records that were cut off at the end are missed.</summary>
/// <param name="Day">The day.</param>
/// <param name="Count">How many records the day has.</param>
/// <param name="Hash">Hash of the last of them.</param>
/// <param name="Seal">Keyed hash of the three (<see cref="AuditChain"/>).</param>
public sealed record AuditHead(DateOnly Day, long Count, string Hash, string Seal);
