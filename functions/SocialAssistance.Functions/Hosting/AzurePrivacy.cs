using System.Security.Cryptography;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Ciphers;
using SocialAssistance.Privacy.Keys;
using SocialAssistance.Storage.Cosmos;

namespace SocialAssistance.Functions.Hosting;

/// <summary>How personal data is sealed on Azure: data keys in Cosmos DB, wrapped by a key that never leaves its vault.</summary>
internal static class AzurePrivacy
{
    /// <summary>Several hosts share the data keys: each hears of a new one long before it seals anything.</summary>
    private static readonly TimeSpan ActivationDelay = TimeSpan.FromHours(1);

    public static IServiceCollection AddAzurePrivacy(this IServiceCollection services, AzureSettings settings) => services
        .AddSingleton<IKeyedHash>(new KeyedHash(settings.PersonKeysSecret.Span, settings.Suite))
        .AddSingleton(new DataKeySeal(settings.PersonKeysSecret.Span))
        .AddSingleton<IDataKeyStore, CosmosDataKeys>()
        .AddSingleton(Provider(settings))
        .AddSingleton(new KeyRingOptions { Suite = settings.Suite, ActivationDelay = ActivationDelay })
        .AddSingleton<KeyRing>()
        .AddSingleton<IFieldProtection, FieldProtection>()
        .AddSingleton<CaseSealing>();

    /// <summary>What the secret of before wrapped is wrapped anew when the keys are loaded; after that it can go.</summary>
    private static IKeyProvider Provider(AzureSettings settings)
    {
        MasterKey[] previous = settings.PreviousWrappingSecret.IsEmpty ? [] : [WrappingKey(settings.PreviousWrappingSecret)];
        if (settings.WrappingKey is not { } key)
        {
            return new MasterKeyProvider([.. previous, WrappingKey(settings.WrappingSecret)]);
        }

        var vault = new KeyVaultKeyProvider(key, new DefaultAzureCredential());
        return previous is [] ? vault : new SucceedingKeyProvider(vault, new MasterKeyProvider([.. previous]));
    }

    /// <summary>Another secret has another id; nothing about the secret can be learnt from it.</summary>
    private static MasterKey WrappingKey(ReadOnlyMemory<byte> secret)
    {
        var fingerprint = HMACSHA256.HashData(secret.Span, "social-assistance wrapping secret"u8);
        return new MasterKey("secret-" + Convert.ToHexStringLower(fingerprint.AsSpan(0, 8)), CipherSuite.Aes256Gcm, secret);
    }
}
