namespace SocialAssistance.Cases;

/// <summary>Too many writers at once for one case. Nothing has changed; trying again is safe.</summary>
public sealed class CaseBusyException(string caseId) : Exception($"Case {caseId} has too many writers at once.")
{
    /// <summary>The case.</summary>
    public string CaseId { get; } = caseId;
}
