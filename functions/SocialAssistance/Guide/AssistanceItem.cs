using System.Collections.Immutable;

namespace SocialAssistance.Guide;

/// <summary>One of the joint items (联办事项) that the one application can tick (annex 2, 一(二)).</summary>
public sealed record AssistanceItem
{
    /// <summary>Stable code, kebab-case.</summary>
    public required string Code { get; init; }

    /// <summary>Name in Chinese, as the notice has it.</summary>
    public required string Name { get; init; }

    /// <summary>Code of the department that decides it (三).</summary>
    public required string Department { get; init; }

    /// <summary>The time limit (annex 2, 一(七)), or null when it is set anew each year.</summary>
    public TimeLimit? Limit { get; init; }

    /// <summary>Limits by year of acceptance, for an item whose limit is set anew each year; empty until one is announced.</summary>
    public ImmutableDictionary<int, TimeLimit> LimitsByYear { get; init; } = ImmutableDictionary<int, TimeLimit>.Empty;

    /// <summary>When it can be applied for; null means all year.</summary>
    public ApplicationSeason? Season { get; init; }

    /// <summary>Whether granting it recognises low-income people, which other items build on (三(一), 三(二)).</summary>
    public bool Recognises { get; init; }

    /// <summary>Whether its department compares the applicants with the recognised people (附件2 三(三)).</summary>
    public bool NeedsComparison { get; init; }

    /// <summary>Whether only rural households can apply.</summary>
    public bool RuralOnly { get; init; }

    /// <summary>Name of the form's section that must be filled in when this item is ticked, or null.</summary>
    public string? Section { get; init; }

    /// <summary>
    /// Which facts of applicant and household its department is shown besides the item's own section
    /// (<see cref="ItemFacts"/>); of a person whose facts are not among them it is shown masked forms.
    /// </summary>
    public ImmutableArray<string> Facts { get; init; } = [];

    /// <summary>Where item, department and limit come from.</summary>
    public required ImmutableArray<RuleBasis> Basis { get; init; }

    /// <summary>The limit of a case accepted on <paramref name="day"/> (Asia/Shanghai), or null when none is set.</summary>
    public TimeLimit? LimitOn(DateOnly day) => Limit ?? LimitsByYear.GetValueOrDefault(day.Year);
}
