using Shouldly;
using SocialAssistance.Applications;
using SocialAssistance.Cases;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Storage.Tests.Sqlite;

/// <summary>The samples that other tests build on are what they say.</summary>
public sealed class SampleTests
{
    [Fact]
    public void The_form_for_all_eleven_items_is_valid()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var reading = ApplicationReader.Read(SampleForms.Json(SampleForms.All(seed)), SampleGuide.Guide, SampleForms.Today);
            reading.Faults.ShouldBeEmpty();
            reading.Value!.Items.Length.ShouldBe(11);
        }
    }

    [Fact]
    public void The_form_for_any_single_item_is_valid() => SampleGuide.ItemCodes.ShouldAllBe(
        item => ApplicationReader.Read(SampleForms.Json(SampleForms.For(new[] { item }, 1, "640522")), SampleGuide.Guide, SampleForms.Today).Ok);

    [Fact]
    public void Numbers_are_valid_all_different_and_the_same_for_the_same_seed()
    {
        var (numbers, again) = (new SampleIdNumbers(7), new SampleIdNumbers(7));
        var given = Enumerable.Range(0, 2000).Select(n => n % 2 == 0 ? numbers.Adult() : numbers.Child()).ToArray();

        given.ShouldAllBe(n => ResidentIdNumber.IsValid(n, SampleForms.Today));
        given.Distinct().Count().ShouldBe(2000);
        Enumerable.Range(0, 2000).Select(n => n % 2 == 0 ? again.Adult() : again.Child()).ShouldBe(given);
    }

    [Fact]
    public void A_dispatched_case_goes_to_the_end()
    {
        var dispatched = SampleCases.Dispatched("C1");
        dispatched.Items.ShouldAllBe(i => i.Status == ItemStatus.Dispatched);
        dispatched.Tasks.Length.ShouldBe(11);

        SampleGuide.ItemCodes
            .Aggregate(dispatched, (c, item) => c.After(SampleEvents.TakenUp(item)).After(SampleEvents.Granted(item)))
            .Status.ShouldBe(CaseStatus.Completed);
    }
}
