namespace SocialAssistance.Privacy.Audit;

/// <summary>Heads as they were published outside the store of the trail: what they name must still stand there.</summary>
public interface IPublishedHeads
{
    /// <summary>What was published of a day, in any order; a damaged line is <see cref="AuditHeadText.Damaged"/>.</summary>
    /// <exception cref="Cases.StoreUnavailableException">The place does not answer. What cannot be compared must not pass for whole.</exception>
    Task<IReadOnlyList<AuditHead>> ReadAsync(DateOnly day, CancellationToken cancellationToken);
}

/// <summary>A place to publish heads at, where what stands is not changed any more.</summary>
/// <remarks>Every call throws <see cref="Cases.StoreUnavailableException"/> when the place does not answer.</remarks>
public interface IHeadArchive : IPublishedHeads
{
    /// <summary>The last day of which anything was published; null when nothing was.</summary>
    Task<DateOnly?> FindLastDayAsync(CancellationToken cancellationToken);

    /// <summary>Publishes a head beside those that were published before; it is durable when it returns.</summary>
    Task PublishAsync(AuditHead head, CancellationToken cancellationToken);
}

/// <summary>How far the trail goes, as its store has it.</summary>
/// <remarks>Every call throws <see cref="Cases.StoreUnavailableException"/> when the store does not answer.</remarks>
public interface IAuditHeads
{
    /// <summary>The heads of the days from a day on, the oldest first; of the last day as far as it goes now.</summary>
    Task<IReadOnlyList<AuditHead>> ListAsync(DateOnly from, CancellationToken cancellationToken);

    /// <summary>The hash up to which a day once went, when it had that many records; null when it never ended there.</summary>
    Task<string?> FindHashAsync(DateOnly day, long count, CancellationToken cancellationToken);
}
