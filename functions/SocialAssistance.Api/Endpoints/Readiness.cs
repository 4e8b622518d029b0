using System.Collections.Immutable;
using SocialAssistance.Api.Answers;
using SocialAssistance.Api.Authentication;

namespace SocialAssistance.Api.Endpoints;

/// <summary>
/// Asks the dependencies whether they answer. Anybody may want to know, as often as he likes, and the dependencies must not
/// feel it: they are asked one question at a time, and a second at most after the last one. Good or bad, no answer is older.
/// </summary>
internal sealed class Readiness(IEnumerable<Dependency> dependencies, WallClock clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    private readonly Lock _asking = new();
    private Task<ReadyAnswer>? _asked;
    private long _askedAt;

    /// <summary>How things stand now, or stood less than a second ago.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the asking: others wait for the same answer.</param>
    public Task<ReadyAnswer> AskAsync(CancellationToken cancellationToken)
    {
        lock (_asking)
        {
            if (_asked is null || (_asked.IsCompleted && clock.Time.GetElapsedTime(_askedAt) >= Age))
            {
                _askedAt = clock.Time.GetTimestamp();
                _asked = Task.Run(AllAsync, CancellationToken.None);
            }

            return _asked.WaitAsync(cancellationToken);
        }
    }

    private async Task<ReadyAnswer> AllAsync()
    {
        var states = await Task.WhenAll(dependencies.Select(StateAsync)).ConfigureAwait(false);
        return new ReadyAnswer(
            states.All(s => s.Up) ? ReadyAnswer.Ready : "not-ready",
            states.ToImmutableSortedDictionary(s => s.Name, s => s.Up ? "up" : "down", StringComparer.Ordinal));
    }

    private static async Task<(string Name, bool Up)> StateAsync(Dependency dependency)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await dependency.PingAsync(patience.Token).WaitAsync(patience.Token).ConfigureAwait(false);
            return (dependency.Name, true);
        }
#pragma warning disable CA1031 // Whatever goes wrong, the dependency is down, and the answer says so.
        catch (Exception)
#pragma warning restore CA1031
        {
            return (dependency.Name, false);
        }
    }
}
