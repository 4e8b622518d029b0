using System.Globalization;
using Microsoft.Azure.Cosmos;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>How far the chain goes, read from the heads of blocks. Every question is for one block, found by its place.</summary>
public sealed class CosmosAuditHeads(CosmosDatabase database) : IAuditHeads
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<AuditHead>> ListAsync(DateOnly from, CancellationToken cancellationToken)
    {
        var heads = new List<AuditHead>();
        var day = await FirstAfterAsync(AuditBlock.PlaceOf(from, 0), cancellationToken).ConfigureAwait(false);
        while (day is { } first)
        {
            if (await LastOfAsync(first.Day, cancellationToken).ConfigureAwait(false) is { } end)
            {
                heads.Add(Head(end));
            }

            day = await FirstAfterAsync(AuditBlock.PlaceOf(first.Day, AuditBlock.Last), cancellationToken).ConfigureAwait(false);
        }

        return heads;
    }

    /// <inheritdoc/>
    /// <remarks>From the day's end on: what is asked for is nearly always the end, or close before it.</remarks>
    public async Task<string?> FindHashAsync(DateOnly day, long count, CancellationToken cancellationToken) =>
        (await FindAsync("c.place > @from AND c.place <= @to AND c.count = @count", "DESC", cancellationToken,
            ("@from", AuditBlock.PlaceOf(day, 0)), ("@to", AuditBlock.PlaceOf(day, AuditBlock.Last)), ("@count", count)).ConfigureAwait(false))?.Head;

    /// <summary>The head that a block closes or stands for at present.</summary>
    internal static AuditHead Head(AuditBlockHead end) => new(end.Day, end.Count, end.Head, end.Seal);

    /// <summary>The first block after a place, or null.</summary>
    internal Task<AuditBlockHead?> FirstAfterAsync(string place, CancellationToken cancellationToken) =>
        FindAsync("c.place > @place", "ASC", cancellationToken, ("@place", place));

    /// <summary>The last block before a place, or null.</summary>
    internal Task<AuditBlockHead?> LastBeforeAsync(string place, CancellationToken cancellationToken) =>
        FindAsync("c.place < @place", "DESC", cancellationToken, ("@place", place));

    /// <summary>The last block of a day, or null when the day has none.</summary>
    internal async Task<AuditBlockHead?> LastOfAsync(DateOnly day, CancellationToken cancellationToken) =>
        await FindAsync("c.place <= @place", "DESC", cancellationToken, ("@place", AuditBlock.PlaceOf(day, AuditBlock.Last))).ConfigureAwait(false) is { } head
            && head.Day == day ? head : null;

    /// <summary>The first block before a day that has records: any but one that only closes its day.</summary>
    internal Task<AuditBlockHead?> OldestWithRecordsAsync(DateOnly before, CancellationToken cancellationToken) => FindAsync(
        "c.place > '' AND c.place < @place AND NOT IS_DEFINED(c.next)", "ASC", cancellationToken, ("@place", AuditBlock.PlaceOf(before, 0)));

    /// <summary>The blocks of a day that have records.</summary>
    internal async Task<IReadOnlyList<AuditBlockHead>> WithRecordsAsync(DateOnly day, CancellationToken cancellationToken)
    {
        const int pageSize = 500;
        var query = new QueryDefinition($"SELECT {AuditBlock.HeadColumns} FROM c WHERE c.place > @from AND c.place <= @to AND NOT IS_DEFINED(c.next) ORDER BY c.place ASC")
            .WithParameter("@from", AuditBlock.PlaceOf(day, 0))
            .WithParameter("@to", AuditBlock.PlaceOf(day, AuditBlock.Last));
        using var found = Query(query, pageSize);
        return await found.AllAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<AuditBlockHead?> FindAsync(
        string where, string order, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        var query = new QueryDefinition(string.Create(CultureInfo.InvariantCulture, $"SELECT TOP 1 {AuditBlock.HeadColumns} FROM c WHERE {where} ORDER BY c.place {order}"));
        foreach (var (name, value) in parameters)
        {
            query.WithParameter(name, value);
        }

        using var found = Query(query, 1);
        return await found.AllAsync(cancellationToken).ConfigureAwait(false) is [var head, ..] ? head : null;
    }

    private CosmosQuery<AuditBlockHead> Query(QueryDefinition query, int pageSize) =>
        new(database.Calls, "find-audit-head", database.Audit, query, pageSize, CosmosJson.Default.QueryPageAuditBlockHead);
}
