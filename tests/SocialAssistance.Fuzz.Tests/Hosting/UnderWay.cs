using System.Collections.Concurrent;

namespace SocialAssistance.Fuzz.Tests.Hosting;

/// <summary>What has begun and not ended yet, so that somebody can wait for it.</summary>
internal sealed class UnderWay
{
    private readonly ConcurrentDictionary<TaskCompletionSource, byte> _begun = new();

    /// <summary>Something begins; disposing of what is returned ends it.</summary>
    public IDisposable Begin()
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _begun.TryAdd(end, 0);
        return new Ending(this, end);
    }

    /// <summary>Waits until all that has begun by now has ended.</summary>
    public Task EndAsync() => Task.WhenAll(_begun.Keys.Select(e => e.Task));

    private sealed class Ending(UnderWay underWay, TaskCompletionSource end) : IDisposable
    {
        public void Dispose()
        {
            underWay._begun.TryRemove(end, out _);
            end.TrySetResult();
        }
    }
}
