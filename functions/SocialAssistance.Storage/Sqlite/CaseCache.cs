using SocialAssistance.Cases;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>
/// The cases written last, as they were written. Only the writer puts cases in, after their commit and in the order of the
/// commits; readers never do. So what is found here is always the newest that was committed, and no reader that was slow
/// can bring an older state back.
/// </summary>
internal sealed class CaseCache(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Case>> _nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<Case> _byUse = [];

    public Case? Find(string caseId)
    {
        lock (_lock)
        {
            if (!_nodes.TryGetValue(caseId, out var node))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value;
        }
    }

    /// <summary>Keeps a case that was just committed.</summary>
    public void Committed(Case @case)
    {
        if (capacity <= 0)
        {
            return;
        }

        lock (_lock)
        {
            if (_nodes.TryGetValue(@case.CaseId, out var node))
            {
                node.Value = @case;
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return;
            }

            if (_nodes.Count >= capacity)
            {
                _nodes.Remove(_byUse.Last!.Value.CaseId);
                _byUse.RemoveLast();
            }

            _nodes.Add(@case.CaseId, _byUse.AddFirst(@case));
        }
    }
}
