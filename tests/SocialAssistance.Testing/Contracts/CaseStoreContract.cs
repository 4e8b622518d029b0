using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Testing.Samples;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Testing.Contracts;

/// <summary>What every <see cref="ICaseStore"/> must do with single cases.</summary>
public abstract class CaseStoreContract : StoreContract<ICaseStore>
{
    private const string Item = "temporary-assistance";

    [Fact]
    public async Task A_case_is_found_as_it_was_kept()
    {
        var kept = SampleCases.Dispatched("C1");
        (await Store.CreateAsync(SampleCases.New(kept), Cancellation)).ShouldBe(new CaseCreation("C1", Created: true, SameContent: true));

        Json(await Store.FindAsync("C1", Cancellation)).ShouldBe(Json(kept));
    }

    [Fact]
    public async Task What_was_never_kept_is_not_found()
    {
        await Store.CreateAsync(SampleCases.New(SampleCases.Awaiting("C1")), Cancellation);

        (await Store.FindAsync("C2", Cancellation)).ShouldBeNull();
        (await Store.FindAsync("c1", Cancellation)).ShouldBeNull();
    }

    [Theory]
    [InlineData("digest", true)]
    [InlineData("other", false)]
    public async Task A_second_submission_under_a_key_gets_the_first_case(string digest, bool sameContent)
    {
        await Store.CreateAsync(SampleCases.New(SampleCases.Awaiting("C1"), "digest", "a", "b"), Cancellation);

        (await Store.CreateAsync(SampleCases.New(SampleCases.Awaiting("C2"), digest, "b", "c"), Cancellation))
            .ShouldBe(new CaseCreation("C1", Created: false, sameContent));
        (await Store.FindAsync("C2", Cancellation)).ShouldBeNull();

        // Nothing of the second was kept: its other key is still free.
        (await Store.CreateAsync(SampleCases.New(SampleCases.Awaiting("C3"), "digest", "c"), Cancellation)).Created.ShouldBeTrue();
    }

    [Fact]
    public async Task Keys_of_two_different_cases_are_not_the_same_content()
    {
        await Store.CreateAsync(SampleCases.New(SampleCases.Awaiting("C1"), "digest", "a"), Cancellation);
        await Store.CreateAsync(SampleCases.New(SampleCases.Awaiting("C2"), "digest", "b"), Cancellation);

        var third = await Store.CreateAsync(SampleCases.New(SampleCases.Awaiting("C3"), "digest", "a", "b"), Cancellation);
        third.ShouldBe(new CaseCreation("C1", Created: false, SameContent: false));
    }

