using System.Diagnostics.CodeAnalysis;

namespace SocialAssistance.Privacy;

/// <summary>Makes something else of every personal value it meets.</summary>
internal interface IPersonalMap
{
    /// <summary>What becomes of a value.</summary>
    /// <param name="value">The value; null when there is none.</param>
    /// <param name="field">Name of its field within the case.</param>
    [return: NotNullIfNotNull(nameof(value))]
    Personal<T>? Of<T>(Personal<T>? value, string field)
        where T : notnull;
}
