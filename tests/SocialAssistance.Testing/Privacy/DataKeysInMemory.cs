using System.Collections.Concurrent;
using SocialAssistance.Privacy.Keys;

namespace SocialAssistance.Testing.Privacy;

/// <summary>Data keys that end with the process.</summary>
public sealed class DataKeysInMemory : IDataKeyStore
{
    private readonly ConcurrentDictionary<string, DataKeyRecord> _keys = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DataKeyRecord>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DataKeyRecord>>([.. _keys.Values]);

    /// <inheritdoc/>
    public Task<bool> AddAsync(DataKeyRecord key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Task.FromResult(_keys.TryAdd(key.Id, key));
    }

    /// <inheritdoc/>
    public Task<bool> RewrapAsync(DataKeyRecord previous, WrappedSecret wrapped, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(wrapped);
        return Task.FromResult(
            _keys.TryGetValue(previous.Id, out var found) && found.Wrapped.KeyId == previous.Wrapped.KeyId
            && _keys.TryUpdate(previous.Id, previous with { Wrapped = wrapped }, found));
    }
}
