using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>The trail in Cosmos DB.</summary>
public sealed class CosmosAuditTrail(CosmosDatabase database, AuditChain chain, TimeProvider clock) : IAuditTrail
{
    /// <inheritdoc/>
    public Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        _ = (database, chain, clock);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<AuditPage> ListAsync(AuditQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Task<AuditDayReport?> VerifyAsync(DateOnly day, CancellationToken cancellationToken) => throw new NotSupportedException();
}
