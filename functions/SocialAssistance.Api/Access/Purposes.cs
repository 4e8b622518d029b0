namespace SocialAssistance.Api.Access;

/// <summary>Why an operation shows personal data, as a code for the audit trail.</summary>
public static class Purposes
{
    /// <summary>The answer to whoever files an application shows it.</summary>
    public const string FileApplication = "file-application";

    /// <summary>Whoever filed an application, or takes care of it at a window, follows it.</summary>
    public const string FollowApplication = "follow-application";

    /// <summary>A department decides an item (三(二)).</summary>
    public const string DecideItem = "decide-item";

    /// <summary>A department compares people with the register (三(二), 四(三)).</summary>
    public const string ComparePeople = "compare-people";

    /// <summary>Civil affairs, as lead, watches over the whole (三(一)).</summary>
    public const string Supervise = "supervise";

    /// <summary>A person is given what is held of them (个人信息保护法 第四十五条).</summary>
    public const string AccessRight = "access-right";

    /// <summary>Wrong personal data are corrected (个人信息保护法 第四十六条).</summary>
    public const string CorrectionRight = "correction-right";

    /// <summary>The trail itself is examined.</summary>
    public const string Audit = "audit";
}
