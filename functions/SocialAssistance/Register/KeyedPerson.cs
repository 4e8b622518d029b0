using System.Collections.Immutable;

namespace SocialAssistance.Register;

/// <summary>Somebody to be compared with the register.</summary>
/// <param name="Place">How an answer refers to them; in a case their place in the form (<see cref="PersonPlaces"/>).</param>
/// <param name="Keys">Keyed hashes of their ID number, the one under which the register writes first.</param>
public sealed record KeyedPerson(string Place, ImmutableArray<string> Keys);