    [Theory]
    [InlineData("digest", true)]
    [InlineData("other digest", false)]
    public async Task A_submission_is_found_again_by_any_of_its_keys(string digest, bool sameContent)
    {
        await Store.CreateAsync(SampleCases.New(SampleCases.Awaiting("C1"), "digest", "a", "b"), Cancellation);
        (await Store.FindSubmissionAsync(["b", "unknown"], ["newer", digest], Cancellation)).ShouldBe(new CaseCreation("C1", Created: false, sameContent));
        (await Store.FindSubmissionAsync(["unknown"], [digest], Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_submissions_that_race_one_is_kept()
    {
        for (var round = 0; round < 10; round++)
        {
            var key = FormattableString.Invariant($"key-{round}");
            var creations = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(
                () => Store.CreateAsync(SampleCases.New(SampleCases.Awaiting(FormattableString.Invariant($"C{round}-{n}")), "digest", key), Cancellation))));

            var winner = creations.Single(c => c.Created).CaseId;
            creations.ShouldAllBe(c => c.CaseId == winner && c.SameContent);
            (await Store.FindAsync(winner, Cancellation)).ShouldNotBeNull();
            (await Store.FindByApplicantAsync(SampleCases.New(SampleCases.Awaiting("any")).ApplicantKey, Cancellation)).Count.ShouldBe(round + 1);
        }
    }

    [Fact]
    public async Task A_write_that_builds_on_the_newest_version_is_kept()
    {
        var first = await KeepAsync("C1");
        var second = first.After(SampleEvents.TakenUp(Item));
        var third = second.After(SampleEvents.Granted(Item));

        (await Store.ReplaceAsync(first, second, Cancellation)).ShouldBeTrue();
        Json(await Store.FindAsync("C1", Cancellation)).ShouldBe(Json(second));
        (await Store.ReplaceAsync(second, third, Cancellation)).ShouldBeTrue();
        Json(await Store.FindAsync("C1", Cancellation)).ShouldBe(Json(third));
    }

    [Fact]
    public async Task A_write_that_builds_on_an_older_version_changes_nothing()
    {
        var first = await KeepAsync("C1");
        var second = first.After(SampleEvents.TakenUp(Item));
        await Store.ReplaceAsync(first, second, Cancellation);

        (await Store.ReplaceAsync(first, first.After(SampleEvents.Denied(Item)), Cancellation)).ShouldBeFalse();
        Json(await Store.FindAsync("C1", Cancellation)).ShouldBe(Json(second));
        var page = await Store.ListWorkAsync(new() { Today = SampleForms.Today, PageSize = 200 }, Cancellation);
        page.Rows.Single(r => r.Item == Item).Status.ShouldBe(ItemStatus.Accepted);
    }

    [Fact]
    public async Task A_case_that_was_never_kept_is_not_replaced()
    {
        var first = SampleCases.Dispatched("C1");

        (await Store.ReplaceAsync(first, first.After(SampleEvents.TakenUp(Item)), Cancellation)).ShouldBeFalse();
        (await Store.FindAsync("C1", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_writes_that_build_on_one_version_one_is_kept()
    {
        var current = await KeepAsync("C1");
        foreach (var item in SampleGuide.ItemCodes)
        {
            var (takenUp, denied) = (current.After(SampleEvents.TakenUp(item)), current.After(SampleEvents.Denied(item)));
            var writes = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
                (Next: n % 2 == 0 ? takenUp : denied, Kept: await Store.ReplaceAsync(current, n % 2 == 0 ? takenUp : denied, Cancellation)))));

            var winner = writes.Single(w => w.Kept).Next;
            Json(await Store.FindAsync("C1", Cancellation)).ShouldBe(Json(winner));
            current = winner;
        }
    }

    [Fact]
    public async Task Cases_are_due_from_their_wake_time_on_the_longest_waiting_first()
    {
        var now = SampleCases.Now;
        foreach (var (id, wakeAt) in new (string, DateTimeOffset?)[]
        {
            ("late", now.AddMinutes(2)), ("first", now.AddMinutes(-9)), ("never", null), ("just", now), ("a tick late", now.AddTicks(1)), ("second", now.AddMinutes(-1).ToUniversalTime()),
        })
        {
            await Store.CreateAsync(SampleCases.New(SampleCases.Awaiting(id) with { WakeAt = wakeAt }), Cancellation);
        }

        (await Store.ListDueAsync(now, 10, Cancellation)).ShouldBe(["first", "second", "just"]);
        (await Store.ListDueAsync(now, 2, Cancellation)).ShouldBe(["first", "second"]);
        (await Store.ListDueAsync(now.AddMilliseconds(-1), 10, Cancellation)).ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task A_write_moves_the_wake_time()
    {
        var first = await KeepAsync("C1");
        var asleep = first with { Version = 2, WakeAt = null };
        var awake = asleep with { Version = 3, WakeAt = SampleCases.Now.AddDays(1) };

        (await Store.ListDueAsync(SampleCases.Now, 10, Cancellation)).ShouldBe(["C1"]);
        await Store.ReplaceAsync(first, asleep, Cancellation);
        (await Store.ListDueAsync(DateTimeOffset.MaxValue, 10, Cancellation)).ShouldBeEmpty();
        await Store.ReplaceAsync(asleep, awake, Cancellation);
        (await Store.ListDueAsync(SampleCases.Now, 10, Cancellation)).ShouldBeEmpty();
        (await Store.ListDueAsync(SampleCases.Now.AddDays(1), 10, Cancellation)).ShouldBe(["C1"]);
    }

    [Fact]
    public async Task An_applicant_s_cases_are_found_the_newest_first_at_most_a_hundred()
    {
        for (var day = 0; day < 102; day++)
        {
            var filed = SampleCases.Awaiting(FormattableString.Invariant($"C{day:000}"), now: SampleCases.Now.AddDays(day % 51).AddHours(day / 51));
            await Store.CreateAsync(SampleCases.New(filed) with { ApplicantKey = "somebody" }, Cancellation);
        }

        await Store.CreateAsync(SampleCases.New(SampleCases.Awaiting("other")) with { ApplicantKey = "somebody else" }, Cancellation);

        var found = await Store.FindByApplicantAsync("somebody", Cancellation);
        found.Count.ShouldBe(100);
        found.Take(3).ShouldBe(["C101", "C050", "C100"]);
        (await Store.FindByApplicantAsync("nobody", Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cases_are_erasable_from_their_end_on_the_longest_ended_first()
    {
        var now = SampleCases.Now;
        await Store.CreateAsync(SampleCases.New(SampleCases.Ended("second", now: now.AddDays(1))), Cancellation);
        await Store.CreateAsync(SampleCases.New(SampleCases.Ended("first", now: now)), Cancellation);
        await Store.CreateAsync(SampleCases.New(SampleCases.Ended("held").After(new HoldPlaced("h", HoldReasons.Review)) with { Version = 1 }), Cancellation);
        await Store.CreateAsync(SampleCases.New(SampleCases.Ended("gone").Anonymised() with { Version = 1, People = SampleCases.Ended("gone").People }), Cancellation);
        await KeepAsync("open");

        (await Store.ListErasableAsync(CaseStatus.Completed, now.AddDays(2), 10, Cancellation)).ShouldBe(["first", "second"]);
        (await Store.ListErasableAsync(CaseStatus.Completed, now.AddDays(2), 1, Cancellation)).ShouldBe(["first"]);
        (await Store.ListErasableAsync(CaseStatus.Completed, now.AddDays(1), 10, Cancellation)).ShouldBe(["first"]);
        (await Store.ListErasableAsync(CaseStatus.Withdrawn, now.AddDays(2), 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Placing_and_releasing_a_hold_takes_a_case_out_and_puts_it_back()
    {
        var ended = SampleCases.Ended("C1");
        await Store.CreateAsync(SampleCases.New(ended), Cancellation);
        var held = ended.After(new HoldPlaced("h", HoldReasons.Lawsuit));
        var released = held.After(new HoldReleased("h"));

        await Store.ReplaceAsync(ended, held, Cancellation);
        (await Store.ListErasableAsync(CaseStatus.Completed, DateTimeOffset.MaxValue, 10, Cancellation)).ShouldBeEmpty();
        await Store.ReplaceAsync(held, released, Cancellation);
        (await Store.ListErasableAsync(CaseStatus.Completed, DateTimeOffset.MaxValue, 10, Cancellation)).ShouldBe(["C1"]);
    }

    [Fact]
    public async Task An_anonymised_case_is_found_by_its_number_alone()
    {
        var ended = SampleCases.Ended("C1");
        var person = ended.People[0].Keys[0];
        await Store.CreateAsync(SampleCases.New(ended, "digest", "a", "b") with { ApplicantKey = person }, Cancellation);
        (await Store.FindByApplicantAsync(person, Cancellation)).ShouldBe(["C1"]);

        var anonymised = ended.Anonymised();
        (await Store.ReplaceAsync(ended, anonymised, Cancellation)).ShouldBeTrue();

        Json(await Store.FindAsync("C1", Cancellation)).ShouldBe(Json(anonymised));
        (await Store.FindByApplicantAsync(person, Cancellation)).ShouldBeEmpty();
        (await Store.FindSubmissionAsync(["a", "b"], ["digest"], Cancellation)).ShouldBeNull();
        (await Store.ListErasableAsync(CaseStatus.Completed, DateTimeOffset.MaxValue, 10, Cancellation)).ShouldBeEmpty();

        // The same submission again is a new one.
        (await Store.CreateAsync(SampleCases.New(SampleCases.Awaiting("C2"), "digest", "a", "b"), Cancellation)).ShouldBe(new CaseCreation("C2", Created: true, SameContent: true));
        var paid = anonymised.After(SampleEvents.Performed(anonymised), SampleCases.Now.AddYears(20));
        (await Store.ReplaceAsync(anonymised, paid, Cancellation)).ShouldBeTrue();
        (await Store.FindSubmissionAsync(["a"], ["digest"], Cancellation))!.CaseId.ShouldBe("C2");
    }

    [Fact]
    public async Task An_applicant_whose_number_was_corrected_is_found_under_the_right_one()
    {
        var kept = SampleCases.Awaiting("C1");
        var wrong = kept.People[0].Keys[0];
        await Store.CreateAsync(SampleCases.New(kept) with { ApplicantKey = wrong }, Cancellation);
        var corrected = kept.After(SampleEvents.Renumbered(new SampleIdNumbers(7_654_321).Adult()));

        (await Store.ReplaceAsync(kept, corrected, Cancellation)).ShouldBeTrue();

        (await Store.FindByApplicantAsync(wrong, Cancellation)).ShouldBeEmpty();
        (await Store.FindByApplicantAsync(corrected.People[0].Keys[0], Cancellation)).ShouldBe(["C1"]);
        (await Store.FindSubmissionAsync(["key-of-C1"], ["digest"], Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_sound_store_gives_a_sign_of_life() => await Store.PingAsync(Cancellation);

    [Fact]
    public async Task Who_gave_up_beforehand_writes_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Should.ThrowAsync<OperationCanceledException>(() => Store.CreateAsync(SampleCases.New(SampleCases.Awaiting("C1")), cancelled));
        (await Store.FindAsync("C1", Cancellation)).ShouldBeNull();
    }

    /// <summary>A dispatched case of all eleven items, kept.</summary>
    protected async Task<Case> KeepAsync(string caseId)
    {
        var kept = SampleCases.Dispatched(caseId);
        (await Store.CreateAsync(SampleCases.New(kept), Cancellation)).Created.ShouldBeTrue();
        return kept;
    }

    private static string? Json(Case? @case) => @case is null ? null : System.Text.Encoding.UTF8.GetString(CaseJson.Write(@case));
}
