using System.Text;
using SocialAssistance.Fuzz.Tests.Hosting;
using SocialAssistance.Guide;
using SocialAssistance.Testing.Samples;
using SocialAssistance.Testing.Sqlite;

namespace SocialAssistance.Fuzz.Tests.Invariants;

/// <summary>The trail after an attack: whole, with a record of every version of every case, and nobody's data in it.</summary>
internal static class TrailRules
{
    private const string Texts =
        "SELECT day || actor || role || action || case_id || subject || fields || purpose || outcome FROM audit_records";

    private const string Versions = "SELECT case_id || ' ' || case_version FROM audit_records WHERE case_version IS NOT NULL AND outcome = 'done'";

    private const string Alone = "SELECT COUNT(*) FROM audit_records WHERE case_version IS NULL";

    public static async Task<List<string>> OfAsync(FuzzHost host, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        var day = ChinaTime.DayOf(SampleCases.Now);
        if (await host.Trail.VerifyAsync(day, cancellationToken) is not { IsWhole: true })
        {
            faults.Add("the chain of the day is broken");
        }

        faults.AddRange(DatabaseFile.Read(host.Database, Texts, r => r.GetString(0))
            .Where(t => t.Contains(Caller.KeyPrefix, StringComparison.Ordinal) || IsOfSomebody(host.Model, Encoding.UTF8.GetBytes(t)))
            .Select(t => $"a record holds personal data or a key: {t[..Math.Min(60, t.Length)]}"));
        var recorded = DatabaseFile.Read(host.Database, Versions, r => r.GetString(0));
        var written = host.Store.Cases.Values.SelectMany(c => Enumerable.Range(1, (int)c.Version).Select(v => $"{c.CaseId} {v}")).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(written.Except(recorded).Select(w => $"{w} was written without a record"));
        faults.AddRange(recorded.Except(written).Select(w => $"{w} has a record and was not written"));
        var alone = DatabaseFile.Read(host.Database, Alone, r => r.GetInt64(0)).Single();
        if (alone != host.Trail.Appended)
        {
            faults.Add($"{host.Trail.Appended} records came without a write, and {alone} are there");
        }

        return faults;
    }

    /// <summary>Whether it names a family that there is: keyed hashes hold three letters of a mark by chance, and not a whole one.</summary>
    private static bool IsOfSomebody(Model model, byte[] text) =>
        Marks.In(text).Any(m => model.Find(m.Family) is not null) || Model.NumbersIn(text).Any(n => model.FindByNumber(n) is not null);
}
