using DurableTask.Core.Exceptions;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using SocialAssistance.Cases;
using SocialAssistance.Cases.Running;
using SocialAssistance.Guide;

namespace SocialAssistance.Functions.Orchestration;

/// <summary>Wakes a case's orchestration, or starts it.</summary>
public sealed partial class DurableCaseRunner(DurableClientSource durable, TimeProvider clock, ILogger<DurableCaseRunner> logger) : ICaseRunner
{
    /// <inheritdoc/>
    public async ValueTask WakeAsync(Case? previous, Case next, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(next);
        var now = clock.Now();
        if (!WakeRule.MustWake(previous, next, now))
        {
            return;
        }

        try
        {
            var agenda = CaseAgenda.Of(next, now);

            // A department that has the case has it from its orchestration: to ask first whether there is one would be waste.
            if (previous?.Status != CaseStatus.InProgress || !await TryRaiseAsync(durable.Client, next.CaseId, agenda, cancellationToken).ConfigureAwait(false))
            {
                await StartOrRaiseAsync(durable.Client, next.CaseId, agenda, cancellationToken).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // The case is written and says what it owes: the sweep finds it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogNotWoken(logger, next.CaseId, error.GetType().Name);
        }
    }

    /// <returns>False when no instance runs; the host says so because of <c>throwStatusExceptionsOnRaiseEvent</c>.</returns>
    private static async Task<bool> TryRaiseAsync(DurableTaskClient client, string caseId, CaseAgenda agenda, CancellationToken cancellationToken)
    {
        try
        {
            await client.RaiseEventAsync(caseId, CaseOrchestrator.CaseChanged, agenda, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is RpcException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>An instance that runs is left alone and hears of the change; one that has ended is followed by a new one.</summary>
    private static async Task StartOrRaiseAsync(DurableTaskClient client, string caseId, CaseAgenda agenda, CancellationToken cancellationToken)
    {
        // The host keeps running instances as well (overridableExistingInstanceStates), should it not know of these.
        var options = new StartOrchestrationOptions(caseId).WithDedupeStatuses(
            OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(CaseOrchestrator), agenda, options, cancellationToken).ConfigureAwait(false);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            await client.RaiseEventAsync(caseId, CaseOrchestrator.CaseChanged, agenda, cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Case {CaseId} could not be woken ({Error}); the sweep finds it.")]
    private static partial void LogNotWoken(ILogger logger, string caseId, string error);
}
