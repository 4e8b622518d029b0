using System.Collections.Concurrent;
using SocialAssistance.Privacy.Keys;

namespace SocialAssistance.Testing.Privacy;

/// <summary>Data keys that end with the process.</summary>
public sealed class DataKeysInMemory : IDataKeyStore
{
    private readonly ConcurrentDictionary<string, DataKeyRecord> _keys = new(StringComparer.Ordinal);
    private string? _mark;

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
    public Task<bool> RewrapAsync(DataKeyRecord previous, DataKeyRecord rewrapped, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(rewrapped);
        return Task.FromResult(
            _keys.TryGetValue(previous.Id, out var found) && found.Wrapped.KeyId == previous.Wrapped.KeyId
            && _keys.TryUpdate(previous.Id, rewrapped, found));
    }

    /// <inheritdoc/>
    public Task<string> MarkAsync(string mark, CancellationToken cancellationToken) =>
        Task.FromResult(Interlocked.CompareExchange(ref _mark, mark, null) ?? mark);

    /// <summary>What somebody does who can write to the database.</summary>
    public void Tamper(DataKeyRecord key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _keys[key.Id] = key;
    }
}
