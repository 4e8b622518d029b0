using SocialAssistance.Applications;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Testing.Privacy;

namespace SocialAssistance.Testing.Samples;

/// <summary>Cases on their way, made by the process itself.</summary>
public static class SampleCases
{
    /// <summary>The moment at which the samples are filed: nine o'clock of <see cref="SampleForms.Today"/>.</summary>
    public static readonly DateTimeOffset Now = ChinaTime.StartOf(SampleForms.Today).AddHours(9);

    /// <summary>A case that awaits its materials.</summary>
    /// <param name="caseId">Its number.</param>
    /// <param name="form">What was filed; all eleven items unless said.</param>
    /// <param name="now">When; <see cref="Now"/> unless said.</param>
    public static Case Awaiting(string caseId, ApplicationForm? form = null, DateTimeOffset? now = null)
    {
        var filed = form ?? SampleForms.All();
        return CaseProcess.Open(caseId, SamplePrivacy.Sealing.Seal(filed, caseId), "示范窗口", [], SampleGuide.Guide, now ?? Now) with
        {
            People = SamplePrivacy.Sealing.People(filed),
            NameKeys = SamplePrivacy.Sealing.Name(filed.Applicant.Name.Value),
        };
    }

    /// <summary>A case that was dispatched, as its first version, so that it can be kept as a new one.</summary>
    /// <inheritdoc cref="Awaiting" path="/param"/>
    public static Case Dispatched(string caseId, ApplicationForm? form = null, DateTimeOffset? now = null)
    {
        var opened = Awaiting(caseId, form, now);
        return opened.Missing().ToArray().Aggregate(opened, (c, m) => c.After(SampleEvents.Scan(m.Material), now)) with { Version = 1 };
    }

    /// <summary>A case of one item that was denied and owes nothing, as its first version, so that it can be kept as a new one.</summary>
    /// <inheritdoc cref="Awaiting" path="/param"/>
    public static Case Ended(string caseId, ApplicationForm? form = null, DateTimeOffset? now = null)
    {
        var decided = Dispatched(caseId, form ?? SampleForms.For(["temporary-assistance"]), now).After(SampleEvents.Denied("temporary-assistance"), now);
        return decided.After(SampleEvents.Performed(decided), now) with { Version = 1 };
    }

    /// <summary>The case after its period of retention is over and everything personal was taken out of it.</summary>
    public static Case Anonymised(this Case ended) => ended.After(new Anonymised("case-decided 10-years"), Now.AddYears(20));

    /// <summary>The case after an event that is allowed and changes something.</summary>
    /// <exception cref="InvalidOperationException">It is not, or does not.</exception>
    public static Case After(this Case @case, CaseEvent caseEvent, DateTimeOffset? now = null)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return CaseProcess.Handle(@case, SamplePrivacy.Sealing.Seal(caseEvent, @case.CaseId), SampleGuide.Guide, now ?? Now) switch
        {
            CaseOutcome.Moved moved => moved.Next,
            CaseOutcome.Refused refused => throw new InvalidOperationException(refused.Refusal.Code),
            _ => throw new InvalidOperationException("Nothing has changed."),
        };
    }

    /// <summary>The case as a store is asked to keep it.</summary>
    /// <param name="case">The case.</param>
    /// <param name="digest">Digest of what was submitted.</param>
    /// <param name="keys">The submission keys; its own number unless said.</param>
    public static NewCase New(Case @case, string digest = "digest", params ReadOnlySpan<string> keys) => new(
        @case ?? throw new ArgumentNullException(nameof(@case)),
        keys.IsEmpty ? ["key-of-" + @case.CaseId] : [.. keys],
        digest,
        "person-" + @case.People[0].Keys[0]);
}
