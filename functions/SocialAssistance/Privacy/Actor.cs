namespace SocialAssistance.Privacy;

/// <summary>Who does something: a caller, a department by message, or the system itself.</summary>
/// <param name="Name">Its name as the installation knows it; no person's name.</param>
/// <param name="Role">Its role: a caller's, or <c>system</c>.</param>
public sealed record Actor(string Name, string Role)
{
    /// <summary>Role of what no caller asked for.</summary>
    public const string SystemRole = "system";

    /// <summary>The system itself: clocks and owed tasks.</summary>
    public static Actor System { get; } = new("system", SystemRole);

    /// <summary>The incoming area of the scans; who wrote a file there only the storage knows.</summary>
    public static Actor IncomingFiles { get; } = new("incoming-files", SystemRole);

    /// <summary>The job that erases what is due.</summary>
    public static Actor Retention { get; } = new("retention", SystemRole);

    /// <summary>The queue of the departments' messages, where not even the department could be told.</summary>
    public static Actor UnknownMessage { get; } = new("department-messages", SystemRole);

    /// <summary>A department that says something by message.</summary>
    /// <param name="department">Code of the department.</param>
    public static Actor ByMessage(string department) => new("message-" + department, "department");
}
