using System.Globalization;
using Shouldly;
using SocialAssistance.Local.Commands;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Local.Tests.Crash;

/// <summary>Holds the audit trail against what was answered: the chain is whole, and each write stands in it once.</summary>
internal sealed class TrailCheck(string folder, StoredCases stored)
{
    private const string Done = "done";

    /// <summary>Whether the whole chain is, by the command that an auditor uses, beside the host.</summary>
    public void IsWhole()
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        AuditCommand.Run(["verify", "--data", folder], output, TimeProvider.System).ShouldBe(0, output.ToString());
    }

    /// <summary>Whether every write of every case, answered or not, has just its one record.</summary>
    public void HasEachWriteOnce(IReadOnlyList<Case> cases, IReadOnlyList<CaseRecord> records)
    {
        var writes = stored.Writes().ToLookup(w => w.CaseId);
        writes.Select(w => w.Key).ShouldBe(cases.Select(c => c.CaseId), ignoreOrder: true);
        foreach (var stands in cases)
        {
            var of = writes[stands.CaseId].ToArray();
            of.ShouldAllBe(w => w.Outcome == Done);
            of.Select(w => w.Version).ShouldBe(Enumerable.Range(1, of.Length).Select(v => (long)v), $"versions of {stands.CaseId} in the order of the trail");
            of.Length.ShouldBe((int)stands.Version);
        }

        foreach (var record in records)
        {
            HasWhatWasAnswered([.. writes[record.CaseId]], record);
        }
    }

    private static void HasWhatWasAnswered(StoredWrite[] writes, CaseRecord record)
    {
        writes.Count(w => w.Action == "application-submitted").ShouldBe(1);
        foreach (var scan in record.Scans)
        {
            writes.Count(w => w.Action == "material-filed" && w.Subject == scan.MaterialId).ShouldBe(1, $"{record.CaseId}, {scan.MaterialId}");
        }

        foreach (var item in record.Events.Select(e => e.Item).Distinct())
        {
            writes.Where(w => w.Subject == item && w.Action is "item-decided" or "decision-changed").Select(w => w.Action)
                .ShouldBe(record.Decisions(item).Select(d => d.Type == "decided" ? "item-decided" : "decision-changed"), $"{record.CaseId}, {item}");
        }
    }
}
