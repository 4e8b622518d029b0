using Shouldly;
using SocialAssistance.Register;
using Xunit;

namespace SocialAssistance.Testing.Contracts;

/// <summary>What every <see cref="IRecognitionRegister"/> must do.</summary>
public abstract class RecognitionRegisterContract : StoreContract<IRecognitionRegister>
{
    private static readonly DateOnly Day = new(2026, 8, 3);

    [Fact]
    public async Task People_who_are_recognised_are_found_with_what_was_entered()
    {
        await Store.ReplaceAsync("C1", "low-income-edge", [Edge("ann"), Edge("bob") with { ValidTo = Day.AddYears(1) }], Cancellation);

        (await Store.FindAsync(["ann", "bob", "cat"], Day, Cancellation))
            .ShouldBe([Edge("ann"), Edge("bob") with { ValidTo = Day.AddYears(1) }], ignoreOrder: true);
        (await Store.FindAsync(["cat"], Day, Cancellation)).ShouldBeEmpty();
        (await Store.FindAsync([], Day, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_entered_again_under_another_key_stands_there_once_under_the_new_one()
    {
        await Store.PutAsync([("D1", Edge("ann")), ("D2", Edge("ann"))], Cancellation);
        await Store.PutAsync([("D1", Edge("new-ann") with { OtherKeys = ["ann"] })], Cancellation);

        (await Store.FindAsync(["ann"], Day, Cancellation)).ShouldHaveSingleItem();
        (await Store.FindAsync(["new-ann"], Day, Cancellation)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Somebody_asked_for_twice_is_found_once()
    {
        await Store.ReplaceAsync("C1", "low-income-edge", [Edge("ann")], Cancellation);

        (await Store.FindAsync(["ann", "ann"], Day, Cancellation)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task A_recognition_is_found_from_its_first_to_its_last_day(int days, bool found)
    {
        await Store.ReplaceAsync("C1", "low-income-edge", [Edge("ann") with { ValidFrom = Day, ValidTo = Day.AddDays(10) }], Cancellation);

        (await Store.FindAsync(["ann"], Day.AddDays(days), Cancellation)).Any().ShouldBe(found);
    }

    [Fact]
    public async Task Without_a_day_all_that_is_held_of_somebody_is_found()
    {
        var (past, future) = (Edge("ann") with { ValidTo = Day.AddDays(-1) }, Edge("ann") with { ValidFrom = Day.AddDays(1) });
        await Store.PutAsync([("D1", past), ("D2", Edge("ann")), ("D3", future), ("D1", Edge("bob"))], Cancellation);

        (await Store.FindAsync(["ann"], null, Cancellation)).ShouldBe([past, Edge("ann"), future], ignoreOrder: true);
        (await Store.FindAsync(["ann"], Day, Cancellation)).ShouldBe([Edge("ann")]);
    }

    [Fact]
    public async Task What_a_source_says_no_more_is_taken_out()
    {
        await Store.ReplaceAsync("C1", "low-income-edge", [Edge("ann"), Edge("bob")], Cancellation);
        await Store.ReplaceAsync("C1", "rigid-expenditure", [Edge("ann") with { Category = "rigid-expenditure" }], Cancellation);
        await Store.ReplaceAsync("C2", "low-income-edge", [Edge("ann") with { DocumentNumber = "2" }], Cancellation);

        await Store.ReplaceAsync("C1", "low-income-edge", [Edge("bob") with { DocumentNumber = "3" }], Cancellation);

        (await Store.FindAsync(["ann", "bob"], Day, Cancellation)).ShouldBe(
            [Edge("ann") with { DocumentNumber = "2" }, Edge("ann") with { Category = "rigid-expenditure" }, Edge("bob") with { DocumentNumber = "3" }],
            ignoreOrder: true);
    }

    [Fact]
    public async Task A_recognition_that_is_taken_back_is_found_no_more()
    {
        await Store.ReplaceAsync("C1", "low-income-edge", [Edge("ann")], Cancellation);
        await Store.ReplaceAsync("C1", "low-income-edge", [], Cancellation);

        (await Store.FindAsync(["ann"], Day, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Doing_it_again_changes_nothing()
    {
        for (var time = 0; time < 2; time++)
        {
            await Store.ReplaceAsync("C1", "low-income-edge", [Edge("ann")], Cancellation);
            await Store.PutAsync([("D1", Edge("bob"))], Cancellation);
        }

        (await Store.FindAsync(["ann", "bob"], Day, Cancellation)).ShouldBe([Edge("ann"), Edge("bob")], ignoreOrder: true);
    }

    [Fact]
    public async Task Single_entries_replace_their_like_and_leave_the_others()
    {
        await Store.PutAsync([("D1", Edge("ann")), ("D1", Edge("bob")), ("D2", Edge("ann"))], Cancellation);

        await Store.PutAsync([("D1", Edge("ann") with { DocumentNumber = "2" })], Cancellation);

        (await Store.FindAsync(["ann", "bob"], Day, Cancellation))
            .ShouldBe([Edge("ann") with { DocumentNumber = "2" }, Edge("ann"), Edge("bob")], ignoreOrder: true);
    }

    [Fact]
    public async Task What_has_ended_is_listed_and_taken_out()
    {
        await Store.PutAsync(
            [
                ("D1", Edge("ann") with { ValidTo = Day.AddDays(-2) }), ("D1", Edge("bob") with { ValidTo = Day.AddDays(-1) }),
                ("D2", Edge("ann") with { ValidTo = Day }), ("D3", Edge("ann")),
            ],
            Cancellation);

        var ended = await Store.ListEndedAsync(Day, 10, Cancellation);
        ended.ShouldBe([("D1", Edge("ann") with { ValidTo = Day.AddDays(-2) }), ("D1", Edge("bob") with { ValidTo = Day.AddDays(-1) })], ignoreOrder: true);
        (await Store.ListEndedAsync(Day, 1, Cancellation)).Count.ShouldBe(1);

        await Store.DeleteEndedAsync(ended, Cancellation);
        (await Store.ListEndedAsync(Day, 10, Cancellation)).ShouldBeEmpty();
        (await Store.FindAsync(["ann", "bob"], Day, Cancellation)).Count.ShouldBe(2);
    }

    private static Recognition Edge(string person) => new(person, "low-income-edge", "1", "640104", new DateOnly(2026, 1, 1), null);
}
