namespace SocialAssistance.Cases;

/// <summary>What a case can owe.</summary>
public enum TaskKind
{
    /// <summary>Tell the department that the item is on its work list (业务分发).</summary>
    Dispatch,

    /// <summary>Enter the outcome of a recognising item into the register, or take it out.</summary>
    RegisterRecognition,

    /// <summary>Tell a department of a recognition (信息共享).</summary>
    ShareRecognition,

    /// <summary>Tell the department that the applicant has answered its supplement request.</summary>
    SupplementAnswered,

    /// <summary>Tell the department that the item was withdrawn.</summary>
    ItemWithdrawn,

    /// <summary>Tell the department that the item lapsed.</summary>
    ItemLapsed,

    /// <summary>Tell the department that its limit is near.</summary>
    AlertDueSoon,

    /// <summary>Tell a department that the limit has passed.</summary>
    AlertOverdue,

    /// <summary>Ask the scanner again about an undetermined scan.</summary>
    InspectMaterial,

    /// <summary>Tell the department that personal data of its case were corrected.</summary>
    DataCorrected,

    /// <summary>Delete every scan of an anonymised case.</summary>
    EraseScans,
}

/// <summary>A side effect owed. It stays in the case until its performance is recorded; performing it twice is harmless.</summary>
public sealed record OwedTask
{
    /// <summary>Stable id, by which a receiver knows what it has had before.</summary>
    public required string TaskId { get; init; }

    /// <summary>What is owed.</summary>
    public required TaskKind Kind { get; init; }

    /// <summary>Code of the item; of the material's id for <see cref="TaskKind.InspectMaterial"/>.</summary>
    public required string Subject { get; init; }

    /// <summary>Code of the department to be told, when one is.</summary>
    public string? Department { get; init; }

    /// <summary>Since when it is owed.</summary>
    public required DateTimeOffset OwedAt { get; init; }

    /// <summary>Failed attempts so far.</summary>
    public int Attempts { get; init; }

    /// <summary>Not to be tried before.</summary>
    public required DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>The kind of error of the last attempt; never its text, which might hold personal data.</summary>
    public string? LastError { get; init; }
}
