using System.Collections.Immutable;
using SocialAssistance.Guide;

namespace SocialAssistance.Api.Answers;

/// <summary>The service guide.</summary>
public sealed record GuideAnswer(
    string Version,
    string Title,
    string Source,
    ImmutableArray<AssistanceItem> Items,
    ImmutableArray<MaterialRule> Materials,
    ImmutableArray<Department> Departments,
    ImmutableArray<Prefecture> Prefectures,
    GuidePractice Practice);

/// <summary>What a set of items asks for.</summary>
public sealed record ChecklistAnswer(
    ImmutableArray<ChecklistMaterial> Materials,
    ImmutableArray<ChecklistLimit> Limits,
    ImmutableArray<ChecklistSeason> Seasons,
    ImmutableArray<ChecklistSeason> ClosedSeasons,
    ImmutableArray<string> Sections);

/// <summary>Items worth applying for. A hint: nothing is refused by it.</summary>
public sealed record SuggestionsAnswer(ImmutableArray<Suggestion> Suggestions);
