namespace SocialAssistance.Storage.Webhooks;

/// <summary>Remembers the ids of messages as long as their signatures are in time: after that they are too old anyway.</summary>
/// <remarks>In this process's memory, bounded: when it is full, what is new is refused rather than what is old forgotten.</remarks>
/// <param name="capacity">Most ids that are remembered at once.</param>
public sealed class SeenMessages(int capacity = 100_000)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, DateTimeOffset> _order = new();

    /// <summary>Takes note of an id.</summary>
    /// <param name="id">The message's id.</param>
    /// <param name="until">Until when its signature is in time.</param>
    /// <param name="now">The moment.</param>
    /// <returns>False when it was seen before, or there is no room to remember it.</returns>
    public bool Take(string id, DateTimeOffset until, DateTimeOffset now)
    {
        lock (_gate)
        {
            while (_order.TryPeek(out var oldest, out var end) && end < now)
            {
                _order.Dequeue();
                _until.Remove(oldest);
            }

            if (_until.Count >= capacity || !_until.TryAdd(id, until))
            {
                return false;
            }

            _order.Enqueue(id, until);
            return true;
        }
    }
}
