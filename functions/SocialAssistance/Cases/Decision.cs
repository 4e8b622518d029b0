using System.Collections.Immutable;
using SocialAssistance.Privacy;

namespace SocialAssistance.Cases;

/// <summary>How an item was decided.</summary>
public enum DecisionOutcome
{
    /// <summary>In favour of the applicant.</summary>
    Granted,

    /// <summary>Against the applicant; reason, legal basis and remedy are given.</summary>
    Denied,
}

/// <summary>A department's decision.</summary>
public sealed record Decision
{
    /// <summary>In favour or against.</summary>
    public required DecisionOutcome Outcome { get; init; }

    /// <summary>The department's id of the event that brought it, to which its words are bound; null until it is recorded.</summary>
    public string? EventId { get; init; }

    /// <summary>Number of the official document.</summary>
    public required string DocumentNumber { get; init; }

    /// <summary>What is granted; may be empty for a mere recognition.</summary>
    public ImmutableArray<Grant> Grants { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Why; always there when denied.</summary>
    public Personal<string>? Reason { get; init; }

    /// <summary>By which law; always there when denied.</summary>
    public Personal<string>? LegalBasis { get; init; }

    /// <summary>Where and until when one can appeal; always there when denied.</summary>
    public Personal<string>? Remedy { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset DecidedAt { get; init; }
}

/// <summary>Something granted.</summary>
/// <param name="Kind">What it is, in the department's words.</param>
/// <param name="Amount">How much.</param>
/// <param name="Unit">Of what, for example 元/月.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, or null when open-ended.</param>
public sealed record Grant(Personal<string> Kind, Personal<decimal> Amount, Personal<string> Unit, DateOnly From, DateOnly? To);
