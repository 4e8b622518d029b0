using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Guide;

namespace SocialAssistance.Storage.Tests.Model;

/// <summary>What a case store means, in the plainest way: lists in memory, searched from end to end.</summary>
internal sealed class CaseStoreModel
{
    private readonly Dictionary<string, NewCase> _kept = [];
    private readonly Dictionary<string, NewCase> _keys = [];

    public CaseCreation Create(NewCase newCase)
    {
        var earlier = newCase.Keys.Where(_keys.ContainsKey).Select(k => _keys[k]).ToArray();
        if (earlier.Length > 0)
        {
            return new CaseCreation(
                earlier[0].Case.CaseId, false, earlier.All(e => e.Case.CaseId == earlier[0].Case.CaseId && e.Digest == newCase.Digest));
        }

        _kept.Add(newCase.Case.CaseId, newCase);
        foreach (var key in newCase.Keys)
        {
            _keys.TryAdd(key, newCase);
        }

        return new CaseCreation(newCase.Case.CaseId, true, true);
    }

    public Case? Find(string caseId) => _kept.GetValueOrDefault(caseId)?.Case;

    public bool Replace(Case previous, Case next)
    {
        if (Find(next.CaseId)?.Version != previous.Version)
        {
            return false;
        }

        _kept[next.CaseId] = _kept[next.CaseId] with { Case = next };
        return true;
    }

    public string[] Due(DateTimeOffset now, int max) =>
        [.. Cases().Where(c => c.WakeAt <= now).OrderBy(c => c.WakeAt).ThenBy(c => c.CaseId, StringComparer.Ordinal).Take(max).Select(c => c.CaseId)];

    public string[] OfApplicant(string key) =>
    [
        .. _kept.Values.Where(n => n.ApplicantKey == key).OrderByDescending(n => n.Case.SubmittedAt)
            .ThenByDescending(n => n.Case.CaseId, StringComparer.Ordinal).Select(n => n.Case.CaseId),
    ];

    public WorkListRow[] Work(WorkListQuery query) =>
    [
        .. Cases().SelectMany(WorkListIndex.Of)
            .Where(r => query.Department is null || r.Department == query.Department)
            .Where(r => query.Divisions.IsEmpty || query.Divisions.Any(d => ServiceGuide.Covers(d, r.Division)))
            .Where(r => query.Status is { } status ? r.Status == status : query.IncludeClosed || r.Open)
            .Where(r => query.Light is null || r.LightOn(query.Today) == query.Light)
            .Where(r => r.FailedAttempts >= query.MinFailedAttempts)
            .OrderBy(r => r.DueOn ?? DateOnly.MaxValue).ThenBy(r => r.CaseId, StringComparer.Ordinal).ThenBy(r => r.Item, StringComparer.Ordinal),
    ];

    private IEnumerable<Case> Cases() => _kept.Values.Select(n => n.Case);
}
