using Microsoft.Extensions.Logging;
using SocialAssistance.Guide;

namespace SocialAssistance.Cases.Running;

/// <summary>
/// Tries the few messages that follow from an event at once, where the event was taken. Only what is left then, and the
/// dispatch to all departments, is given to the lasting runner, for which every step costs many writes of its own.
/// </summary>
/// <param name="lasting">Performs what is left, however long it takes.</param>
/// <param name="stages">Drives a case here and now.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="logger">Takes what goes wrong, ids only.</param>
public sealed partial class FirstAttempt(ICaseRunner lasting, CaseStages stages, TimeProvider clock, ILogger<FirstAttempt> logger) : ICaseRunner
{
    /// <summary>How long whoever handed in the event is kept waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async ValueTask WakeAsync(Case? previous, Case next, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(next);
        var current = IsWorthTrying(next) ? await TryAsync(next, cancellationToken).ConfigureAwait(false) : next;
        await lasting.WakeAsync(previous, current, cancellationToken).ConfigureAwait(false);
    }

    private bool IsWorthTrying(Case @case)
    {
        var now = clock.Now();
        return @case.WakeAt <= now && @case.Tasks.All(t => t.Kind != TaskKind.Dispatch);
    }

    private async Task<Case> TryAsync(Case @case, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await stages.DriveAsync(@case.CaseId, either.Token).ConfigureAwait(false) ?? @case;
        }
#pragma warning disable CA1031 // It stays owed, and the lasting runner hears of it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogLeft(logger, @case.CaseId, error.GetType().Name);
            return @case;
        }
    }

    [LoggerMessage(LogLevel.Warning, "What case {CaseId} owes could not be done at once ({Error}); it is done later.")]
    private static partial void LogLeft(ILogger logger, string caseId, string error);
}
