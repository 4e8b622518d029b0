using System.Collections.Concurrent;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace SocialAssistance.Departments;

/// <summary>
/// Keeps one department's outage to itself: each delivery has its time, and a department that keeps failing is left alone
/// for a while. What was not delivered stays owed.
/// </summary>
public sealed class ResilientDepartmentChannel(IDepartmentChannel inner, TimeProvider clock) : IDepartmentChannel
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, ResiliencePipeline> _pipelines = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task SendAsync(DepartmentMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _pipelines
            .GetOrAdd(message.Department, _ => Build())
            .ExecuteAsync(static async (state, token) => await state.inner.SendAsync(state.message, token).ConfigureAwait(false), (inner, message), cancellationToken)
            .AsTask();
    }

    private ResiliencePipeline Build() => new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 0.9,
            MinimumThroughput = 5,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = Rest,
        })
        .AddTimeout(new TimeoutStrategyOptions { Timeout = Patience })
        .Build();
}

/// <summary>The channel of an installation where departments look at their work lists by themselves: there is nothing to deliver.</summary>
public sealed class WorkListOnlyChannel : IDepartmentChannel
{
    /// <inheritdoc/>
    public Task SendAsync(DepartmentMessage message, CancellationToken cancellationToken) => Task.CompletedTask;
}
