using System.Threading.Channels;
using SocialAssistance.Cases;
using SocialAssistance.Guide;

namespace SocialAssistance.Local.Running;

/// <summary>
/// Takes the wakes of cases that have something to do at once. Full, it drops: the store is the truth, and the sweep finds
/// whatever is due.
/// </summary>
public sealed class WakeUps(TimeProvider clock) : ICaseRunner
{
    private const int Capacity = 10_000;

    private readonly Channel<string> _woken = Channel.CreateBounded<string>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Ids of the cases that were woken.</summary>
    public ChannelReader<string> Woken => _woken.Reader;

    /// <inheritdoc/>
    public ValueTask WakeAsync(Case? previous, Case next, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (next.WakeAt <= clock.Now())
        {
            Wake(next.CaseId);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Wakes a case by its id.</summary>
    public void Wake(string caseId) => _woken.Writer.TryWrite(caseId);
}
