using System.Collections.Immutable;
using SocialAssistance.Cases;
using SocialAssistance.Guide;

namespace SocialAssistance.Privacy.Retention;

/// <summary>Kinds of records that have a period of their own.</summary>
public enum RetentionKind
{
    /// <summary>Cases in which something was decided.</summary>
    CaseDecided,

    /// <summary>Cases that were withdrawn as a whole.</summary>
    CaseWithdrawn,

    /// <summary>Cases that lapsed, because materials did not come.</summary>
    CaseLapsed,

    /// <summary>Files in the quarantine: scans that were refused.</summary>
    QuarantinedFile,

    /// <summary>Files left in the incoming area that no case took up.</summary>
    IncomingFile,

    /// <summary>Recognitions in the register that are no longer in force.</summary>
    Recognition,

    /// <summary>Days of the audit trail.</summary>
    AuditDay,
}

/// <summary>Units in which periods are set.</summary>
public enum RetentionUnit
{
    /// <summary>Calendar days.</summary>
    Days,

    /// <summary>Calendar months.</summary>
    Months,

    /// <summary>Calendar years.</summary>
    Years,
}

/// <summary>A period of the calendar.</summary>
/// <param name="Count">How many.</param>
/// <param name="Unit">Of what.</param>
public sealed record RetentionPeriod(int Count, RetentionUnit Unit)
{
    /// <summary>The first day that has no whole period behind it on a day: what ended before it is due.</summary>
    public DateOnly Before(DateOnly today) => Unit switch
    {
        RetentionUnit.Days => today.AddDays(-Count),
        RetentionUnit.Months => today.AddMonths(-Count),
        _ => today.AddYears(-Count),
    };

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Count}-{Codes.Of(Unit)}");
}

/// <summary>On which law a period rests.</summary>
/// <param name="Code">Short code that certificates name, for example <c>pipl-47</c>.</param>
/// <param name="Rule">The clause.</param>
public sealed record RetentionBasis(string Code, RuleBasis Rule);

/// <summary>How long records of a kind are kept. From what it counts and what is done then follows from the kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Period">How long.</param>
/// <param name="Basis">On which laws the period rests, at least one.</param>
public sealed record RetentionRule(RetentionKind Kind, RetentionPeriod Period, ImmutableArray<RetentionBasis> Basis)
{
    /// <summary>What a certificate says of it: kind, period and bases, as codes.</summary>
    public string Ground => $"{Codes.Of(Kind)} {Period} {string.Join('+', Basis.Select(b => b.Code))}";

    /// <summary>What ended before this moment is due: the period counts in whole days, from the day after the end.</summary>
    public DateTimeOffset DueBefore(DateTimeOffset now) => ChinaTime.StartOf(DueBeforeDay(now));

    /// <summary>The same for what is dated by the day in Asia/Shanghai: what ended on a day before this one is due.</summary>
    public DateOnly DueBeforeDay(DateTimeOffset now) => Period.Before(ChinaTime.DayOf(now));
}

/// <summary>The periods of retention in force. They are frozen nowhere: what is due is judged by those of today.</summary>
/// <param name="Rules">At most one for a kind; a kind without one is kept for ever.</param>
public sealed record RetentionPolicy(ImmutableArray<RetentionRule> Rules)
{
    /// <summary>Nothing is ever erased.</summary>
    public static RetentionPolicy KeepAll { get; } = new([]);

    /// <summary>The rule for a kind, or null.</summary>
    public RetentionRule? Find(RetentionKind kind) => Rules.FirstOrDefault(r => r.Kind == kind);

    /// <summary>The rule for cases that ended in a way; null while a case is open, or when there is none.</summary>
    public RetentionRule? Find(CaseStatus status) => status switch
    {
        CaseStatus.Completed => Find(RetentionKind.CaseDecided),
        CaseStatus.Withdrawn => Find(RetentionKind.CaseWithdrawn),
        CaseStatus.Lapsed => Find(RetentionKind.CaseLapsed),
        _ => null,
    };

    /// <summary>Whether a case's period is over.</summary>
    public bool IsOver(Case @case, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return Find(@case.Status) is { } rule && @case.ErasableFrom < rule.DueBefore(now);
    }
}
