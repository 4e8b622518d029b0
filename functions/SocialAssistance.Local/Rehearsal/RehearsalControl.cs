using SocialAssistance.Api.Endpoints;
using SocialAssistance.Local.Running;

namespace SocialAssistance.Local.Rehearsal;

/// <summary>Moves the rehearsal's clock and lets everything happen that fell due on the way.</summary>
public sealed class RehearsalControl(RehearsalClock clock, EmbeddedCaseRunner runner) : IRehearsalClock
{
    /// <inheritdoc/>
    public async Task<bool> MoveToAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        if (!clock.TryMoveTo(moment))
        {
            return false;
        }

        await runner.CatchUpAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }
}
