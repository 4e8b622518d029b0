using CsCheck;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;

namespace SocialAssistance.Testing.Samples;

/// <summary>Random entries of the trail.</summary>
public static class SampleEntries
{
    private static readonly string[] Actions = ["item-decided", "get-task", "application-submitted", "clock-struck"];
    private static readonly string[] Fields = ["applicant.name", "applicant.phone", "decision", "status"];
    private static readonly string[] Outcomes = [AuditOutcome.Done, "forbidden", "unknown-case", AuditOutcome.NotWritten];
    private static readonly string[] Names = ["system", "platform", "civil-affairs", "窗口"];

    /// <summary>An entry within some days after <see cref="SampleCases.Now"/>, to the millisecond.</summary>
    /// <param name="days">How many days.</param>
    public static Gen<AuditEntry> Within(int days) =>
        from milliseconds in Gen.Int[0, (days * 86_400_000) - 1]
        from name in One(Names)
        from action in One(Actions)
        from number in Gen.Int[1, 9]
        from subject in One("", "student-loan", "medical-assistance")
        from fields in One(Fields).Array[0, 3]
        from outcome in One(Outcomes)
        from version in Gen.Int[0, 99]
        select new AuditEntry(SampleCases.Now.AddMilliseconds(milliseconds), new Actor(name, "department"), action)
        {
            CaseId = FormattableString.Invariant($"20260803-640104-00000000000{number}"),
            Subject = subject,
            Fields = [.. fields],
            Purpose = "decide-item",
            Outcome = outcome,
            CaseVersion = version == 0 ? null : version,
        };

    private static Gen<string> One(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);
}
