using System.Text;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Guide;
using SocialAssistance.Privacy;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Samples;
using SocialAssistance.Tests.Cases;
using SocialAssistance.Tests.Guide;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Tests.Privacy.Retention;

public sealed class AnonymisingTests
{
    private static readonly ServiceGuide Guide = GuideFolder.Shipped;
    private static readonly Anonymised Due = new("case-decided 10-years archives-practice");

    /// <summary>A decided case that owes nothing, ended on 3 August 2026.</summary>
    private static Case Ended(string item = Items.Temporary)
    {
        var form = SampleForms.All() with { Items = [item] };
        var decided = SampleCases.Dispatched("C1", form).After(SampleEvents.SupplementAsked(item)).After(SampleEvents.Denied(item));
        return decided.After(new TasksAttempted([.. decided.Tasks.Select(t => new TaskAttempt(t.TaskId, null, null))]));
    }

    private static CaseOutcome Handle(Case @case, CaseEvent caseEvent, int years = 10, int days = 1) =>
        CaseProcess.Handle(@case, caseEvent, Guide, SampleCases.Now.AddYears(years).AddDays(days));

    private static CaseRefusal Refused(Case @case, CaseEvent caseEvent, int years = 10, int days = 1) =>
        Handle(@case, caseEvent, years, days).ShouldBeOfType<CaseOutcome.Refused>().Refusal;

    private static Case Moved(Case @case, CaseEvent caseEvent, int years = 10, int days = 1) =>
        Handle(@case, caseEvent, years, days).ShouldBeOfType<CaseOutcome.Moved>().Next;

    [Fact]
    public void Nothing_personal_is_left_and_what_statistics_need_is()
    {
        var before = Ended() with { Corrections = [new HandledCorrection("correction-1", "hs256:digest")] };
        var after = Moved(before, Due);

        var text = Encoding.UTF8.GetString(CaseJson.Write(after));
        string[] traces =
        [
            "aes256gcm:", "hs256:", "hsm3:", .. before.People.SelectMany(p => p.Keys), .. before.NameKeys, "示救", "示范镇",
            .. before.Materials.Select(m => m.Sha256), .. before.Handled.Select(h => h.EventId),
            .. before.Corrections.Select(c => c.CorrectionId),
        ];
        foreach (var trace in traces)
        {
            text.ShouldNotContain("\"" + trace);
        }

        CaseJson.Write(CaseJson.Read(Encoding.UTF8.GetBytes(text))).ShouldBe(Encoding.UTF8.GetBytes(text));
        after.AnonymisedAt.ShouldNotBeNull();
        after.Form.Division.ShouldBe(before.Form.Division);
        after.Items.Select(i => (i.Item, i.Status, i.ClosedAt, i.Decision!.Outcome)).ShouldBe(before.Items.Select(i => (i.Item, i.Status, i.ClosedAt, i.Decision!.Outcome)));
        after.Timeline.Select(e => (e.At, e.Kind)).SkipLast(1).ShouldBe(before.Timeline.Select(e => (e.At, e.Kind)));
        after.Timeline[^1].Kind.ShouldBe(TimelineKind.Anonymised);
        after.Tasks.ShouldHaveSingleItem().Kind.ShouldBe(TaskKind.EraseScans);
    }

    [Fact]
    public void What_was_erased_is_shown_as_absent()
    {
        var after = Moved(Ended(), Due);

        var form = SamplePrivacy.Disclosure.Form(after, Disclosure.Everything);
        form.Applicant.Name.ShouldBeNull();
        form.Economy.Income.Wages.ShouldBeNull();
        SamplePrivacy.Disclosure.Item("C1", after.Items[0], Disclosure.Everything).Decision!.Reason.ShouldBeNull();
        SamplePrivacy.Open("C1", after.Materials[0]).FileName.ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => after.Form.Applicant.Name.Value);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void It_is_due_on_the_day_after_the_period(int days, bool due)
    {
        if (due)
        {
            Moved(Ended(), Due, days: days).AnonymisedAt.ShouldNotBeNull();
        }
        else
        {
            Refused(Ended(), Due, days: days).ShouldBe(CaseRefusals.NotDue);
        }
    }

