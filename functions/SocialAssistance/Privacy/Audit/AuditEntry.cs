using System.Collections.Immutable;

namespace SocialAssistance.Privacy.Audit;

/// <summary>
/// That somebody wrote something, was shown personal data, or was refused. Codes and ids only: never a value, never a
/// person's name, number or words (个人信息保护法 第五十四条, 第五十六条: processing is recorded and can be audited).
/// </summary>
/// <param name="At">When; kept to the millisecond.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What was done, kebab-case, for example <c>item-decided</c> or <c>get-task</c>.</param>
public sealed record AuditEntry(DateTimeOffset At, Actor Actor, string Action)
{
    /// <summary>Number of the case; empty when it concerns none, or none that could be.</summary>
    public string CaseId { get; init; } = "";

    /// <summary>The item, the scan or the tasks concerned: codes and ids; empty when it is the case as a whole.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Codes of the facts that were written or shown, for example <c>applicant.name</c>; never what they say.</summary>
    public ImmutableArray<string> Fields { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Why: a code of the purpose that the operation serves, for example <c>decide-item</c>.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>What came of it: one of <see cref="AuditOutcome"/>, or the code of the refusal.</summary>
    public string Outcome { get; init; } = AuditOutcome.Done;

    /// <summary>The version that the case has by this write; null when nothing was written.</summary>
    public long? CaseVersion { get; init; }
}

/// <summary>What comes of something, unless it is refused: then the outcome is the refusal's code.</summary>
public static class AuditOutcome
{
    /// <summary>It was written, or shown.</summary>
    public const string Done = "done";

    /// <summary>Somebody else wrote the case in between; the record before this one of the same write stands for nothing.</summary>
    public const string NotWritten = "not-written";
}
