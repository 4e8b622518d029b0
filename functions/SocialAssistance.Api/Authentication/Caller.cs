using System.Collections.Immutable;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;

namespace SocialAssistance.Api.Authentication;

/// <summary>What callers may be.</summary>
public static class Roles
{
    /// <summary>The government service platform and the app.</summary>
    public const string Platform = "platform";

    /// <summary>A township window, bound to its division.</summary>
    public const string Window = "window";

    /// <summary>A department's system, bound to its department and divisions.</summary>
    public const string Department = "department";

    /// <summary>Civil affairs as lead, watching over the whole.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>Who runs the installation.</summary>
    public const string Operator = "operator";

    /// <summary>Who examines the trail of disclosures.</summary>
    public const string Auditor = "auditor";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } = [Platform, Window, Department, Supervisor, Operator, Auditor];
}

/// <summary>Who calls, and for what it may ask.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Department">Code of its department, for <see cref="Roles.Department"/>.</param>
/// <param name="Divisions">Counties, prefectures or the region it is bound to; empty binds it to none.</param>
public sealed record Caller(string Name, string Role, string? Department, ImmutableArray<string> Divisions)
{
    /// <summary>The scopes (<see cref="Access.Scopes"/>) it is bound to; null leaves it all of its role.</summary>
    public ImmutableArray<string>? Scopes { get; init; }

    /// <summary>Id of the key it came with, which is no secret; null when it came with a token.</summary>
    public string? KeyId { get; init; }

    /// <summary>Whether a scope is open to it.</summary>
    public bool Has(string scope) => Scopes is not { } bound || bound.Contains(scope);

    /// <summary>The caller as the trail names it.</summary>
    public Actor Actor => new(Name, Role);

    /// <summary>Whether it may know of cases of that county.</summary>
    public bool Covers(string county) => Divisions.IsEmpty || Divisions.Any(d => ServiceGuide.Covers(d, county));
}
