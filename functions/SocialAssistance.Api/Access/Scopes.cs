using System.Collections.Immutable;

namespace SocialAssistance.Api.Access;

/// <summary>
/// Parts of what a role may do. A key or token that names none may do all of its role; one that names some may do no more
/// than those. A scope never adds to a role.
/// </summary>
public static class Scopes
{
    /// <summary>File applications and hand in scans.</summary>
    public const string FileApplications = "applications.file";

    /// <summary>Follow and find applications.</summary>
    public const string ReadApplications = "applications.read";

    /// <summary>Withdraw applications.</summary>
    public const string WithdrawApplications = "applications.withdraw";

    /// <summary>Read the department's work list, without personal data.</summary>
    public const string ListTasks = "tasks.list";

    /// <summary>Read what is needed to decide an item, with its scans.</summary>
    public const string ReadTasks = "tasks.read";

    /// <summary>Say what becomes of items.</summary>
    public const string DecideTasks = "tasks.decide";

    /// <summary>Feed the register.</summary>
    public const string FeedRegister = "register.feed";

    /// <summary>Ask the register about people.</summary>
    public const string CompareRegister = "register.compare";

    /// <summary>Watch over all departments' items.</summary>
    public const string Supervise = "supervision.read";

    /// <summary>Read the audit trail.</summary>
    public const string ReadAudit = "audit.read";

    /// <summary>Give people what is held of them, and correct it.</summary>
    public const string ExerciseRights = "privacy.rights";

    /// <summary>Order that cases be kept.</summary>
    public const string HoldCases = "retention.hold";

    /// <summary>Move a rehearsal's clock.</summary>
    public const string Rehearse = "rehearsal.clock";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        FileApplications, ReadApplications, WithdrawApplications, ListTasks, ReadTasks, DecideTasks, FeedRegister, CompareRegister, Supervise,
        ReadAudit, ExerciseRights, HoldCases, Rehearse,
    ];
}
