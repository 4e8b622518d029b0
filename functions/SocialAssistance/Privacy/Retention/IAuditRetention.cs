using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Privacy.Retention;

/// <summary>Deletes days of the trail whose period is over: whole days, the oldest first, their heads apart.</summary>
public interface IAuditRetention
{
    /// <summary>The head of the oldest day that still has records, if that day lies before another; null otherwise. What stood before
    /// the chain is of <see cref="DateOnly.MinValue"/>.</summary>
    Task<AuditHead?> FindOldestAsync(DateOnly before, CancellationToken cancellationToken);

    /// <summary>Deletes the records of a day and keeps the certificate of it. None goes without the certificate; where the two are not
    /// one write, a day that was begun is found, certified and finished by the next run. The day's sealed head stays: by
    /// it what was deleted is told from what is missing, and the next day still follows from it.</summary>
    /// <returns>False when the store itself does not let go of that day yet: nothing has changed.</returns>
    Task<bool> DeleteDayAsync(AuditHead day, AuditEntry certificate, CancellationToken cancellationToken);
}
