namespace SocialAssistance.Cases;

/// <summary>Where a case stands.</summary>
public enum CaseStatus
{
    /// <summary>Materials are missing; no department has it yet (待补齐材料).</summary>
    AwaitingMaterials,

    /// <summary>Complete, accepted and with the departments (办理中).</summary>
    InProgress,

    /// <summary>Every item has ended (已办结).</summary>
    Completed,

    /// <summary>The applicant withdrew everything (已撤回).</summary>
    Withdrawn,

    /// <summary>Nothing was decided because materials did not come in time (逾期未补，已终止).</summary>
    Lapsed,
}

/// <summary>Where an item of a case stands.</summary>
public enum ItemStatus
{
    /// <summary>The case's materials are missing.</summary>
    AwaitingMaterials,

    /// <summary>On the department's work list (已分发).</summary>
    Dispatched,

    /// <summary>The department has taken it up (已受理).</summary>
    Accepted,

    /// <summary>The department waits for the applicant (待补正); the clock is suspended.</summary>
    SupplementRequested,

    /// <summary>Decided in favour (予以认定、给予救助).</summary>
    Granted,

    /// <summary>Decided against (不予认定、不予救助).</summary>
    Denied,

    /// <summary>The department did not take it up (不予受理).</summary>
    NotAccepted,

    /// <summary>Withdrawn by the applicant (已撤回).</summary>
    Withdrawn,

    /// <summary>No supplement came in time (逾期未补，已终止).</summary>
    Lapsed,
}

/// <summary>How near a time limit is.</summary>
public enum Light
{
    /// <summary>There is time, or no clock runs.</summary>
    Green,

    /// <summary>The last part of the limit.</summary>
    Yellow,

    /// <summary>The limit has passed.</summary>
    Red,
}
