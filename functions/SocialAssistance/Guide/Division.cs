using System.Collections.Immutable;

namespace SocialAssistance.Guide;

/// <summary>An administrative division of the region (GB/T 2260).</summary>
/// <param name="Code">Six digits.</param>
/// <param name="Name">Name in Chinese.</param>
public sealed record Division(string Code, string Name);

/// <summary>A prefecture-level city with its counties.</summary>
/// <param name="Code">Six digits, the last two zero.</param>
/// <param name="Name">Name in Chinese.</param>
/// <param name="Counties">Its counties, county-level cities and districts.</param>
public sealed record Prefecture(string Code, string Name, ImmutableArray<Division> Counties);
