using SocialAssistance.Cases;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Ciphers;
using SocialAssistance.Privacy.Keys;

namespace SocialAssistance.Testing.Privacy;

/// <summary>The real sealing under keys that everybody knows and that end with the process.</summary>
public static class SamplePrivacy
{
    /// <summary>Keyed hashes under a known secret.</summary>
    public static IKeyedHash Hash { get; } = new KeyedHash(new byte[KeyedHash.SecretBytes]);

    /// <summary>Seals the records of data keys under the same secret.</summary>
    public static DataKeySeal Seal { get; } = new(new byte[KeyedHash.SecretBytes]);

    /// <summary>Seals and opens.</summary>
    public static IFieldProtection Protection { get; } = new FieldProtection(Ring());

    /// <summary>Seals what comes in.</summary>
    public static CaseSealing Sealing { get; } = new(Protection, Hash);

    /// <summary>Opens what is shown.</summary>
    public static Disclosure Disclosure { get; } = new(Protection);

    /// <summary>A scan of a case as it is shown.</summary>
    public static CaseMaterial Open(string caseId, CaseMaterial material) => Disclosure.Material(caseId, material, Disclosure.Everything);

    /// <summary>A case with everything in it opened.</summary>
    public static Case Open(Case @case)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return @case with
        {
            Form = Disclosure.Form(@case, Disclosure.Everything),
            Items = [.. @case.Items.Select(i => Disclosure.Item(@case.CaseId, i, Disclosure.Everything))],
            Materials = [.. @case.Materials.Select(m => Open(@case.CaseId, m))],
            Timeline = [.. @case.Timeline.Select(e => Disclosure.Entry(@case.CaseId, e, Disclosure.Everything))],
        };
    }

    private static KeyRing Ring()
    {
        var provider = new MasterKeyProvider([new MasterKey("m1", CipherSuite.Aes256Gcm, new byte[CipherSuite.Aes256Gcm.KeyBytes])]);
        var ring = new KeyRing(new DataKeysInMemory(), provider, Seal, new KeyRingOptions(), TimeProvider.System);
        ring.LoadAsync(CancellationToken.None).GetAwaiter().GetResult();
        return ring;
    }
}
