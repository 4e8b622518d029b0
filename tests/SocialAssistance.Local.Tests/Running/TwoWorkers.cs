using System.Collections.Immutable;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Cases.Running;
using SocialAssistance.Guide;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Samples;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Local.Tests.Running;

/// <summary>
/// Two workers that call the stages of one case in whatever order a history says, and beside it a twin to which the same
/// happens and which the embedded driver drives.
/// </summary>
internal sealed class TwoWorkers(RunnerRig rig, int number, CancellationToken cancellationToken)
{
    private readonly (CaseAgenda? Read, ImmutableArray<TaskAttempt> Attempted)[] _hands = [(null, []), (null, [])];
    private Case? _undone;

    /// <summary>The case that the workers drive.</summary>
    public string CaseId { get; } = FormattableString.Invariant($"20260803-640104-A{number:D11}");

    /// <summary>The case that the embedded driver drives.</summary>
    public string TwinId { get; } = FormattableString.Invariant($"20260803-640104-B{number:D11}");

    /// <summary>All that the case has ever owed: nothing leaves the debts of a case that nobody performs.</summary>
    public IEnumerable<OwedTask> Owed => _undone!.Tasks;

    /// <summary>Lets a history happen, and all that is left after it.</summary>
    public async Task LiveAsync(IEnumerable<StageStep> history)
    {
        _undone = await rig.DispatchedAsync(CaseId, cancellationToken);
        await rig.DispatchedAsync(TwinId, cancellationToken);
        foreach (var step in history)
        {
            await TakeAsync(step);
        }

        SampleGuide.Guide.Departments.ToList().ForEach(d => rig.Channel.Mend(d.Code));
        await EndAsync(CaseId, async () => await rig.Stages.DriveAsync(CaseId, cancellationToken));
        await EndAsync(TwinId, async () => await rig.Driver.DriveAsync(TwinId, cancellationToken));
    }

    private async Task TakeAsync(StageStep step)
    {
        var hand = _hands[step.Worker];
        switch (step.Move)
        {
            case StageMove.Event:
                await SayAsync(step.A, step.B);
                break;
            case StageMove.Read:
                _hands[step.Worker].Read = await rig.Stages.ReadAsync(CaseId, cancellationToken);
                break;
            case StageMove.Perform when hand.Read is { Work.IsEmpty: false } agenda:
                var attempted = await rig.Stages.PerformAsync(CaseId, agenda.Work[step.A % agenda.Work.Length].TaskIds, cancellationToken);
                _hands[step.Worker].Attempted = _hands[step.Worker].Attempted.AddRange(attempted);
                break;
            case StageMove.Record:
                var next = await rig.Stages.RecordAsync(CaseId, hand.Attempted, cancellationToken);
                _hands[step.Worker] = (next, []);
                break;
            case StageMove.LostRecord:
                await LoseRecordAsync(hand.Attempted);
                _hands[step.Worker].Attempted = [];
                break;
            case StageMove.Fail:
                rig.Channel.Fail(SampleGuide.Guide.Departments[step.A % SampleGuide.Guide.Departments.Length].Code);
                break;
            case StageMove.Mend:
                SampleGuide.Guide.Departments.ToList().ForEach(d => rig.Channel.Mend(d.Code));
                break;
            case StageMove.Wait:
                rig.Clock.Advance(TimeSpan.FromSeconds(step.A % 60));
                await rig.Driver.DriveAsync(TwinId, cancellationToken);
                break;
        }
    }

    private async Task LoseRecordAsync(ImmutableArray<TaskAttempt> attempted)
    {
        rig.Store.LoseNextWrite();
        try
        {
            await rig.Stages.RecordAsync(CaseId, attempted, cancellationToken);
        }
        catch (IOException)
        {
            // The worker ended before it could write.
        }

        rig.Store.KeepWrites();
    }

    /// <summary>The same is said of both cases, and the twin's driver acts on it.</summary>
    private async Task SayAsync(int a, int b)
    {
        var item = SampleGuide.ItemCodes[a % SampleGuide.ItemCodes.Length];
        CaseEvent said = (b % 7) switch
        {
            0 => SampleEvents.TakenUp(item),
            1 or 2 => SampleEvents.Granted(item),
            3 => SampleEvents.Denied(item),
            4 => SampleEvents.SupplementAsked(item),
            5 => SampleEvents.Scan("other", a),
            _ => new WithdrawalRequested([item], null),
        };
        var outcomes = new List<Type>();
        foreach (var caseId in new[] { CaseId, TwinId })
        {
            outcomes.Add((await rig.Telling(NoRunner.Instance).ApplyAsync(caseId, said, cancellationToken)).GetType());
        }

        _undone = CaseProcess.Handle(_undone!, SamplePrivacy.Sealing.Seal(said, CaseId), SampleGuide.Guide, rig.Clock.Now()) is CaseOutcome.Moved moved ? moved.Next : _undone;
        outcomes[1].ShouldBe(outcomes[0], $"{said.GetType().Name} of {item}");
        await rig.Driver.DriveAsync(TwinId, cancellationToken);
    }

    /// <summary>Drives a case, waiting for each retry, until it owes nothing.</summary>
    private async Task EndAsync(string caseId, Func<Task> driveAsync)
    {
        for (var rounds = 0; ; rounds++)
        {
            rounds.ShouldBeLessThan(100, "it never comes to its end");
            await driveAsync();
            Case @case = await rig.FindAsync(caseId, cancellationToken);
            if (@case.Tasks.IsEmpty)
            {
                return;
            }

            var wait = @case.Tasks.Min(t => t.NextAttemptAt) - rig.Clock.GetUtcNow();
            rig.Clock.Advance(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        }
    }
}
