using System.Collections.Immutable;

namespace SocialAssistance.Guide;

/// <summary>One of the materials of annex 2, 二, and when it is asked for.</summary>
public sealed record MaterialRule
{
    /// <summary>Stable code, kebab-case.</summary>
    public required string Code { get; init; }

    /// <summary>The notice's number of it, 1 to 12.</summary>
    public required int Number { get; init; }

    /// <summary>Name in Chinese.</summary>
    public required string Name { get; init; }

    /// <summary>The documents any one of which will do, in Chinese.</summary>
    public ImmutableArray<string> Accepts { get; init; } = [];

    /// <summary>Whether the application's own electronic form takes its place, so that no scan is asked for.</summary>
    public bool ElectronicForm { get; init; }

    /// <summary>Whether every case needs it.</summary>
    public bool Always { get; init; }

    /// <summary>Codes of the items that need it.</summary>
    public ImmutableArray<string> Items { get; init; } = [];

    /// <summary>Whether it is needed only when applying where one lives but is not registered.</summary>
    public bool OnlyWhenResidenceDiffers { get; init; }

    /// <summary>Where the rule comes from.</summary>
    public required RuleBasis Basis { get; init; }
}

/// <summary>A material that a set of items needs, once, whichever of them ask for it.</summary>
/// <param name="Material">The material.</param>
/// <param name="Items">Codes of the ticked items that ask for it, in the guide's order.</param>
public sealed record RequiredMaterial(MaterialRule Material, ImmutableArray<string> Items);
