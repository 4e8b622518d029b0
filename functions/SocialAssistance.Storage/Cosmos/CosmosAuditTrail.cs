using System.Collections.Immutable;
using System.Text;
using Microsoft.Azure.Cosmos;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>
/// The trail in Cosmos DB: blocks of records, a day's together, in one chain that several hosts add to. This program only
/// ever makes documents there; that nobody changes or removes one is a matter of the account's role assignments.
/// </summary>
/// <remarks>Every call throws <see cref="StoreUnavailableException"/> when the database is too busy or does not answer.</remarks>
public sealed class CosmosAuditTrail : IAuditTrail, IDisposable
{
    /// <summary>Blocks read at a time, and how many times for one page.</summary>
    private const int BlocksAtOnce = 20;
    private const int MaxReads = 10;

    private readonly CosmosDatabase _database;
    private readonly AuditChain _chain;
    private readonly TimeProvider _clock;
    private readonly IPublishedHeads? _published;
    private readonly CosmosAuditHeads _heads;
    private readonly CosmosAuditAppender _appender;

    /// <summary>Keeps the trail in a database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="chain">Chains the records.</param>
    /// <param name="clock">Tells which days must still be kept.</param>
    /// <param name="published">Heads that were published elsewhere, to check the trail by; null when none are.</param>
    public CosmosAuditTrail(CosmosDatabase database, AuditChain chain, TimeProvider clock, IPublishedHeads? published = null)
    {
        _database = database ?? throw new ArgumentNullException(nameof(database));
        _chain = chain ?? throw new ArgumentNullException(nameof(chain));
        _clock = clock;
        _published = published;
        _heads = new CosmosAuditHeads(database);
        _appender = new CosmosAuditAppender(database, chain);
    }

    /// <inheritdoc/>
    public Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return entries.Count == 0 ? Task.CompletedTask : _appender.AppendAsync(entries, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<AuditPage> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var before = query.Before();
        var size = Math.Clamp(query.PageSize, 1, AuditQuery.MaxPageSize);
        var page = ImmutableArray.CreateBuilder<AuditRecord>(size);
        using var blocks = Blocks(BlocksBefore(query, before), "list-audit");
        for (var read = 0; read < MaxReads && blocks.HasMore; read++)
        {
            foreach (var record in (await blocks.NextAsync(cancellationToken).ConfigureAwait(false)).SelectMany(b => b.ToRecords().Reverse()))
            {
                if (record.Position >= before)
                {
                    continue;
                }

                if (page.Count == size)
                {
                    return new AuditPage(page.ToImmutable(), AuditQuery.ContinuationAt(before));
                }

                before = record.Position;
                if (query.Fits(record.Entry))
                {
                    page.Add(record);
                }
            }
        }

        return new AuditPage(page.ToImmutable(), blocks.HasMore ? AuditQuery.ContinuationAt(before) : null);
    }

    /// <inheritdoc/>
    public async Task<AuditDayReport?> VerifyAsync(DateOnly day, CancellationToken cancellationToken)
    {
        // What was published is read first, then the end: what is added meanwhile is left for the next time.
        var published = _published is null ? [] : await _published.ReadAsync(day, cancellationToken).ConfigureAwait(false);
        var head = await _heads.LastOfAsync(day, cancellationToken).ConfigureAwait(false);
        if (head is null)
        {
            // The block that closed a day stays for good: nothing lets a day that was published be gone.
            return published.Count == 0 ? null : new AuditDayCheck(_chain, day, "", published).End(null, mayBeGone: false);
        }

        var before = await _heads.LastBeforeAsync(AuditBlock.PlaceOf(day, 0), cancellationToken).ConfigureAwait(false);
        var check = new AuditDayCheck(_chain, day, before?.Head ?? "", published);
        var query = new QueryDefinition("SELECT * FROM c WHERE c.place > @from AND c.place <= @to ORDER BY c.place ASC")
            .WithParameter("@from", AuditBlock.PlaceOf(day, 0))
            .WithParameter("@to", AuditBlock.PlaceOf(day, head.Block));
        using var blocks = Blocks(query, "check-audit");
        while (blocks.HasMore)
        {
            foreach (var record in (await blocks.NextAsync(cancellationToken).ConfigureAwait(false)).SelectMany(b => b.ToRecords()))
            {
                check.Take(record);
            }
        }

        var report = check.End(CosmosAuditHeads.Head(head), day < AuditVerifier.KeptFrom(_clock.Today()));
        return report.IsWhole && head.Next is null && await _heads.FirstAfterAsync(AuditBlock.PlaceOf(day, AuditBlock.Last), cancellationToken).ConfigureAwait(false) is not null
            ? report with { Fault = new AuditFault(head.Count + 1, AuditFaultKind.CutOff, "a later day has begun, but the block that closed this one is gone") }
            : report;
    }

    /// <inheritdoc/>
    public void Dispose() => _appender.Dispose();

    /// <summary>A block holds several records: one that a place lies in counts, too.</summary>
    private static QueryDefinition BlocksBefore(AuditQuery query, AuditPosition before)
    {
        var sql = new StringBuilder("SELECT * FROM c WHERE c.place > @from AND (c.day < @day OR (c.day = @day AND c.first < @number))");
        if (query.CaseId is not null)
        {
            sql.Append(" AND EXISTS(SELECT VALUE x FROM x IN c.cases WHERE x = @caseId)");
        }

        var definition = new QueryDefinition(sql.Append(" ORDER BY c.place DESC").ToString())
            .WithParameter("@from", AuditBlock.PlaceOf(query.From ?? DateOnly.MinValue, 0))
            .WithParameter("@day", before.Day.Text())
            .WithParameter("@number", before.Number);
        return query.CaseId is { } caseId ? definition.WithParameter("@caseId", caseId) : definition;
    }

    private CosmosQuery<AuditBlock> Blocks(QueryDefinition query, string operation) =>
        new(_database.Calls, operation, _database.Audit, query, BlocksAtOnce, CosmosJson.Default.QueryPageAuditBlock);
}
