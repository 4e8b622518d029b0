using System.Collections.Immutable;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Testing.Samples;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Testing.Contracts;

/// <summary>What every <see cref="ICaseStore"/> must do with work lists.</summary>
public abstract class WorkListContract : StoreContract<ICaseStore>
{
    private const string Item = "temporary-assistance";
    private static readonly DateOnly Today = SampleForms.Today;

    [Fact]
    public async Task Open_items_are_listed_the_most_urgent_first_and_those_without_a_due_day_last()
    {
        var kept = await KeepAsync(SampleCases.Dispatched("C1"));

        var rows = await ListAsync(new() { Today = Today });

        rows.ShouldBe(WorkListIndex.Of(kept), ignoreOrder: true);
        rows.Select(r => r.DueOn ?? DateOnly.MaxValue).ShouldBeInOrder();
        rows[0].Item.ShouldBe("employment-assistance");
        rows[^1].Item.ShouldBe("student-loan");
        rows[^1].DueOn.ShouldBeNull();
    }

    [Fact]
    public async Task What_awaits_materials_is_on_no_list()
    {
        await KeepAsync(SampleCases.Awaiting("C1"));

        (await ListAsync(new() { Today = Today, IncludeClosed = true })).ShouldBeEmpty();
        (await ListAsync(new() { Today = Today, Status = ItemStatus.AwaitingMaterials })).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_department_sees_its_own_items()
    {
        await KeepAsync(SampleCases.Dispatched("C1"));

        (await ListAsync(new() { Today = Today, Department = "education" })).Select(r => r.Item).ShouldBe(["student-loan"]);
        (await ListAsync(new() { Today = Today, Department = "civil-affairs" })).Length.ShouldBe(5);
        (await ListAsync(new() { Today = Today, Department = "nobody" })).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("640104", "A")]
    [InlineData("640100", "A B")]
    [InlineData("640000", "A B C D")]
    [InlineData("640381", "")]
    [InlineData("640300 640522", "C D")]
    [InlineData("640104 640302 640105 640104", "A B C")]
    [InlineData("650000", "")]
    public async Task A_list_is_of_the_divisions_asked_for(string divisions, string cases)
    {
        foreach (var (id, county) in new[] { ("A", "640104"), ("B", "640105"), ("C", "640302"), ("D", "640522") })
        {
            await KeepAsync(SampleCases.Dispatched(id, SampleForms.For([Item], division: county)));
        }

        foreach (var department in new[] { null, "civil-affairs" })
        {
            var rows = await ListAsync(new() { Today = Today, Department = department, Divisions = [.. divisions.Split(' ')] });
            rows.Select(r => r.CaseId).Order(StringComparer.Ordinal).ShouldBe(cases.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Fact]
    public async Task An_item_moves_from_status_to_status()
    {
        var first = await KeepAsync(SampleCases.Dispatched("C1", SampleForms.For([Item, "employment-assistance"])));
        var second = first.After(SampleEvents.TakenUp(Item));
        var third = second.After(SampleEvents.Granted(Item), SampleCases.Now.AddDays(2));
        await Store.ReplaceAsync(first, second, Cancellation);
        (await ListAsync(new() { Today = Today, Status = ItemStatus.Accepted })).Select(r => r.Item).ShouldBe([Item]);

        await Store.ReplaceAsync(second, third, Cancellation);

        (await ListAsync(new() { Today = Today })).Select(r => r.Item).ShouldBe(["employment-assistance"]);
        (await ListAsync(new() { Today = Today, Status = ItemStatus.Accepted })).ShouldBeEmpty();
        var granted = (await ListAsync(new() { Today = Today, Status = ItemStatus.Granted, Department = "civil-affairs" })).ShouldHaveSingleItem();
        granted.ShouldBe(WorkListIndex.Of(third).Single(r => r.Item == Item));
        granted.ClosedOn.ShouldBe(Today.AddDays(2));
        (await ListAsync(new() { Today = Today, Status = ItemStatus.Granted })).ShouldBe([granted]);
        (await ListAsync(new() { Today = Today, Status = ItemStatus.Denied })).ShouldBeEmpty();
        (await ListAsync(new() { Today = Today, IncludeClosed = true })).Length.ShouldBe(2);
        (await ListAsync(new() { Today = Today, IncludeClosed = true, Department = "civil-affairs" })).ShouldBe([granted]);
    }

    [Fact]
    public async Task A_suspended_clock_takes_the_due_day_off_the_list()
    {
        var first = await KeepAsync(SampleCases.Dispatched("C1", SampleForms.For([Item, "employment-assistance"])));
        var asked = first.After(SampleEvents.SupplementAsked("employment-assistance"));
        await Store.ReplaceAsync(first, asked, Cancellation);

        var rows = await ListAsync(new() { Today = Today });
        rows.Select(r => r.Item).ShouldBe([Item, "employment-assistance"]);
        rows[1].DueOn.ShouldBeNull();
    }

    [Theory]
    [InlineData(0, Light.Green)]
    [InlineData(6, Light.Green)]
    [InlineData(7, Light.Yellow)]
    [InlineData(9, Light.Yellow)]
    [InlineData(10, Light.Red)]
    public async Task The_light_of_an_open_item_is_that_of_the_day(int days, Light light)
    {
        await KeepAsync(WithClock("C1", Today.AddDays(9), Today.AddDays(7)));

        await ShouldShineAsync(Today.AddDays(days), light);
    }

    [Theory]
    [InlineData(8, Light.Yellow)]
    [InlineData(12, Light.Red)]
    public async Task The_light_of_an_ended_item_is_that_of_the_day_it_ended(int days, Light light)
    {
        var first = await KeepAsync(WithClock("C1", Today.AddDays(9), Today.AddDays(7)));
        await Store.ReplaceAsync(first, first.After(SampleEvents.Granted(Item), SampleCases.Now.AddDays(days)), Cancellation);

        await ShouldShineAsync(Today.AddDays(100), light);
    }

    [Fact]
    public async Task Without_a_due_day_the_light_is_green()
    {
        await KeepAsync(WithClock("C1", null, null));

        await ShouldShineAsync(Today.AddYears(10), Light.Green);
    }

    [Fact]
    public async Task Items_whose_tasks_fail_are_found_by_how_often()
    {
        var first = await KeepAsync(SampleCases.Dispatched("C1", SampleForms.For([Item])));
        var second = first.After(SampleEvents.Failed(first, SampleCases.Now.AddMinutes(1)));
        var third = second.After(SampleEvents.Failed(second, SampleCases.Now.AddMinutes(2)));
        await Store.ReplaceAsync(first, second, Cancellation);
        await Store.ReplaceAsync(second, third, Cancellation);
        await KeepAsync(SampleCases.Dispatched("C2", SampleForms.For([Item], seed: 2)));

        (await ListAsync(new() { Today = Today, MinFailedAttempts = 2 })).ShouldHaveSingleItem().FailedAttempts.ShouldBe(2);
        (await ListAsync(new() { Today = Today, MinFailedAttempts = 2, Department = "civil-affairs" })).ShouldHaveSingleItem().CaseId.ShouldBe("C1");
        (await ListAsync(new() { Today = Today, MinFailedAttempts = 3 })).ShouldBeEmpty();

        await Store.ReplaceAsync(third, third.After(SampleEvents.Performed(third)), Cancellation);
        (await ListAsync(new() { Today = Today, MinFailedAttempts = 1 })).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(22)]
    [InlineData(200)]
    public async Task Pages_hold_every_item_once(int pageSize)
    {
        await KeepAsync(SampleCases.Dispatched("C1"));
        await KeepAsync(SampleCases.Dispatched("C2", SampleForms.All(2)));

        var rows = ImmutableArray<WorkListRow>.Empty;
        string? continuation = null;
        do
        {
            var page = await Store.ListWorkAsync(new() { Today = Today, PageSize = pageSize, Continuation = continuation }, Cancellation);
            page.Rows.Length.ShouldBeLessThanOrEqualTo(pageSize);
            rows = rows.AddRange(page.Rows);
            continuation = page.Continuation;
        }
        while (continuation is not null && rows.Length <= 22);

        rows.Select(r => (r.CaseId, r.Item)).Distinct().Count().ShouldBe(22);
        rows.Length.ShouldBe(22);
        rows.Select(r => r.DueOn ?? DateOnly.MaxValue).ShouldBeInOrder();
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 1)]
    [InlineData(1000, 200)]
    public async Task The_size_of_a_page_is_kept_within_bounds(int asked, int given)
    {
        for (var n = 0; n < 20; n++)
        {
            await KeepAsync(SampleCases.Dispatched(FormattableString.Invariant($"C{n}"), SampleForms.All(n)));
        }

        (await Store.ListWorkAsync(new() { Today = Today, PageSize = asked }, Cancellation)).Rows.Length.ShouldBe(given);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("%%%")]
    [InlineData("MjAyNi0wOC0wMwpDMQ")]
    public async Task A_continuation_that_no_page_gave_is_an_argument_error(string continuation) =>
        await Should.ThrowAsync<ArgumentException>(
            () => Store.ListWorkAsync(new() { Today = Today, Continuation = continuation }, Cancellation));

    private static Case WithClock(string caseId, DateOnly? due, DateOnly? yellow)
    {
        var dispatched = SampleCases.Dispatched(caseId, SampleForms.For([Item]));
        var item = dispatched.Items[0];
        return dispatched with { Items = [item with { Clock = item.Clock! with { DueOn = due, YellowFrom = yellow } }] };
    }

    private async Task<Case> KeepAsync(Case @case)
    {
        (await Store.CreateAsync(SampleCases.New(@case), Cancellation)).Created.ShouldBeTrue();
        return @case;
    }

    private async Task<ImmutableArray<WorkListRow>> ListAsync(WorkListQuery query)
    {
        var page = await Store.ListWorkAsync(query with { PageSize = 200 }, Cancellation);
        page.Continuation.ShouldBeNull();
        return page.Rows;
    }

    private async Task ShouldShineAsync(DateOnly today, Light light)
    {
        var open = (await ListAsync(new() { Today = today })).Length;
        foreach (var asked in Enum.GetValues<Light>())
        {
            (await ListAsync(new() { Today = today, Light = asked, IncludeClosed = true })).Length.ShouldBe(asked == light ? 1 : 0);
            (await ListAsync(new() { Today = today, Light = asked, Department = "civil-affairs" })).Length.ShouldBe(asked == light ? open : 0);
        }
    }
}
