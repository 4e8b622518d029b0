using System.Collections.Immutable;

namespace SocialAssistance.Guide;

/// <summary>Gathers every fault of the guide's files.</summary>
internal sealed class GuideFaultList
{
    private readonly List<string> _faults = [];

    /// <summary>Whether none was found.</summary>
    public bool IsEmpty => _faults.Count == 0;

    /// <summary>One line a fault.</summary>
    public ImmutableArray<string> ToLines() => [.. _faults.Distinct()];

    /// <summary>Notes a fault: file, JSON Pointer in it, what is wrong.</summary>
    public void Add(string file, string pointer, string what) => _faults.Add($"{file}#{pointer}: {what}");

    /// <summary>Notes a fault at <paramref name="node"/>.</summary>
    public void Add(GuideNode node, string what) => Add(node.File, node.Pointer, what);

    /// <summary>Notes every node that says again what an earlier one said.</summary>
    public void AddRepeated(IEnumerable<GuideNode?> nodes)
    {
        foreach (var same in nodes.OfType<GuideNode>().GroupBy(n => n.Value.GetRawText()))
        {
            foreach (var again in same.Skip(1))
            {
                Add(again, $"repeats {same.First().Pointer}");
            }
        }
    }

    /// <summary>Notes every node whose string is not among <paramref name="known"/>; those are null when their own
    /// file could not be read, which is a fault of that file only.</summary>
    public void AddUnknown(IEnumerable<GuideNode?> nodes, IReadOnlySet<string>? known, string what)
    {
        foreach (var node in nodes.OfType<GuideNode>().Where(n => n.Text is { } text && known?.Contains(text) == false))
        {
            Add(node, $"there is no {what} '{node.Text}'");
        }
    }
}
