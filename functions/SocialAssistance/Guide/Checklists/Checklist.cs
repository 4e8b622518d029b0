using System.Collections.Immutable;
using SocialAssistance.Input;

namespace SocialAssistance.Guide;

/// <summary>
/// What to bring and to expect for a set of ticked items: every material once (二(一), annex 2 二), every limit
/// (annex 2 一(七)), the seasons and the form's sections. A question with faults is answered with nothing but them.
/// </summary>
public sealed record Checklist
{
    /// <summary>What is wrong with the question; empty when the rest holds.</summary>
    public ImmutableArray<Fault> Faults { get; init; } = [];

    /// <summary>The materials in the notice's order, those the electronic form takes the place of included.</summary>
    public ImmutableArray<ChecklistMaterial> Materials { get; init; } = [];

    /// <summary>How long each ticked item takes, in the guide's order.</summary>
    public ImmutableArray<ChecklistLimit> Limits { get; init; } = [];

    /// <summary>The seasons of those ticked items that have one.</summary>
    public ImmutableArray<ChecklistSeason> Seasons { get; init; } = [];

    /// <summary>Names of the form's sections that must be filled in because of the ticked items; the sections about
    /// applicant, household, economy and authorization belong to every application and are not repeated here.</summary>
    public ImmutableArray<string> Sections { get; init; } = [];
}

/// <summary>One material to bring or to fill in.</summary>
/// <param name="Number">The notice's number of it (annex 2 二).</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">Name in Chinese.</param>
/// <param name="Accepts">The documents any one of which will do, in Chinese.</param>
/// <param name="ElectronicForm">True when it is filled in online with the application and no scan is asked for.</param>
/// <param name="Items">Codes of the ticked items that ask for it.</param>
public sealed record ChecklistMaterial(
    int Number,
    string Code,
    string Name,
    ImmutableArray<string> Accepts,
    bool ElectronicForm,
    ImmutableArray<string> Items);

/// <summary>How long an item takes from the day after unified acceptance.</summary>
/// <param name="Item">Code of the item.</param>
/// <param name="Name">Its name in Chinese.</param>
/// <param name="Limit">The limit, or null when this year's is not announced.</param>
/// <param name="Text">The limit in Chinese.</param>
public sealed record ChecklistLimit(string Item, string Name, TimeLimit? Limit, string Text);

/// <summary>When a seasonal item can be applied for (annex 2 一(七)).</summary>
/// <param name="Item">Code of the item.</param>
/// <param name="Name">Its name in Chinese.</param>
/// <param name="Open">Whether it can be applied for today.</param>
/// <param name="OpensOn">First day of the running season, or of the next one when closed (Asia/Shanghai).</param>
/// <param name="ClosesOn">Last day of that season.</param>
/// <param name="Text">The same in Chinese.</param>
public sealed record ChecklistSeason(
    string Item, string Name, bool Open, DateOnly OpensOn, DateOnly ClosesOn, string Text);
