namespace SocialAssistance.Local.Tests;

/// <summary>Waits for what another process or a background loop will bring about.</summary>
internal static class Poll
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(25);

    /// <summary>Looks until it is so.</summary>
    /// <exception cref="TimeoutException">It was not so in time.</exception>
    public static async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan patience, string what, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(patience);
        try
        {
            while (!await isSo())
            {
                await Task.Delay(Every, bound.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Not within {patience.TotalSeconds:0.#} s: {what}");
        }
    }

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, TimeSpan, string, CancellationToken)"/>
    public static Task UntilAsync(Func<bool> isSo, TimeSpan patience, string what, CancellationToken cancellationToken) =>
        UntilAsync(() => Task.FromResult(isSo()), patience, what, cancellationToken);
}
