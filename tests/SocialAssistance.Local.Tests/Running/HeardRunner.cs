using System.Collections.Concurrent;
using SocialAssistance.Cases;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Local.Tests.Running;

/// <summary>A lasting runner that does nothing but keep what it was told.</summary>
internal sealed class HeardRunner : ICaseRunner
{
    private readonly ConcurrentQueue<(Case? Previous, Case Next)> _heard = new();

    /// <summary>What it was told, in order.</summary>
    public IReadOnlyCollection<(Case? Previous, Case Next)> Heard => _heard;

    /// <inheritdoc/>
    public ValueTask WakeAsync(Case? previous, Case next, CancellationToken cancellationToken)
    {
        _heard.Enqueue((previous, next));
        return ValueTask.CompletedTask;
    }
}
