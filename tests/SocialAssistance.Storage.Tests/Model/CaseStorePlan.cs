using CsCheck;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Samples;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Storage.Tests.Model;

/// <summary>Things done in whatever order to a store and to the model, which must answer alike.</summary>
internal static class CaseStorePlan
{
    private static readonly string[] Counties = ["640104", "640105", "640302", "640381", "640522"];

    private static readonly Gen<Step> Creations = Gen.Select(
        Gen.Int[0, 5], Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[0, 3], Gen.Int[0, 4],
        (number, key, otherKey, digest, county) => (Step)new Create(number, $"key-{key}", $"key-{otherKey}", digest == 0 ? "other" : "digest", Counties[county]));

    private static readonly Gen<Step> Moves = Gen.Select(
        Gen.Int[0, 5], Gen.Int[0, 6], Gen.Int[0, 10], Gen.Int[0, 70], Gen.Int[0, 9],
        (number, what, item, day, stale) => (Step)new Move(number, what, SampleGuide.ItemCodes[item], day, stale == 0));

    private static readonly Gen<Step> Lists = Gen.Select(
        Gen.Int[-1, 6], Gen.Int[-9, 8], Gen.Int[-3, 2], Gen.Int[0, 80], Gen.Int[0, 7], Gen.Int[0, 15], Gen.Bool,
        (department, status, light, day, pageSize, divisions, closed) => (Step)new List(new WorkListQuery
        {
            Department = department < 0 ? null : SampleGuide.Guide.Departments[department].Code,
            Status = status < 0 ? null : (ItemStatus)status,
            Light = light < 0 ? null : (Light)light,
            Today = SampleForms.Today.AddDays(day),
            PageSize = pageSize,
            IncludeClosed = closed,
            MinFailedAttempts = pageSize == 7 ? 1 : 0,
            Divisions = [.. new[] { "640104", "640100", "640300", "640522" }.Where((_, bit) => (divisions & (1 << bit)) != 0)],
        }));

    private static readonly Gen<Step[]> Plans = Gen.Frequency((2, Creations), (6, Moves), (3, Lists)).Array[10, 80];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Plays plans.</summary>
    /// <param name="open">Opens an empty store; with it, how to open the same once more, and what closes it.</param>
    /// <param name="plans">How many.</param>
    public static Task PlayAsync(Func<Task<(ICaseStore Store, Func<Task<ICaseStore>> Again, IAsyncDisposable Whole)>> open, int plans) => Plans.SampleAsync(
        async steps =>
        {
            var (store, again, whole) = await open();
            await using var closing = whole;
            var (model, versions) = (new CaseStoreModel(), new Dictionary<string, List<Case>>());
            foreach (var step in steps)
            {
                await (step switch
                {
                    Create create => CreateAsync(create, store, model, versions),
                    Move move => MoveAsync(move, store, model, versions),
                    List list => ListAsync(list.Query, store, model),
                    _ => throw new InvalidOperationException(),
                });
            }

            await CompareAllAsync(store, model, versions.Keys);
            await CompareAllAsync(await again(), model, versions.Keys);
        },
        iter: plans);

    private static async Task CreateAsync(
        Create create, ICaseStore store, CaseStoreModel model, Dictionary<string, List<Case>> versions)
    {
        var caseId = FormattableString.Invariant($"C{create.Number}");
        if (versions.ContainsKey(caseId))
        {
            return;
        }

        var form = SampleForms.All(create.Number / 2, create.County);
        var @case = create.Number % 3 == 0 ? SampleCases.Awaiting(caseId, form) : SampleCases.Dispatched(caseId, form);
        var newCase = SampleCases.New(@case, create.Digest, create.Key, create.OtherKey);
        var expected = model.Create(newCase);
        (await store.CreateAsync(newCase, Cancellation)).ShouldBe(expected);
        if (expected.Created)
        {
            versions.Add(caseId, [@case]);
        }
    }

    private static async Task MoveAsync(Move move, ICaseStore store, CaseStoreModel model, Dictionary<string, List<Case>> versions)
    {
        var caseId = FormattableString.Invariant($"C{move.Number}");
        if (!versions.TryGetValue(caseId, out var known))
        {
            (await store.FindAsync(caseId, Cancellation)).ShouldBeNull();
            return;
        }

        var previous = known[move.Stale ? 0 : ^1];
        var now = SampleCases.Now.AddDays(move.Day);
        CaseEvent happened = move.What switch
        {
            0 => SampleEvents.TakenUp(move.Item),
            1 => SampleEvents.Granted(move.Item),
            2 => SampleEvents.Denied(move.Item),
            3 => SampleEvents.SupplementAsked(move.Item),
            4 => new WithdrawalRequested([move.Item], null),
            5 => SampleEvents.Failed(previous, now.AddMinutes(1)),
            _ => new ClockStruck(),
        };
        if (CaseProcess.Handle(previous, SamplePrivacy.Sealing.Seal(happened, caseId), SampleGuide.Guide, now) is not CaseOutcome.Moved { Next: var next })
        {
            return;
        }

        var expected = model.Replace(previous, next);
        (await store.ReplaceAsync(previous, next, Cancellation)).ShouldBe(expected);
        if (expected)
        {
            known.Add(next);
        }

        (await store.FindAsync(caseId, Cancellation)).ShouldNotBeNull().Version.ShouldBe(known[^1].Version);
    }

    private static async Task ListAsync(WorkListQuery query, ICaseStore store, CaseStoreModel model)
    {
        var rows = new List<WorkListRow>();
        WorkListPage? page = null;
        do
        {
            page = await store.ListWorkAsync(query with { Continuation = page?.Continuation }, Cancellation);
            rows.AddRange(page.Rows);
        }
        while (page.Continuation is not null && rows.Count <= 1000);

        rows.ShouldBe(model.Work(query));
    }

    private static async Task CompareAllAsync(ICaseStore store, CaseStoreModel model, IEnumerable<string> caseIds)
    {
        foreach (var caseId in caseIds)
        {
            var (found, expected) = ((await store.FindAsync(caseId, Cancellation)).ShouldNotBeNull(), model.Find(caseId)!);
            CaseJson.Write(found).ShouldBe(CaseJson.Write(expected));
            var applicant = SampleCases.New(expected).ApplicantKey;
            (await store.FindByApplicantAsync(applicant, Cancellation)).ShouldBe(model.OfApplicant(applicant));
        }

        for (var day = 0; day < 100; day += 7)
        {
            var now = SampleCases.Now.AddDays(day);
            (await store.ListDueAsync(now, 3, Cancellation)).ShouldBe(model.Due(now, 3));
        }

        await ListAsync(new() { Today = SampleForms.Today, IncludeClosed = true, PageSize = 200 }, store, model);
    }

    private abstract record Step;

    private sealed record Create(int Number, string Key, string OtherKey, string Digest, string County) : Step;

    private sealed record Move(int Number, int What, string Item, int Day, bool Stale) : Step;

    private sealed record List(WorkListQuery Query) : Step;
}
