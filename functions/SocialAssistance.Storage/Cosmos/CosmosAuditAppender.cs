using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>
/// Adds blocks to the one chain that several hosts share. Whatever waits goes into one block; a block is made under the next
/// number of its day, and whoever finds it taken reads what the others added and goes on from there. A day is closed by a
/// last block before the next is begun, so that nobody adds to it any more and the next can follow from it.
/// </summary>
internal sealed class CosmosAuditAppender(CosmosDatabase database, AuditChain chain) : IDisposable
{
    /// <summary>Most records of a block, far below what a document may hold.</summary>
    private const int MaxRecords = 200;

    /// <summary>Nobody finds the next block taken this often unless something is wrong.</summary>
    private const int MaxRaces = 100;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Queue<Waiting> _waiting = new();
    private End? _end;

    /// <summary>Adds entries; they are durable when it returns.</summary>
    public async Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var entry in entries)
        {
            // Here, where it is one caller's fault, and not where others' entries stand beside it.
            AuditChain.Check(entry);
        }

        var own = new Waiting(entries);
        lock (_waiting)
        {
            _waiting.Enqueue(own);
        }

        // Whoever comes first takes along all that wait; the others then find theirs done.
        await _one.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (!own.Done.Task.IsCompleted)
            {
                await AddWaitingAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _one.Release();
        }

        await own.Done.Task.ConfigureAwait(false);
    }

    public void Dispose() => _one.Dispose();

    private async Task AddWaitingAsync()
    {
        var taken = new List<Waiting>();
        lock (_waiting)
        {
            while (_waiting.TryDequeue(out var next))
            {
                taken.Add(next);
            }
        }

        try
        {
            await AddAsync(taken.SelectMany(w => w.Entries).ToArray()).ConfigureAwait(false);
            taken.ForEach(w => w.Done.SetResult());
        }
#pragma warning disable CA1031 // Everybody who waits is told.
        catch (Exception error)
#pragma warning restore CA1031
        {
            // What became of the last block is unknown: where the chain ends is read anew.
            _end = null;
            taken.ForEach(w => w.Done.SetException(error));
        }
    }

    private async Task AddAsync(ArraySegment<AuditEntry> entries)
    {
        var end = _end ?? await FindEndAsync().ConfigureAwait(false);
        for (var race = 0; entries.Count > 0;)
        {
            var (records, next) = Records(end, entries);
            if (await TryAddAsync(end, records, next).ConfigureAwait(false) is { } added)
            {
                (end, entries) = (added, entries[records.Count..]);
            }
            else if (++race == MaxRaces)
            {
                throw new StoreUnavailableException("Too many hosts add to the audit trail at once.", TimeSpan.FromSeconds(1));
            }
            else
            {
                end = await FollowAsync(end).ConfigureAwait(false);
            }

            _end = end;
        }
    }

    /// <summary>The records of the next block; none, but the day that follows, when the day must be closed first.</summary>
    private (IReadOnlyList<AuditRecord> Records, DateOnly? Next) Records(End end, ArraySegment<AuditEntry> entries)
    {
        var day = ChinaTime.DayOf(entries[0].At);
        if (end.Link.Day == DateOnly.MinValue)
        {
            end = new End(new AuditLink(day, 0, end.Link.Hash), 0);
        }
        else if (day > end.Link.Day)
        {
            return ([], day);
        }

        var records = new List<AuditRecord>();
        var link = end.Link;
        foreach (var entry in entries.Take(MaxRecords).TakeWhile(e => ChinaTime.DayOf(e.At) <= link.Day))
        {
            var record = chain.Next(link, entry);
            records.Add(record);
            link = new AuditLink(record.Day, record.Number, record.Hash);
        }

        return (records, null);
    }

    /// <summary>Makes the next block.</summary>
    /// <returns>Where the chain ends then; null when somebody else has made a block of that number.</returns>
    private async Task<End?> TryAddAsync(End end, IReadOnlyList<AuditRecord> records, DateOnly? next)
    {
        var link = records is [.., var last] ? new AuditLink(last.Day, last.Number, last.Hash) : end.Link;
        var block = AuditBlock.Of(end.Block + 1, chain.Seal(link), records, next);
        var written = await database.Calls.CreateAsync(
            "append-audit",
            database.Audit,
            block.Day,
            JsonSerializer.SerializeToUtf8Bytes(block, CosmosJson.Default.AuditBlock),
            CancellationToken.None).ConfigureAwait(false);
        return written.Status == HttpStatusCode.Created || await IsOwnAsync(block).ConfigureAwait(false)
            ? End.After(block.Block, link, next)
            : null;
    }

    /// <summary>The client sends a block again when its answer was lost; the second is refused because of the first.</summary>
    private async Task<bool> IsOwnAsync(AuditBlock block) =>
        (await ReadHeadAsync(DateOnly.ParseExact(block.Day, StoredValues.Day), block.Block).ConfigureAwait(false))?.WriteId == block.WriteId;

    /// <summary>Reads on from where the chain was believed to end.</summary>
    private async Task<End> FollowAsync(End end)
    {
        if (end.Link.Day == DateOnly.MinValue)
        {
            return await FindEndAsync().ConfigureAwait(false);
        }

        while (await ReadHeadAsync(end.Link.Day, end.Block + 1).ConfigureAwait(false) is { } head)
        {
            end = End.After(head);
        }

        return end;
    }

    private async Task<End> FindEndAsync()
    {
        using var newest = new CosmosQuery<AuditBlockHead>(
            database.Calls,
            "find-audit-end",
            database.Audit,
            new QueryDefinition($"SELECT TOP 1 {AuditBlock.HeadColumns} FROM c WHERE c.place > '' ORDER BY c.place DESC"),
            1,
            CosmosJson.Default.QueryPageAuditBlockHead);
        return await newest.AllAsync(CancellationToken.None).ConfigureAwait(false) is [var head, ..]
            ? await FollowAsync(End.After(head)).ConfigureAwait(false)
            : new End(AuditLink.Beginning, 0);
    }

    private Task<AuditBlockHead?> ReadHeadAsync(DateOnly day, int block) => database.Calls.ReadAsync(
        "read-audit-head",
        database.Audit,
        AuditBlockHead.IdOf(block),
        day.Text(),
        (content, _) => JsonSerializer.Deserialize(content, CosmosJson.Default.AuditBlockHead) ?? throw new JsonException("A stored block is null."),
        CancellationToken.None);

    /// <summary>Entries that wait for their block.</summary>
    private sealed record Waiting(IReadOnlyList<AuditEntry> Entries)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Where the chain ends.</summary>
    /// <param name="Link">What the next record follows.</param>
    /// <param name="Block">Number of the last block of the day; 0 when the day has none yet.</param>
    private sealed record End(AuditLink Link, int Block)
    {
        public static End After(AuditBlockHead head) => After(head.Block, new AuditLink(head.Day, head.Count, head.Head), head.Next);

        public static End After(int block, AuditLink link, DateOnly? next) =>
            next is { } day ? new End(new AuditLink(day, 0, link.Hash), 0) : new End(link, block);
    }
}
