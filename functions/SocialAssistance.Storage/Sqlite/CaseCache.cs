using SocialAssistance.Cases;

namespace SocialAssistance.Storage.Sqlite;

/// <summary>
/// The cases written last, as they were written. Only the writer puts cases in, after their commit and in the order of the
/// commits; readers never do. So what is found here is always the newest that was committed, and no reader that was slow
/// can bring an older state back.
/// </summary>
internal sealed class CaseCache(int capacity)
{
    private readonly RecentlyUsed<Case> _cases = new(capacity);

    public Case? Find(string caseId) => _cases.Find(caseId);

    /// <summary>Keeps a case that was just committed.</summary>
    public void Committed(Case @case) => _cases.Put(@case.CaseId, @case);
}
