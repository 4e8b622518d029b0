namespace SocialAssistance.Storage;

/// <summary>The values used last, by a key; the one that was not used longest makes room. For many threads.</summary>
/// <typeparam name="T">What is kept.</typeparam>
/// <param name="capacity">How many are kept at most; none when zero or less.</param>
internal sealed class RecentlyUsed<T>(int capacity)
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, T Value)>> _nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, T Value)> _byUse = [];

    public T? Find(string key)
    {
        lock (_lock)
        {
            if (!_nodes.TryGetValue(key, out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Value;
        }
    }

    /// <summary>Keeps a value.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">The value.</param>
    /// <param name="supersedes">Whether the first replaces the second, which is kept under that key; always unless said.</param>
    public void Put(string key, T value, Func<T, T, bool>? supersedes = null)
    {
        if (capacity <= 0)
        {
            return;
        }

        lock (_lock)
        {
            if (_nodes.TryGetValue(key, out var node))
            {
                if (supersedes is null || supersedes(value, node.Value.Value))
                {
                    node.Value = (key, value);
                }

                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return;
            }

            if (_nodes.Count >= capacity)
            {
                _nodes.Remove(_byUse.Last!.Value.Key);
                _byUse.RemoveLast();
            }

            _nodes.Add(key, _byUse.AddFirst((key, value)));
        }
    }
}
