using Xunit;

namespace SocialAssistance.Testing.Contracts;

/// <summary>What every contract suite does: a fresh, empty store for each test.</summary>
/// <typeparam name="T">The port.</typeparam>
public abstract class StoreContract<T> : IAsyncLifetime
    where T : class
{
    private T? _store;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected T Store => _store ?? throw new InvalidOperationException("The test has not begun.");

    public async ValueTask InitializeAsync() => _store = await CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await CleanUpAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes an empty store.</summary>
    protected abstract Task<T> CreateAsync();

    /// <summary>Takes it away.</summary>
    protected abstract ValueTask CleanUpAsync();
}
