using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using SocialAssistance.Cases;
using SocialAssistance.Privacy.Ciphers;

namespace SocialAssistance.Privacy.Keys;

/// <summary>
/// The data keys, unwrapped in memory. It makes one when there is none or the newest is too old, and wraps anew what an
/// older key of the provider wraps. Several hosts may do so at once: of two that make the same key, one does. A record that
/// this installation did not seal is never used, and nothing goes on beside it.
/// </summary>
public sealed class KeyRing(IDataKeyStore store, IKeyProvider provider, DataKeySeal seal, KeyRingOptions options, TimeProvider clock) : IDisposable
{
    /// <summary>More ids than this that are no key's are not remembered.</summary>
    private const int MaxAbsent = 1000;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SeekPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AbsentFor = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, DataKey> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _absent = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _loading = new(1, 1);
    private DataKey? _current;
    private long _loadedAt;

    /// <summary>The key that seals new values.</summary>
    /// <exception cref="StoreUnavailableException">The keys have not been loaded yet.</exception>
    public DataKey Current => Volatile.Read(ref _current) ?? throw Unavailable();

    /// <summary>The key of an id. One that is not known is looked for in the store: another host may have made it since.</summary>
    /// <returns>Null when the store had no such key a few seconds ago either.</returns>
    /// <exception cref="StoreUnavailableException">Whether there is such a key cannot be told at present.</exception>
    /// <exception cref="KeyTrustException">There are keys of somebody else.</exception>
    public DataKey? Find(ReadOnlySpan<char> id) =>
        _keys.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out var key) ? key : Seek(id.ToString());

    /// <summary>Loads the keys the first time, and looks for new ones when it is time to.</summary>
    /// <exception cref="StoreUnavailableException">They cannot be had at present, and never were.</exception>
    /// <exception cref="KeyTrustException">There are keys of somebody else, or the secret is another.</exception>
    public ValueTask ReadyAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _current) is not null && clock.GetElapsedTime(Volatile.Read(ref _loadedAt)) < options.RefreshEvery
            ? ValueTask.CompletedTask
            : new ValueTask(LoadIfDueAsync(cancellationToken));

    /// <summary>Loads every key, makes one when one is needed, and wraps anew what the provider's older keys wrap.</summary>
    /// <exception cref="KeyTrustException">There are keys of somebody else, or the secret is another.</exception>
    /// <exception cref="Exception">The store or the provider does not answer, or a key cannot be unwrapped.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await LoadAllAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Wraps every data key anew that is not wrapped by the provider's current key. No case is touched.</summary>
    /// <returns>Ids of the data keys that were.</returns>
    public async Task<IReadOnlyList<string>> RewrapAsync(CancellationToken cancellationToken)
    {
        var current = await provider.CurrentKeyAsync(cancellationToken).ConfigureAwait(false);
        var rewrapped = new List<string>();
        foreach (var record in await seal.ListAsync(store, cancellationToken).ConfigureAwait(false))
        {
            if (record.Wrapped.KeyId == current)
            {
                continue;
            }

            var secret = await provider.UnwrapAsync(record.Wrapped, cancellationToken).ConfigureAwait(false);
            var wrapped = await provider.WrapAsync(secret, cancellationToken).ConfigureAwait(false);
            CryptographicOperations.ZeroMemory(secret);
            if (await store.RewrapAsync(record, seal.Sealed(record with { Wrapped = wrapped }), cancellationToken).ConfigureAwait(false))
            {
                rewrapped.Add(record.Id);
            }
        }

        return rewrapped;
    }

    /// <summary>Makes a new data key whatever the age of the newest.</summary>
    public async Task<DataKeyRecord> RotateDataKeyAsync(CancellationToken cancellationToken)
    {
        DataKeyRecord? made = null;
        while (made is null)
        {
            made = await MakeAsync(await seal.ListAsync(store, cancellationToken).ConfigureAwait(false), options.ActivationDelay, cancellationToken).ConfigureAwait(false);
        }

        await LoadAsync(cancellationToken).ConfigureAwait(false);
        return made;
    }

    /// <summary>Forgets every key.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _current, null);
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }

        _keys.Clear();
        _loading.Dispose();
    }

    private static StoreUnavailableException Unavailable() => new("The data keys cannot be had at present.", RetryAfter);

    private static int Number(string id) => int.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private async Task LoadIfDueAsync(CancellationToken cancellationToken)
    {
        var known = Volatile.Read(ref _current) is not null;
        if (!await _loading.WaitAsync(known ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false))
        {
            // Somebody else looks; what is known is good enough until then.
            return;
        }

        // With keys at hand, whoever looks waits as long as this and no longer. It is not their patience that counts: it might
        // end before the provider's, and then that of the next, and so on.
        using var patience = known ? new CancellationTokenSource(SeekPatience, clock) : null;
        try
        {
            if (Volatile.Read(ref _current) is null || clock.GetElapsedTime(Volatile.Read(ref _loadedAt)) >= options.RefreshEvery)
            {
                await LoadAllAsync(patience?.Token ?? cancellationToken).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // Whatever the store or the provider says: without keys nothing is read or written, with keys it goes on.
        catch (Exception error) when (error is not KeyTrustException && (known || !cancellationToken.IsCancellationRequested))
#pragma warning restore CA1031
        {
            if (!known)
            {
                throw Unavailable();
            }

            Volatile.Write(ref _loadedAt, clock.GetTimestamp());
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task LoadAllAsync(CancellationToken cancellationToken)
    {
        await RewrapAsync(cancellationToken).ConfigureAwait(false);
        var records = await seal.ListAsync(store, cancellationToken).ConfigureAwait(false);
        while (Newest(records) is not { } newest || clock.GetUtcNow() - newest.CreatedAt >= options.MaxAge)
        {
            // The very first key seals at once: there is nobody yet who would not know it.
            var delay = records.Count == 0 ? TimeSpan.Zero : options.ActivationDelay;
            await MakeAsync(records, delay, cancellationToken).ConfigureAwait(false);
            records = await seal.ListAsync(store, cancellationToken).ConfigureAwait(false);
        }

        foreach (var record in records.Where(r => !_keys.ContainsKey(r.Id)))
        {
            var suite = CipherSuite.Find(record.Suite) ?? throw new InvalidOperationException($"Data key {record.Id} is for a cipher that this program does not have.");
            _keys[record.Id] = new DataKey(record.Id, suite, await provider.UnwrapAsync(record.Wrapped, cancellationToken).ConfigureAwait(false));
        }

        Volatile.Write(ref _current, _keys[ToSealWith(records).Id]);
        Volatile.Write(ref _loadedAt, clock.GetTimestamp());
    }

    /// <summary>The newest active key of the own cipher; while its first one still waits, the newest of another; the oldest when the clocks of hosts differ.</summary>
    private DataKeyRecord ToSealWith(IReadOnlyList<DataKeyRecord> records)
    {
        var now = clock.GetUtcNow();
        var ordered = records.OrderBy(r => Number(r.Id)).ToArray();
        var active = ordered.Where(r => r.ActiveFrom <= now).ToArray();
        return active.LastOrDefault(r => r.Suite == options.Suite.Cipher().Name) ?? active.LastOrDefault() ?? ordered[0];
    }

    private DataKey? Seek(string id) =>
        _absent.TryGetValue(id, out var since) && clock.GetElapsedTime(since) < AbsentFor
            ? null
            : SeekAsync(id).GetAwaiter().GetResult(); // Values are opened one by one without awaiting; a new key is met once in months.

    /// <summary>Of several that miss a key at once, one looks; the others find what it found.</summary>
    private async Task<DataKey?> SeekAsync(string id)
    {
        if (!await _loading.WaitAsync(SeekPatience).ConfigureAwait(false))
        {
            throw Unavailable();
        }

        try
        {
            if (!_keys.ContainsKey(id) && !(_absent.TryGetValue(id, out var since) && clock.GetElapsedTime(since) < AbsentFor))
            {
                using var patience = new CancellationTokenSource(SeekPatience, clock);
                await LoadAllAsync(patience.Token).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // Whatever the store or the provider says: nobody knows whether there is such a key.
        catch (Exception error) when (error is not KeyTrustException)
#pragma warning restore CA1031
        {
            throw Unavailable();
        }
        finally
        {
            _loading.Release();
        }

        if (_keys.TryGetValue(id, out var key))
        {
            return key;
        }

        if (_absent.Count >= MaxAbsent)
        {
            _absent.Clear();
        }

        _absent[id] = clock.GetTimestamp();
        return null;
    }

    private DataKeyRecord? Newest(IReadOnlyList<DataKeyRecord> records) =>
        records.Where(r => r.Suite == options.Suite.Cipher().Name).MaxBy(r => Number(r.Id));

    /// <returns>The new key, or null when another host made one of that id first.</returns>
    private async Task<DataKeyRecord?> MakeAsync(IReadOnlyList<DataKeyRecord> records, TimeSpan delay, CancellationToken cancellationToken)
    {
        var suite = options.Suite.Cipher();
        var secret = RandomNumberGenerator.GetBytes(suite.KeyBytes);
        var wrapped = await provider.WrapAsync(secret, cancellationToken).ConfigureAwait(false);
        CryptographicOperations.ZeroMemory(secret);
        var id = FormattableString.Invariant($"k{records.Select(r => Number(r.Id)).DefaultIfEmpty(0).Max() + 1}");
        var now = clock.GetUtcNow();
        var made = seal.Sealed(new DataKeyRecord(id, suite.Name, now, now + delay, wrapped));
        return await store.AddAsync(made, cancellationToken).ConfigureAwait(false) ? made : null;
    }
}
