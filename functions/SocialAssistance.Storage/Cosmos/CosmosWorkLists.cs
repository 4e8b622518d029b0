using SocialAssistance.Departments;
using SocialAssistance.Guide;
using SocialAssistance.Storage.WorkLists;

namespace SocialAssistance.Storage.Cosmos;

/// <summary>
/// Work lists. An item's rows stand in order in one index; a list of several items is those orders merged, each read only as
/// far as the page needs it.
/// </summary>
internal sealed class CosmosWorkLists(CosmosDatabase database, ServiceGuide guide)
{
    /// <summary>Fewest rows that are fetched at once.</summary>
    private const int LeastFetched = 10;

    /// <exception cref="ArgumentException">The continuation is none that a page of the work list gave.</exception>
    public async Task<WorkListPage> ListAsync(WorkListQuery query, CancellationToken cancellationToken)
    {
        var from = WorkListBounds.Position(query);
        var size = WorkListBounds.PageSize(query);
        var items = guide.Items.Where(i => query.Department is null || i.Department == query.Department).Select(i => i.Code).ToArray();
        if (items.Length == 0)
        {
            return new WorkListPage([], null);
        }

        // One row more than the page holds tells whether there is another page.
        var fetched = items.Length == 1 ? size + 1 : Math.Min(size + 1, Math.Max(LeastFetched, 2 * (size + 1) / items.Length));
        var lanes = Array.ConvertAll(items, item => new WorkListLane(new CosmosQuery<WorkListRow>(
            database.Calls, "list-work", database.Cases, WorkListQueries.For(query, item, from, size + 1), fetched, CosmosJson.Default.QueryPageWorkListRow)));
        try
        {
            await Task.WhenAll(lanes.Select(l => l.FillAsync(cancellationToken))).ConfigureAwait(false);
            var rows = await MergeAsync(lanes, size + 1, cancellationToken).ConfigureAwait(false);
            return rows.Count <= size
                ? new WorkListPage([.. rows], null)
                : new WorkListPage([.. rows.Take(size)], WorkListPosition.After(rows[size - 1]).ToContinuation());
        }
        finally
        {
            Array.ForEach(lanes, l => l.Dispose());
        }
    }

    private static async Task<IReadOnlyList<WorkListRow>> MergeAsync(WorkListLane[] lanes, int max, CancellationToken cancellationToken)
    {
        var rows = new List<WorkListRow>(max);
        while (rows.Count < max && lanes.Where(l => l.First is not null).MinBy(l => WorkListPosition.After(l.First!)) is { } next)
        {
            rows.Add(next.First!);
            await next.TakeAsync(cancellationToken).ConfigureAwait(false);
        }

        return rows;
    }

    /// <summary>The rows of one item, in order.</summary>
    private sealed class WorkListLane(CosmosQuery<WorkListRow> query) : IDisposable
    {
        private readonly Queue<WorkListRow> _rows = new();

        /// <summary>The next row, or null at the end.</summary>
        public WorkListRow? First => _rows.TryPeek(out var row) ? row : null;

        public Task TakeAsync(CancellationToken cancellationToken)
        {
            _rows.Dequeue();
            return FillAsync(cancellationToken);
        }

        public async Task FillAsync(CancellationToken cancellationToken)
        {
            while (_rows.Count == 0 && query.HasMore)
            {
                foreach (var row in await query.NextAsync(cancellationToken).ConfigureAwait(false))
                {
                    _rows.Enqueue(row);
                }
            }
        }

        public void Dispose() => query.Dispose();
    }
}
