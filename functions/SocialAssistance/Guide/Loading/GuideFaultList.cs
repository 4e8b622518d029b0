using System.Collections.Immutable;

namespace SocialAssistance.Guide;

/// <summary>Gathers every fault of the guide's files.</summary>
internal sealed class GuideFaultList
{
    private readonly List<string> _faults = [];
    private readonly HashSet<string> _broken = [];

    /// <summary>Whether none was found.</summary>
    public bool IsEmpty => _faults.Count == 0;

    /// <summary>One line a fault.</summary>
    public ImmutableArray<string> ToLines() => [.. _faults.Distinct()];

    /// <summary>Notes a place that breaks the file's own form: file, JSON Pointer in it, what is wrong.</summary>
    public void Add(string file, string pointer, string what)
    {
        _broken.Add($"{file}#{pointer}");
        _faults.Add($"{file}#{pointer}: {what}");
    }

    /// <summary>Notes what else is wrong at <paramref name="node"/>, unless its form is broken and says enough.</summary>
    public void Add(GuideNode node, string what)
    {
        if (!_broken.Contains($"{node.File}#{node.Pointer}"))
        {
            _faults.Add($"{node.File}#{node.Pointer}: {what}");
        }
    }

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
