namespace SocialAssistance.Privacy.Audit;

/// <summary>
/// The trail of every write and every disclosure. Records are only ever added, each in the chain of its day; they are kept
/// at least six months (网络安全法 第二十三条(三)).
/// </summary>
public interface IAuditTrail
{
    /// <summary>Adds records, all or none, durable when it returns. What cannot be recorded must be neither shown nor
    /// written: a failure is the caller's failure.</summary>
    /// <exception cref="Cases.StoreUnavailableException">The store does not answer or is too busy.</exception>
    Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken);

    /// <summary>A page of records, the newest first.</summary>
    /// <exception cref="ArgumentException">The continuation is none that a page gave.</exception>
    Task<AuditPage> ListAsync(AuditQuery query, CancellationToken cancellationToken);

    /// <summary>Checks the chain of one day, and that it follows from the day before.</summary>
    /// <returns>Null when the day has no records and ought to have none.</returns>
    Task<AuditDayReport?> VerifyAsync(DateOnly day, CancellationToken cancellationToken);
}

/// <summary>Shorter ways to call a trail.</summary>
public static class AuditTrails
{
    /// <summary>Adds one record, durable when it returns.</summary>
    public static Task AppendAsync(this IAuditTrail trail, AuditEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trail);
        return trail.AppendAsync([entry], cancellationToken);
    }
}
