using System.Text;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Privacy;
using SocialAssistance.Register;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Samples;
using SocialAssistance.Tests.Cases;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Tests.Privacy.Rights;

public sealed class CorrectionTests
{
    private static readonly string Right = new SampleIdNumbers(1_234_567).Adult();

    private static PersonalDataCorrected Phone(string id = "c1", string digest = "d1") =>
        new(id, digest, "换了号码", [new CorrectedField("form/applicant/phone", "13912345670")]);

    private static CaseOutcome Handle(Case @case, CaseEvent caseEvent) =>
        CaseProcess.Handle(@case, SamplePrivacy.Sealing.Seal(caseEvent, @case.CaseId), SampleGuide.Guide, SampleCases.Now);

    [Fact]
    public void The_right_value_stands_in_the_form_and_the_wrong_one_sealed_in_the_timeline()
    {
        var before = SampleCases.Dispatched("C1");
        var after = before.After(Phone());

        var form = SamplePrivacy.Disclosure.Form(after, Disclosure.Everything);
        form.Applicant.Phone.Value.ShouldBe("13912345670");
        form.Applicant.Name.ShouldBe(SamplePrivacy.Disclosure.Form(before, Disclosure.Everything).Applicant.Name);
        var entry = after.Timeline[^1];
        entry.Corrected.ShouldHaveSingleItem().ShouldBe(new CorrectedField("form/applicant/phone", before.Form.Applicant.Phone));
        SamplePrivacy.Disclosure.Entry("C1", entry, Disclosure.Everything).Note!.Value.ShouldBe("换了号码");
        SamplePrivacy.Disclosure.Entry("C1", entry, Disclosure.Everything).Corrected[0].Value.ShouldBeNull();
        CaseJson.Write(CaseJson.Read(CaseJson.Write(after))).ShouldBe(CaseJson.Write(after));
    }

    [Fact]
    public void Departments_with_open_or_decided_items_are_told_once()
    {
        var form = SampleForms.For([Items.Temporary, Items.Medical, Items.Veteran]);
        var before = SampleCases.Dispatched("C1", form).After(SampleEvents.Denied(Items.Temporary)).After(new WithdrawalRequested([Items.Veteran], null));
        var after = before.After(Phone());

        after.Tasks.Where(t => t.Kind == TaskKind.DataCorrected).Select(t => (t.Subject, t.Department))
            .ShouldBe([(Items.Temporary, "civil-affairs"), (Items.Medical, "medical-insurance")]);
        Handle(after, Phone()).ShouldBeOfType<CaseOutcome.Unchanged>();
        Handle(after, Phone(digest: "other")).ShouldBeOfType<CaseOutcome.Refused>().Refusal.ShouldBe(CaseRefusals.CorrectionIdReused);
        Handle(after, Phone(id: "c2")).ShouldBeOfType<CaseOutcome.Moved>();
    }

    [Fact]
    public void What_follows_from_an_id_number_is_made_anew()
    {
        var form = SampleForms.For([Items.Edge, Items.Medical]);
        var granted = SampleCases.Dispatched("C1", form).After(SampleEvents.Granted(Items.Edge));
        var before = granted.After(SampleEvents.Performed(granted));
        RegisterMatch found = new(["applicant"], Items.Allowance, "旧文", "640122", new(2026, 1, 1), null);

        var after = before.After(SampleEvents.Renumbered(Right) with { Matches = [found] });

        after.People[0].Keys.ShouldBe(SamplePrivacy.Sealing.Person(Right));
        after.People.Skip(1).ShouldBe(before.People.Skip(1));
        var matches = after.FindItem(Items.Medical)!.Comparison!.Matches;
        matches.ShouldContain(found);
        matches.ShouldContain(m => m.Category == Items.Edge);
        after.Tasks.Count(t => t.Kind == TaskKind.RegisterRecognition).ShouldBe(1);
    }

    [Fact]
    public void A_correction_that_changes_no_number_moves_no_recognition()
    {
        var granted = SampleCases.Dispatched("C1", SampleForms.For([Items.Edge])).After(SampleEvents.Granted(Items.Edge));
        var after = granted.After(SampleEvents.Performed(granted)).After(Phone());

        after.Tasks.ShouldAllBe(t => t.Kind == TaskKind.DataCorrected);
    }

    [Fact]
    public void A_closed_case_can_be_corrected_and_what_was_wrong_goes_with_the_rest()
    {
        var corrected = SampleCases.Ended("C1").After(Phone());
        var anonymised = corrected.After(SampleEvents.Performed(corrected)).Anonymised();

        var text = Encoding.UTF8.GetString(CaseJson.Write(anonymised));
        text.ShouldNotContain("gcm:");
        anonymised.Corrections.ShouldBeEmpty();
        anonymised.Timeline.Single(e => e.Kind == TimelineKind.PersonalDataCorrected).Corrected.ShouldHaveSingleItem().Value!.IsErased.ShouldBeTrue();
        Handle(anonymised, Phone("c9")).ShouldBeOfType<CaseOutcome.Refused>().Refusal.ShouldBe(CaseRefusals.Anonymised);
    }

    [Fact]
    public void Nobody_stands_in_the_household_twice_whatever_came_in_between()
    {
        // Both were checked against the case as it was before either.
        var first = SampleCases.Dispatched("C1").After(SampleEvents.Renumbered(Right));
        var second = new PersonalDataCorrected("c2", "d2", "登记有误", [new CorrectedField("form/household/0/idNumber", Right)])
        {
            People = [new KeyedPerson(PersonPlaces.Household(0), SamplePrivacy.Sealing.Person(Right))],
        };

        Handle(first, second).ShouldBeOfType<CaseOutcome.Refused>().Refusal.ShouldBe(CaseRefusals.PersonTwice);
        Handle(SampleCases.Dispatched("C1"), second).ShouldBeOfType<CaseOutcome.Moved>();
    }

    [Fact]
    public void A_case_takes_no_corrections_without_end()
    {
        var full = SampleCases.Ended("C1") with { Corrections = [.. Enumerable.Range(0, 100).Select(n => new HandledCorrection($"old-{n}", "d"))] };

        Handle(full, Phone()).ShouldBeOfType<CaseOutcome.Refused>().Refusal.ShouldBe(CaseRefusals.TooManyCorrections);
    }
}
