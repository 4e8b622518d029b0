using System.Globalization;
using System.Text.Json;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>A disclosure as it is stored.</summary>
internal sealed record AuditDocument(string Id, string Day, string At, string Caller, string Role, string Action, string CaseId, string Subject);

/// <summary>
/// The record of disclosures in Cosmos DB, a day's together. This program only ever adds; that nobody else changes a record
/// is a matter of the account's role assignments.
/// </summary>
public sealed class CosmosAuditTrail(CosmosDatabase database) : IAuditTrail
{
    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The database is too busy or does not answer.</exception>
    public async Task AppendAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        var document = new AuditDocument(
            Guid.CreateVersion7().ToString("N"),
            ChinaTime.DayOf(record.At).Text(),
            record.At.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
            record.Caller,
            record.Role,
            record.Action,
            record.CaseId,
            record.Subject);

        // Nobody else makes this id: a conflict is this very record, sent a second time because the first answer was lost.
        await database.Calls.CreateAsync(
            "append-audit",
            database.Audit,
            document.Day,
            JsonSerializer.SerializeToUtf8Bytes(document, CosmosJson.Default.AuditDocument),
            cancellationToken).ConfigureAwait(false);
    }
}
