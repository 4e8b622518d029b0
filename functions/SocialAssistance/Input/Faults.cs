using System.Collections.Immutable;

namespace SocialAssistance.Input;

/// <summary>Collects every fault of one input, so that all are told at once.</summary>
public sealed class Faults
{
    /// <summary>Most faults that are told at once: nobody mends more, and an answer must not outgrow its question.</summary>
    public const int Most = 500;

    private readonly List<Fault> _faults = [];

    /// <summary>Whether nothing is wrong so far.</summary>
    public bool None => _faults.Count == 0;

    /// <summary>Notes a fault, unless there are <see cref="Most"/> already.</summary>
    public void Add(string pointer, string code, string detail)
    {
        if (_faults.Count < Most)
        {
            _faults.Add(new Fault(pointer, code, detail));
        }
    }

    /// <summary>Whether a fault is noted at <paramref name="pointer"/> or inside it.</summary>
    public bool At(string pointer) => _faults.Exists(f =>
        f.Pointer.StartsWith(pointer, StringComparison.Ordinal)
        && (f.Pointer.Length == pointer.Length || f.Pointer[pointer.Length] == '/'));

    /// <summary>All faults, in the order in which they were found.</summary>
    public ImmutableArray<Fault> ToImmutable() => [.. _faults];
}
