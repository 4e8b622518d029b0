using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Local.Auditing;

/// <summary>The file of published heads, for who checks the trail while the host runs.</summary>
public sealed class PublishedHeadsFile(DataFolder folder) : IPublishedHeads
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditHead>> ReadAsync(DateOnly day, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<IReadOnlyList<AuditHead>>([.. PublishedHeads.Read(folder).Where(h => h.Day == day)]);
        }
        catch (HostStartException)
        {
            // Of which day the damaged line was is not known any more.
            return Task.FromResult<IReadOnlyList<AuditHead>>([AuditHeadText.Damaged(day)]);
        }
    }
}
