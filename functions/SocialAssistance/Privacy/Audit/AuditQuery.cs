using System.Collections.Immutable;
using System.Globalization;

namespace SocialAssistance.Privacy.Audit;

/// <summary>Which records are asked for; every condition that is set must hold.</summary>
public sealed record AuditQuery
{
    /// <summary>Records in a page when the query does not say.</summary>
    public const int DefaultPageSize = 50;

    /// <summary>Most records in a page.</summary>
    public const int MaxPageSize = 200;

    /// <summary>First day of the chain, or null for the beginning.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of the chain, or null for the end.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only of this case.</summary>
    public string? CaseId { get; init; }

    /// <summary>Only of the actor of this name.</summary>
    public string? Actor { get; init; }

    /// <summary>Only of this action.</summary>
    public string? Action { get; init; }

    /// <summary>Most records in the page, from 1 to <see cref="MaxPageSize"/>.</summary>
    public int PageSize { get; init; } = DefaultPageSize;

    /// <summary>What the page before ended with; null for the first page.</summary>
    public string? Continuation { get; init; }

    /// <summary>Whether a record is one that is asked for, its place apart.</summary>
    public bool Fits(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (CaseId is null || entry.CaseId == CaseId)
            && (Actor is null || entry.Actor.Name == Actor)
            && (Action is null || entry.Action == Action);
    }

    /// <summary>The place before which to read on: after the last when nothing was read yet.</summary>
    /// <exception cref="ArgumentException">The continuation is none that a page gave.</exception>
    public AuditPosition Before()
    {
        var end = new AuditPosition(To?.AddDaysWithin(1) ?? DateOnly.MaxValue, 0);
        if (Continuation is null)
        {
            return end;
        }

        var parts = Continuation.Split('.');
        return parts.Length == 2
            && DateOnly.TryParseExact(parts[0], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && new AuditPosition(day, number) is var place
                ? (place < end ? place : end)
                : throw new ArgumentException("The continuation is none that a page gave.", nameof(Continuation));
    }

    /// <summary>The continuation after a page that ended at a place.</summary>
    public static string ContinuationAt(AuditPosition place) =>
        string.Create(CultureInfo.InvariantCulture, $"{place.Day:yyyyMMdd}.{place.Number}");
}

/// <summary>A page of records.</summary>
/// <param name="Records">The newest first; may be fewer than asked for, even none, while there are more to look through.</param>
/// <param name="Continuation">Give it back to read on; null at the end.</param>
public sealed record AuditPage(ImmutableArray<AuditRecord> Records, string? Continuation);

/// <summary>Days that do not run out.</summary>
internal static class Days
{
    public static DateOnly AddDaysWithin(this DateOnly day, int days) =>
        day.DayNumber > DateOnly.MaxValue.DayNumber - days ? DateOnly.MaxValue : day.AddDays(days);
}
