using Microsoft.Azure.Cosmos;

namespace SocialAssistance.Storage.Tests.Cosmos;

/// <summary>What becomes of a request.</summary>
public enum Fate
{
    /// <summary>It is sent and answered.</summary>
    Goes,

    /// <summary>Its sender dies before it is sent.</summary>
    DiesBefore,

    /// <summary>It is carried out and its sender dies before the answer.</summary>
    DiesAfter,
}

/// <summary>That a sender has died: nothing of it happens any more.</summary>
internal sealed class DeathException() : Exception("The sender has died.");

/// <summary>Holds every request of an actor until it is said what becomes of it; others pass.</summary>
internal sealed class SteppedRequests : RequestHandler
{
    private static readonly AsyncLocal<Actor?> Current = new();

    public override async Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken)
    {
        if (Current.Value is not { } actor)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var fate = await actor.AskAsync();
        if (fate == Fate.DiesBefore)
        {
            throw new DeathException();
        }

        var response = await base.SendAsync(request, cancellationToken);
        return fate == Fate.DiesAfter ? throw new DeathException() : response;
    }

    /// <summary>Somebody whose requests are held.</summary>
    internal sealed class Actor
    {
        private readonly Lock _lock = new();
        private readonly List<TaskCompletionSource<Fate>> _held = [];
        private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _dead;

        public Task Whole { get; private set; } = Task.CompletedTask;

        public void Start(Func<Task> act) => Whole = Task.Run(() =>
        {
            Current.Value = this;
            return act();
        });

        /// <summary>Waits until it asks something or has ended.</summary>
        /// <returns>Whether it asks something.</returns>
        public async Task<bool> WaitAsync()
        {
            while (true)
            {
                Task arrival;
                lock (_lock)
                {
                    if (_held.Count > 0)
                    {
                        return true;
                    }

                    arrival = _arrival.Task;
                }

                if (await Task.WhenAny(Whole, arrival) == Whole)
                {
                    return false;
                }
            }
        }

        /// <summary>Decides the request that has waited longest; whoever is dead sends no more.</summary>
        public void Decide(Fate fate)
        {
            lock (_lock)
            {
                _dead = fate != Fate.Goes;
                var first = _held[0];
                _held.RemoveAt(0);
                first.SetResult(fate);
                if (_dead)
                {
                    _held.ForEach(h => h.SetResult(Fate.DiesBefore));
                    _held.Clear();
                }
            }
        }

        public Task<Fate> AskAsync()
        {
            lock (_lock)
            {
                if (_dead)
                {
                    return Task.FromResult(Fate.DiesBefore);
                }

                var held = new TaskCompletionSource<Fate>(TaskCreationOptions.RunContinuationsAsynchronously);
                _held.Add(held);
                _arrival.TrySetResult();
                _arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return held.Task;
            }
        }
    }
}
