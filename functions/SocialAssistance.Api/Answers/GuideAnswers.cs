using System.Collections.Immutable;
using SocialAssistance.Guide;

namespace SocialAssistance.Api.Answers;

/// <summary>The service guide.</summary>
/// <param name="Version">Changes whenever a rule does.</param>
/// <param name="Title">Title in Chinese.</param>
/// <param name="Source">The notice it follows.</param>
/// <param name="Items">The eleven items.</param>
/// <param name="Materials">The twelve materials.</param>
/// <param name="Departments">The seven departments.</param>
/// <param name="Prefectures">The five prefectures with their counties.</param>
/// <param name="Practice">What the notice leaves open.</param>
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
/// <param name="Materials">Each once.</param>
/// <param name="Limits">How long each item takes.</param>
/// <param name="Seasons">Of those items that have one.</param>
/// <param name="ClosedSeasons">Those that are closed today, with the next opening.</param>
/// <param name="Sections">Names of the form's sections to be filled in.</param>
public sealed record ChecklistAnswer(
    ImmutableArray<ChecklistMaterial> Materials,
    ImmutableArray<ChecklistLimit> Limits,
    ImmutableArray<ChecklistSeason> Seasons,
    ImmutableArray<ChecklistSeason> ClosedSeasons,
    ImmutableArray<string> Sections);

/// <summary>Items worth applying for. A hint: nothing is refused by it.</summary>
/// <param name="Suggestions">With the reasons, in Chinese.</param>
public sealed record SuggestionsAnswer(ImmutableArray<Suggestion> Suggestions);
