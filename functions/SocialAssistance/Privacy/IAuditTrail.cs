namespace SocialAssistance.Privacy;

/// <summary>That personal data was shown to somebody. Ids only, no personal data itself.</summary>
/// <param name="At">When.</param>
/// <param name="Caller">Name of the caller.</param>
/// <param name="Role">Its role.</param>
/// <param name="Action">What was done, kebab-case.</param>
/// <param name="CaseId">Of which case.</param>
/// <param name="Subject">Of which item or scan.</param>
public sealed record AuditRecord(DateTimeOffset At, string Caller, string Role, string Action, string CaseId, string Subject);

/// <summary>Keeps a record of every disclosure; records are only ever added.</summary>
public interface IAuditTrail
{
    /// <summary>Adds a record, durably. What cannot be recorded must not be disclosed: a failure is the caller's failure.</summary>
    Task AppendAsync(AuditRecord record, CancellationToken cancellationToken);
}
