namespace SocialAssistance.Cases;

/// <summary>What became of an event.</summary>
public abstract record CaseOutcome
{
    private CaseOutcome()
    {
    }

    /// <summary>The case as it stands after the event; null when the event was refused.</summary>
    public Case? Standing => this switch
    {
        Moved moved => moved.Next,
        Unchanged unchanged => unchanged.Current,
        _ => null,
    };

    /// <summary>The case has changed and must be written.</summary>
    public sealed record Moved(Case Next) : CaseOutcome;

    /// <summary>The event was handled before, or changes nothing.</summary>
    public sealed record Unchanged(Case Current) : CaseOutcome;

    /// <summary>The event is not allowed; nothing has changed.</summary>
    public sealed record Refused(CaseRefusal Refusal) : CaseOutcome;
}

/// <summary>How a refusal is to be answered.</summary>
public enum RefusalKind
{
    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>It belongs to somebody else.</summary>
    Forbidden,

    /// <summary>It does not fit where the case stands.</summary>
    Conflict,

    /// <summary>What was said is wrong.</summary>
    Invalid,
}

/// <summary>Why an event is not allowed.</summary>
/// <param name="Kind">How to answer.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Detail">What to do, in Chinese.</param>
/// <param name="Pointer">The member that is wrong, for <see cref="RefusalKind.Invalid"/>.</param>
/// <param name="ClosedWith">What the item was closed with, when that is why.</param>
public sealed record CaseRefusal(
    RefusalKind Kind, string Code, string Detail, string? Pointer = null, ItemStatus? ClosedWith = null);
