using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>What the table of disclosures holds that was kept before there was a chain.</summary>
/// <param name="Count">How many rows.</param>
/// <param name="Hash">Plain SHA-256 of them all in their order, with the algorithm's name.</param>
internal sealed record SqliteAuditBefore(long Count, string Hash)
{
    private const string Rows = "SELECT seq, at, caller, role, action, case_id, subject FROM audit ORDER BY seq";

    /// <summary>Reads all of the table; it only ever had a record for each disclosure.</summary>
    public static SqliteAuditBefore Of(SqliteSession session)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var count = session.Query(Rows, row =>
        {
            for (var column = 0; column < row.FieldCount; column++)
            {
                var text = Encoding.UTF8.GetBytes(row.GetString(column));
                hash.AppendData(BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(text.Length)));
                hash.AppendData(text);
            }

            return 0;
        }).Count;
        return new SqliteAuditBefore(count, "sha256:" + Base64Url.EncodeToString(hash.GetHashAndReset()));
    }

    /// <summary>Whether the table is as it was when the chain began; null when there never was anything in it.</summary>
    /// <param name="heads">The heads, the first of which is the table's.</param>
    /// <param name="chain">Knows the keys.</param>
    /// <param name="keptFrom">The first day that must still be kept.</param>
    public AuditDayReport? Compare(IReadOnlyList<AuditHead> heads, AuditChain chain, DateOnly keptFrom)
    {
        if (heads is not [{ } anchor, ..] || anchor.Day != DateOnly.MinValue)
        {
            // Where the chain has not begun, nothing tells yet what the table ought to hold.
            return Count == 0 ? null : new AuditDayReport(DateOnly.MinValue, Count, Hash, heads.Count == 0 ? null : Fault(AuditFaultKind.Reordered, "there were none when the chain began"));
        }

        var mayBeGone = heads.Count > 1 && heads[1].Day < keptFrom;
        var fault = chain.IsGenuine(anchor) is not true ? Fault(AuditFaultKind.Changed, "the seal of their head does not fit")
            : Count == 0 && mayBeGone ? null
            : Count < anchor.Count ? Fault(AuditFaultKind.Missing, "there are fewer than when the chain began")
            : Hash != anchor.Hash ? Fault(AuditFaultKind.Changed, "they do not read as when the chain began")
            : null;
        return new AuditDayReport(DateOnly.MinValue, Count, Hash, fault);
    }

    private static AuditFault Fault(AuditFaultKind kind, string detail) => new(0, kind, "Records of before the chain: " + detail + ".");
}