    [Fact]
    public void A_decision_that_was_revised_later_counts_from_then()
    {
        var revised = Moved(Ended(), new DecisionChanged(SampleEvents.Granted(Items.Temporary).Decision)
        {
            EventId = "again",
            Digest = "d",
            Department = "civil-affairs",
            Item = Items.Temporary,
            OccurredAt = SampleCases.Now,
            Operator = Personal.Sealed<string>(Ended().Form.Applicant.Name.Envelope!),
        }, years: 9);
        var settled = revised.Tasks.IsEmpty ? revised : Moved(revised, new TasksAttempted([.. revised.Tasks.Select(t => new TaskAttempt(t.TaskId, null, null))]), years: 9);

        Refused(settled, Due).ShouldBe(CaseRefusals.NotDue);
        Moved(settled, Due, years: 19, days: 2).AnonymisedAt.ShouldNotBeNull();
    }

    [Fact]
    public void An_open_case_is_never_touched()
    {
        var open = SampleCases.Dispatched("C1", SampleForms.All() with { Items = [Items.Temporary] });
        var taken = open.After(SampleEvents.TakenUp(Items.Temporary));

        Refused(taken, Due, years: 90).ShouldBe(CaseRefusals.StillOpen);
    }

    [Fact]
    public void A_case_that_owes_something_is_not_touched()
    {
        var owing = SampleCases.Dispatched("C1", SampleForms.All() with { Items = [Items.Edge] }).After(SampleEvents.Granted(Items.Edge));

        owing.Tasks.ShouldNotBeEmpty();
        Refused(owing, Due).ShouldBe(CaseRefusals.StillOwes);
    }

    [Fact]
    public void A_held_case_is_not_touched_until_the_hold_is_released()
    {
        var held = Moved(Ended(), new HoldPlaced("h1", HoldReasons.Lawsuit), years: 1);
        held.ErasableFrom.ShouldBeNull();
        Refused(held, Due).ShouldBe(CaseRefusals.Held);
        Handle(held, new HoldPlaced("h1", HoldReasons.Lawsuit)).ShouldBeOfType<CaseOutcome.Unchanged>();
        Refused(held, new HoldPlaced("h1", HoldReasons.Review)).ShouldBe(CaseRefusals.HoldIdReused);
        Refused(held, new HoldReleased("h2")).ShouldBe(CaseRefusals.UnknownHold);

        var released = Moved(held, new HoldReleased("h1"));
        Handle(released, new HoldReleased("h1")).ShouldBeOfType<CaseOutcome.Unchanged>();
        Refused(released, new HoldPlaced("h1", HoldReasons.Lawsuit)).ShouldBe(CaseRefusals.HoldIdReused);
        Moved(released, Due).AnonymisedAt.ShouldNotBeNull();
    }

    [Fact]
    public void Afterwards_only_its_debt_moves_it()
    {
        var after = Moved(Ended(), Due);

        Handle(after, Due, years: 11).ShouldBeOfType<CaseOutcome.Unchanged>();
        Refused(after, SampleEvents.Granted(Items.Temporary)).ShouldBe(CaseRefusals.Anonymised);
        Refused(after, SampleEvents.Scan("other")).ShouldBe(CaseRefusals.Anonymised);
        Refused(after, new WithdrawalRequested([], null)).ShouldBe(CaseRefusals.Anonymised);
        Refused(after, new HoldPlaced("h", HoldReasons.Review)).ShouldBe(CaseRefusals.Anonymised);
        Moved(after, new TasksAttempted([new TaskAttempt(after.Tasks[0].TaskId, null, null)])).Tasks.ShouldBeEmpty();
    }
}
