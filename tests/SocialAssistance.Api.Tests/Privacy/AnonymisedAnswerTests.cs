using System.Text.Json;
using Shouldly;
using SocialAssistance.Api.Answers;
using SocialAssistance.Departments;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Samples;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Api.Tests.Privacy;

/// <summary>An anonymised case is still shown, with nobody in it.</summary>
public sealed class AnonymisedAnswerTests
{
    private static readonly Case Anonymised = SampleCases.Ended("C1").Anonymised();
    private static readonly ProgressRenderer Progress = new(SampleGuide.Guide, SamplePrivacy.Disclosure, TimeProvider.System);

    [Fact]
    public void Progress_and_timeline_tell_what_became_of_it()
    {
        var progress = Progress.Progress(Anonymised);
        progress.Status.ShouldBe("completed");
        progress.ExternalReference.ShouldBeNull();
        progress.Items.ShouldHaveSingleItem().Decision!.Reason.ShouldBeNull();
        progress.Materials.ShouldAllBe(m => m.FileName.Length == 0);
        Progress.Timeline(Anonymised).Entries[^1].Kind.ShouldBe("anonymised");
        JsonSerializer.Serialize(progress, ApiJson.Default.ProgressAnswer).ShouldNotContain("erased");
    }

    [Fact]
    public void A_department_sees_its_item_and_nobody()
    {
        var renderer = new DepartmentRenderer(SampleGuide.Guide, Progress, new TaskDisclosure(SampleGuide.Guide, SamplePrivacy.Disclosure), TimeProvider.System);
        var task = renderer.Task(Anonymised, Anonymised.Items[0]);
        task.Applicant.Name.ShouldBeEmpty();
        task.Task.Status.ShouldBe("denied");
    }
}
