using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using SocialAssistance.Cases;
using SocialAssistance.Cases.Running;

namespace SocialAssistance.Functions.Orchestration;

/// <summary>
/// Drives one case; its instance id is the case id. Every generation reads the case anew, so that an event that is lost,
/// doubled or late changes nothing. It holds ids and moments, nothing of any person.
/// </summary>
/// <remarks>
/// There is one waiter in a generation, and only the timer is ever cancelled: an event that comes while a cancelled waiter
/// is still there would go to that. What is left unread is dropped, because whoever raises an event has written the case
/// before, and the next generation reads it.
/// </remarks>
public static partial class CaseOrchestrator
{
    /// <summary>The event that says that the case was written.</summary>
    public const string CaseChanged = nameof(CaseChanged);

    /// <summary>How long it waits when the case cannot be read or written.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>The shortest wait: this clock and the one that the case was looked at by may differ a little.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    /// <summary>For each activity by itself; what fails longer is tried again by the case's own schedule.</summary>
    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(2), backoffCoefficient: 2));

    /// <summary>One generation: what is due is done, then it waits for an event or the next clock.</summary>
    /// <param name="context">The engine's.</param>
    /// <param name="begun">In the first generation, what was due when the case was written that it starts for.</param>
    [Function(nameof(CaseOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, CaseAgenda? begun)
    {
        ArgumentNullException.ThrowIfNull(context);
        var changed = context.WaitForExternalEvent<CaseAgenda?>(CaseChanged);
        var agenda = await StepAsync(context, begun);
        if (agenda is { IsDue: false, IsOver: false } && await WaitAsync(context, changed, agenda.WakeAt))
        {
            // Of an agenda that comes with an event only this is believed: it may have been overtaken by another.
            agenda = await changed is { IsOver: true } over ? over : agenda;
        }

        if (agenda is { IsOver: false })
        {
            context.ContinueAsNew(null, preserveUnprocessedEvents: false);
        }
    }

    /// <summary>Reads what is due, has it performed by department side by side, records how it went.</summary>
    /// <returns>What is to be done next; null when there is no such case.</returns>
    private static async Task<CaseAgenda?> StepAsync(TaskOrchestrationContext context, CaseAgenda? begun)
    {
        try
        {
            var agenda = begun ?? await context.CallActivityAsync<CaseAgenda?>(CaseActivities.ReadAgenda, context.InstanceId, Retry);
            if (agenda is not { IsDue: true })
            {
                return agenda;
            }

            var attempts = await Task.WhenAll(agenda.Work.Select(work => TellAsync(context, work)));
            var record = new RecordInput(context.InstanceId, [.. attempts.Where(a => !a.IsDefault).SelectMany(a => a)]);
            var next = await context.CallActivityAsync<CaseAgenda?>(CaseActivities.RecordAttempts, record, Retry);
            return next is { IsDue: true } && attempts.Any(a => a.IsDefault) ? Paused(context) : next;
        }
        catch (TaskFailedException failure)
        {
            LogFailed(context.CreateReplaySafeLogger(nameof(CaseOrchestrator)), context.InstanceId, failure.TaskName);
            return Paused(context);
        }
    }

    private static CaseAgenda Paused(TaskOrchestrationContext context) =>
        new(IsOver: false, IsDue: false, context.CurrentUtcDateTime + Pause, []);

    /// <summary>What cannot even be attempted stays owed, and holds up no other department.</summary>
    /// <returns>How it went; default when it could not be attempted.</returns>
    private static async Task<ImmutableArray<TaskAttempt>> TellAsync(TaskOrchestrationContext context, DueWork work)
    {
        try
        {
            return await context.CallActivityAsync<ImmutableArray<TaskAttempt>>(
                CaseActivities.TellDepartment, new TellInput(context.InstanceId, work.TaskIds), Retry);
        }
        catch (TaskFailedException failure)
        {
            LogFailed(context.CreateReplaySafeLogger(nameof(CaseOrchestrator)), context.InstanceId, failure.TaskName);
            return default;
        }
    }

    /// <returns>Whether it was the event that came, and not the clock.</returns>
    private static async Task<bool> WaitAsync(TaskOrchestrationContext context, Task changed, DateTimeOffset? wakeAt)
    {
        if (wakeAt is not { } moment)
        {
            await changed;
            return true;
        }

        var soonest = context.CurrentUtcDateTime + Moment;
        using var timer = new CancellationTokenSource();
        var first = await Task.WhenAny(changed, context.CreateTimer(moment < soonest ? soonest : moment.UtcDateTime, timer.Token));

        // Not CancelAsync: an orchestrator may wait for nothing but the engine's own tasks.
        timer.Cancel();
        return first == changed;
    }

    [LoggerMessage(LogLevel.Error, "Case {CaseId} could not be driven: activity {Activity} failed; it is tried again.", EventName = "OrchestrationFailed")]
    private static partial void LogFailed(ILogger logger, string caseId, string activity);
}
