using Microsoft.DurableTask.Client;

namespace SocialAssistance.Functions.Orchestration;

/// <summary>
/// Hands the durable client on to what is not a function. Functions are given the client with their trigger; it is the same
/// for all of them as long as the process lives.
/// </summary>
public sealed class DurableClientSource
{
    private volatile DurableTaskClient? _client;

    /// <summary>The client.</summary>
    /// <exception cref="InvalidOperationException">No function has run yet.</exception>
    public DurableTaskClient Client => _client ?? throw new InvalidOperationException("No function has been given a durable client yet.");

    /// <summary>Takes the client that a function was given.</summary>
    public void Take(DurableTaskClient client) => _client = client;
}
