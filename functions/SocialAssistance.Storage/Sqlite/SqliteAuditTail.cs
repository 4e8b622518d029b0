using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>The end of the trail as the transaction under way has moved it. Its head is not written yet.</summary>
/// <param name="chain">What signs the head.</param>
/// <param name="end">Where the transaction began.</param>
internal sealed class SqliteAuditTail(AuditChain chain, AuditLink end)
{
    /// <summary>What signs the head.</summary>
    public AuditChain Chain => chain;

    /// <summary>The last record, of this transaction or before it.</summary>
    public AuditLink End { get; private set; } = end;

    /// <summary>Whether the transaction has recorded anything.</summary>
    public bool HasGrown { get; private set; }

    /// <summary>A record was added.</summary>
    public void Grow(AuditRecord record)
    {
        End = new AuditLink(record.Day, record.Number, record.Hash);
        HasGrown = true;
    }
}
