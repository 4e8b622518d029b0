using SocialAssistance.Cases;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Testing.Sqlite;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>
/// When nobody asks any more: the database, read past the host, holds exactly what callers were told, and departments
/// were told exactly what cases owed.
/// </summary>
internal static class StoreRules
{
    public static List<string> Of(FuzzHost host)
    {
        var faults = new List<string>();
        var stored = DatabaseFile.Read(host.Database, "SELECT document FROM cases", r => CaseJson.Read(r.GetFieldValue<byte[]>(0))).ToDictionary(c => c.CaseId, StringComparer.Ordinal);
        faults.AddRange(stored.Keys.Except(host.Model.Cases.Keys).Select(id => $"{id} is in the store, and nobody was told so"));
        foreach (var (caseId, told) in host.Model.Cases)
        {
            if (!stored.TryGetValue(caseId, out var @case))
            {
                faults.Add($"{caseId} was accepted and is not in the store");
                continue;
            }

            faults.AddRange(FaultsOf(@case, told, host.Store.Latest(caseId)).Select(f => $"{caseId}: {f}"));
        }

        var rows = DatabaseFile.Read(host.Database, "SELECT case_id || ' ' || item FROM work_items", r => r.GetString(0)).ToHashSet(StringComparer.Ordinal);
        var dispatched = stored.Values.SelectMany(c => c.Items.Where(i => i.DispatchedAt is not null).Select(i => $"{c.CaseId} {i.Item}")).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(rows.Except(dispatched).Select(r => $"{r} is on a work list and not dispatched"));
        faults.AddRange(dispatched.Except(rows).Select(r => $"{r} is dispatched and on no work list"));

        var owed = host.Store.Owed.Where(o => o.Value is not (TaskKind.RegisterRecognition or TaskKind.InspectMaterial)).Select(o => o.Key).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(owed.Except(host.Channel.Heard.Keys).Select(t => $"the task {t} was owed and no department was told"));
        faults.AddRange(host.Channel.Heard.Keys.Except(owed).Select(t => $"a department was told of {t}, which no case owed"));
        return faults;
    }

    /// <summary>How many cases still owe something.</summary>
    public static long StillOwing(FuzzHost host) => host.Store.Cases.Values.Count(c => !c.Tasks.IsEmpty);

    private static IEnumerable<string> FaultsOf(Case stored, Told told, Case? latest)
    {
        if (latest is null || !CaseJson.Write(stored).AsSpan().SequenceEqual(CaseJson.Write(latest)))
        {
            yield return $"version {stored.Version} is stored otherwise than it was written (version {latest?.Version})";
        }

        if (!stored.Handled.Select(h => $"{h.Item} {h.EventId}").ToHashSet(StringComparer.Ordinal).SetEquals(told.Events.Keys))
        {
            yield return $"it has handled {stored.Handled.Length} events, and {told.Events.Count} were answered as taken";
        }

        if (!stored.Materials.Select(m => m.MaterialId).ToHashSet(StringComparer.Ordinal).SetEquals(told.Materials.Keys))
        {
            yield return $"it has {stored.Materials.Length} scans, and {told.Materials.Count} were answered as taken";
        }

        if (!stored.Corrections.Select(c => c.CorrectionId).ToHashSet(StringComparer.Ordinal).SetEquals(told.Corrections.Keys))
        {
            yield return $"it was corrected {stored.Corrections.Length} times, and {told.Corrections.Count} were answered as made";
        }

        if (!stored.Holds.Select(h => h.HoldId).ToHashSet(StringComparer.Ordinal).SetEquals(told.Holds.Keys))
        {
            yield return $"it has {stored.Holds.Length} holds, and {told.Holds.Count} were answered as placed";
        }

        if (!stored.Tasks.IsEmpty)
        {
            yield return $"it still owes {stored.Tasks.Length} tasks";
        }
    }
}
