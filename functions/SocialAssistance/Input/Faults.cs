using System.Collections.Immutable;

namespace SocialAssistance.Input;

/// <summary>Collects every fault of one input, so that all are told at once.</summary>
public sealed class Faults
{
    private readonly List<Fault> _faults = [];

    /// <summary>Whether nothing is wrong so far.</summary>
    public bool None => _faults.Count == 0;

    /// <summary>Notes a fault.</summary>
    public void Add(string pointer, string code, string detail) => _faults.Add(new Fault(pointer, code, detail));

    /// <summary>Whether a fault is noted at <paramref name="pointer"/> or inside it.</summary>
    public bool At(string pointer) => _faults.Exists(f =>
        f.Pointer.StartsWith(pointer, StringComparison.Ordinal)
        && (f.Pointer.Length == pointer.Length || f.Pointer[pointer.Length] == '/'));

    /// <summary>All faults, in the order in which they were found.</summary>
    public ImmutableArray<Fault> ToImmutable() => [.. _faults];
}
