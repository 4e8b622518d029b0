using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace SocialAssistance.Api.Authentication;

/// <summary>Tells callers by their keys.</summary>
public sealed class CallerRegistry
{
    private readonly ImmutableArray<CallerKey> _keys;
    private readonly WallClock _clock;

    /// <summary>Takes the callers from the configuration.</summary>
    /// <exception cref="OptionsValidationException">An entry is wrong; every fault is named.</exception>
    public CallerRegistry(IOptions<CallerOptions> options, WallClock clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        var faults = CallerFaults.Of([.. options.Value.Callers]).ToArray();
        if (faults.Length > 0)
        {
            throw new OptionsValidationException(nameof(CallerOptions), typeof(CallerOptions), faults);
        }

        _keys = [.. options.Value.Callers.Select(CallerKey.Of)];
        _clock = clock;
    }

    /// <summary>
    /// The caller with that key, or null, also when the key is not good yet or no longer. It takes as long for a wrong key
    /// as for a right one.
    /// </summary>
    public Caller? Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        CallerKey? found = null;
        foreach (var known in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(known.Hash.AsSpan(), hash))
            {
                found = known;
            }
        }

        return found is not null && found.IsGoodAt(_clock.Time.GetUtcNow()) ? found.Caller : null;
    }
}
