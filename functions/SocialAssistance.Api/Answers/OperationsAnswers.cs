using System.Collections.Immutable;

namespace SocialAssistance.Api.Answers;

/// <summary>Whether the service answers.</summary>
/// <param name="Status">Always <c>live</c>.</param>
public sealed record LiveAnswer(string Status);

/// <summary>Whether the service can do its work, and what it lacks.</summary>
/// <param name="Status"><c>ready</c> or <c>not-ready</c>.</param>
/// <param name="Dependencies">Each with <c>up</c> or <c>down</c>.</param>
public sealed record ReadyAnswer(string Status, ImmutableSortedDictionary<string, string> Dependencies)
{
    internal const string Ready = "ready";
}

/// <summary>What the rehearsal clock shows.</summary>
/// <param name="Now">ISO 8601 with offset.</param>
public sealed record ClockAnswer(DateTimeOffset Now);
