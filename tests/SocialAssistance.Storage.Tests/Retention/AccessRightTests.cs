using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Privacy.Rights;
using SocialAssistance.Register;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Samples;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Storage.Tests.Retention;

/// <summary>What is gathered of a person from a real database: all of theirs that the caller may know of.</summary>
public sealed class AccessRightTests
{
    private const string Here = "640104";
    private const string Elsewhere = "640122";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_another_division_nothing_is_given()
    {
        await using var rig = new RetentionRig();
        var (own, other) = (await FileAsync(rig, Here), await FileAsync(rig, Elsewhere));
        var form = SamplePrivacy.Disclosure.Form(own, Disclosure.Everything);
        var person = SamplePrivacy.Sealing.Person(form.Applicant.IdNumber.Value)[0];
        await rig.Register.PutAsync(
            [.. new[] { Here, Elsewhere }.Select(d => ("D" + d, new Recognition(person, "low-income-edge", "1", d, SampleForms.Today, null)))], Cancellation);
        var right = RightOver(rig);

        var held = await right.GatherAsync("张示例", form.Applicant.IdNumber.Value, null, d => d == Here, Cancellation);
        held.Cases.ShouldHaveSingleItem().Case.CaseId.ShouldBe(own.CaseId);
        held.Recognitions.ShouldHaveSingleItem().Division.ShouldBe(Here);
        (await right.GatherAsync("张示例", form.Applicant.IdNumber.Value, null, _ => true, Cancellation)).Cases.Length.ShouldBe(2);

        var (name, number) = ("李示例", form.Household[0].IdNumber.Value);
        (await right.GatherAsync(name, number, own.CaseId, d => d == Here, Cancellation)).Member.ShouldNotBeNull();
        (await right.GatherAsync(name, number, other.CaseId, d => d == Here, Cancellation)).Member.ShouldBeNull();
        (await right.GatherAsync("李不对", number, own.CaseId, d => d == Here, Cancellation)).Member.ShouldBeNull();
    }

    [Fact]
    public async Task Who_was_shown_something_is_told_whole_and_nothing_else_passes_for_it()
    {
        await using var rig = new RetentionRig();
        var filed = await FileAsync(rig, Here);
        var entry = new AuditEntry(SampleCases.Now, new Actor("education-1", "department"), "get-task") { CaseId = filed.CaseId, Fields = ["status"] };
        await rig.Trail.AppendAsync([.. Enumerable.Range(0, 450).Select(n => entry with { Subject = FormattableString.Invariant($"{n}") })], Cancellation);
        await rig.Trail.AppendAsync(
            [
                entry with { Subject = "refused", Outcome = "forbidden" },
                entry with { Subject = "written", CaseVersion = 2 },
                entry with { Subject = "certificate of a file", Fields = [] },
                entry with { Subject = "another's", CaseId = CaseIds.New(Here, SampleCases.Now) },
            ],
            Cancellation);

        var number = SamplePrivacy.Disclosure.Form(filed, Disclosure.Everything).Applicant.IdNumber.Value;
        var held = await RightOver(rig).GatherAsync("张示例", number, null, _ => true, Cancellation);

        held.Cases.ShouldHaveSingleItem().Shown.Select(s => s.Item)
            .ShouldBe(Enumerable.Range(0, 450).Reverse().Select(n => FormattableString.Invariant($"{n}")));
    }

    private static AccessRight RightOver(RetentionRig rig) => new(
        rig.Cases, SamplePrivacy.Sealing, SamplePrivacy.Disclosure, new RegisterService(rig.Register, SamplePrivacy.Hash, rig.Clock), rig.Trail);

    private static async Task<Case> FileAsync(RetentionRig rig, string division)
    {
        var filed = SampleCases.Dispatched(CaseIds.New(division, SampleCases.Now), SampleForms.All(division: division));
        await rig.Store.CreateAsync(SampleCases.New(filed) with { ApplicantKey = filed.People[0].Keys[0] }, Cancellation);
        return filed;
    }
}
