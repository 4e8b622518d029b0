using System.Collections.Immutable;

namespace SocialAssistance.Guide;

/// <summary>One of the seven implementing departments (annex 2, 一(五)).</summary>
/// <param name="Code">Stable code, kebab-case.</param>
/// <param name="Name">Name in Chinese.</param>
/// <param name="Lead">Whether it leads the whole (三(一)).</param>
/// <param name="Basis">Where its duties come from.</param>
public sealed record Department(string Code, string Name, bool Lead, RuleBasis Basis)
{
    /// <summary>Codes of the departments that are told when this one recognises low-income people (三(一), 三(二)).</summary>
    public ImmutableArray<string> SharesRecognitionsWith { get; init; } = [];
}
