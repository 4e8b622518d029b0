using System.Collections.Concurrent;
using System.Security.Cryptography;
using SocialAssistance.Privacy.Ciphers;

namespace SocialAssistance.Privacy.Keys;

/// <summary>An unwrapped data key, in memory only. Ciphers are not for two threads at once: each is rented and returned.</summary>
public sealed class DataKey : IDisposable
{
    private readonly byte[] _secret;
    private readonly ConcurrentBag<FieldCipher> _idle = [];

    internal DataKey(string id, CipherSuite suite, byte[] secret)
    {
        Suite = suite;
        Header = $"{suite.Name}:{id}:";
        _secret = secret;
        Return(suite.Open(_secret));
    }

    /// <summary>Its cipher.</summary>
    public CipherSuite Suite { get; }

    /// <summary>How the envelopes of its values begin.</summary>
    public string Header { get; }

    /// <summary>Forgets the key.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_secret);
        while (_idle.TryTake(out var cipher))
        {
            cipher.Dispose();
        }
    }

    internal FieldCipher Rent() => _idle.TryTake(out var cipher) ? cipher : Suite.Open(_secret);

    internal void Return(FieldCipher cipher) => _idle.Add(cipher);
}
