namespace SocialAssistance.Privacy;

/// <summary>Who does something: a caller, a department by message, or the system itself.</summary>
/// <param name="Name">Its name as the installation knows it; no person's name.</param>
/// <param name="Role">Its role: a caller's, or <c>system</c>.</param>
public sealed record Actor(string Name, string Role)
{
    /// <summary>Role of what no caller asked for.</summary>
    public const string SystemRole = "system";

    private const string MessagePrefix = "message-";

    private static readonly HashSet<string> OwnNames = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The system itself: clocks and owed tasks.</summary>
    public static Actor System { get; } = Own("system");

    /// <summary>The incoming area of the scans; who wrote a file there only the storage knows.</summary>
    public static Actor IncomingFiles { get; } = Own("incoming-files");

    /// <summary>The job that erases what is due.</summary>
    public static Actor Retention { get; } = Own("retention");

    /// <summary>The queue of the departments' messages, where not even the department could be told.</summary>
    public static Actor UnknownMessage { get; } = Own("department-messages");

    /// <summary>A department that says something by message.</summary>
    /// <param name="department">Code of the department.</param>
    public static Actor ByMessage(string department) => new(MessagePrefix + department, "department");

    /// <summary>
    /// Whether a name, in whatever case, is one of those above. No caller may bear it: the trail could not tell them apart.
    /// </summary>
    public static bool IsReserved(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(MessagePrefix, StringComparison.OrdinalIgnoreCase)
            || OwnNames.Contains(name);
    }

    private static Actor Own(string name)
    {
        OwnNames.Add(name);
        return new Actor(name, SystemRole);
    }
}
