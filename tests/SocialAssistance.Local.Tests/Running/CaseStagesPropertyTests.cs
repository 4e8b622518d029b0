using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using Shouldly;
using SocialAssistance.Applications;
using SocialAssistance.Cases;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Samples;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Local.Tests.Running;

/// <summary>The stages in whatever order, and what a workflow engine's history gets to see of a case.</summary>
public sealed class CaseStagesPropertyTests : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly RunnerRig _rig = new();
    private int _cases;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public Task In_whatever_order_all_that_is_owed_is_delivered_and_the_case_ends_as_the_embedded_driver_would_have_it() =>
        StageStep.History.SampleAsync(
            async history =>
            {
                await using var rig = new RunnerRig();
                var workers = new TwoWorkers(rig, Interlocked.Increment(ref _cases), Cancellation);
                await workers.LiveAsync(history);
                var ended = await rig.FindAsync(workers.CaseId, Cancellation);
                var twin = await rig.FindAsync(workers.TwinId, Cancellation);
                Comparable(ended).ShouldBe(Comparable(twin));

                var delivered = Ids(rig, workers.CaseId);
                delivered.Distinct().Order().ShouldBe(Ids(rig, workers.TwinId).Distinct().Order());
                delivered.Distinct().Order().ShouldBe(Told(workers.Owed).Select(id => id[workers.CaseId.Length..]).Order());
                ended.Tasks.ShouldBeEmpty();
            },
            iter: 60,
            threads: 1);

    [Fact]
    public Task A_history_sees_ids_and_nothing_of_the_family() =>
        Gen.Select(Gen.Int[1, 1_000_000], Gen.OneOf(SampleGuide.ItemCodes.ToArray()).HashSet[1, 11]).SampleAsync(
            async (seed, items) =>
            {
                var number = Interlocked.Increment(ref _cases);
                var form = SampleForms.For(items, seed);
                var dispatched = SampleCases.Dispatched(FormattableString.Invariant($"20260803-640104-C{number:D11}"), form);
                await _rig.Store.CreateAsync(SampleCases.New(dispatched), Cancellation);

                // What went wrong quotes what was sent, as errors do.
                _rig.Channel.Fail("civil-affairs", $"{form.Applicant.Name.Value} {form.Applicant.IdNumber.Value}");
                var agenda = (await _rig.Stages.ReadAsync(dispatched.CaseId, Cancellation)).ShouldNotBeNull();
                var attempted = await _rig.Stages.PerformAsync(dispatched.CaseId, [.. agenda.Work.SelectMany(w => w.TaskIds)], Cancellation);
                var next = await _rig.Stages.RecordAsync(dispatched.CaseId, attempted, Cancellation);
                var seen = JsonSerializer.Serialize(new { agenda, attempted, next }, Readable);
                seen.ShouldContain(dispatched.Tasks[0].TaskId);
                foreach (var personal in Personal(form))
                {
                    seen.ShouldNotContain(personal);
                }
            },
            iter: 100,
            threads: 1);

    /// <summary>What of it goes to departments.</summary>
    private static IEnumerable<string> Told(IEnumerable<OwedTask> owed) => owed.Where(t => t.Kind != TaskKind.RegisterRecognition).Select(t => t.TaskId);

    private static string[] Ids(RunnerRig rig, string caseId) =>
        [.. rig.Channel.Delivered.Where(m => m.CaseId == caseId).Select(m => m.TaskId[caseId.Length..])];

    private static string Comparable(Case @case) => Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(SamplePrivacy.Open(@case) with { Version = 0, CaseId = "" }, CaseJson.Clear.Case));

    private static IEnumerable<string> Personal(ApplicationForm form) =>
    [
        form.Applicant.Name.Value, form.Applicant.IdNumber.Value, form.Applicant.Phone.Value, form.Applicant.Address.Value,
        .. form.Household.SelectMany(m => new[] { m.Name.Value, m.IdNumber.Value }),
        .. form.Authorization.Signatories.Select(s => s.Value),
    ];
}
