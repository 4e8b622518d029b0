using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Privacy.Retention;

/// <summary>Deletes days of the trail whose period is over: whole days, the oldest first, their heads apart.</summary>
public interface IAuditRetention
{
    /// <summary>The head of the oldest day that still has records, if that day lies before another; null otherwise.</summary>
    Task<AuditHead?> FindOldestAsync(DateOnly before, CancellationToken cancellationToken);

    /// <summary>Deletes the records of a day and keeps the certificate of it, both or neither. The day's sealed head stays: by
    /// it what was deleted is told from what is missing, and the next day still follows from it.</summary>
    /// <returns>False when the store itself does not let go of that day yet: nothing has changed.</returns>
    Task<bool> DeleteDayAsync(AuditHead day, AuditEntry certificate, CancellationToken cancellationToken);
}

/// <summary>For a store whose trail is erased by other means: nothing is ever due here.</summary>
public sealed class NoAuditRetention : IAuditRetention
{
    /// <inheritdoc/>
    public Task<AuditHead?> FindOldestAsync(DateOnly before, CancellationToken cancellationToken) => Task.FromResult<AuditHead?>(null);

    /// <inheritdoc/>
    public Task<bool> DeleteDayAsync(AuditHead day, AuditEntry certificate, CancellationToken cancellationToken) => Task.FromResult(false);
}
