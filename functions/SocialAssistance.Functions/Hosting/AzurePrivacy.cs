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
        .AddSingleton<IDataKeyStore, CosmosDataKeys>()
        .AddSingleton(Provider(settings))
        .AddSingleton(new KeyRingOptions { Suite = settings.Suite, ActivationDelay = ActivationDelay })
        .AddSingleton<KeyRing>()
        .AddSingleton<IFieldProtection, FieldProtection>()
        .AddSingleton<CaseSealing>();

    private static IKeyProvider Provider(AzureSettings settings) => settings.WrappingKey is { } key
        ? new KeyVaultKeyProvider(key, new DefaultAzureCredential())
        : new MasterKeyProvider([new MasterKey("setting", CipherSuite.Aes256Gcm, settings.WrappingSecret)]);
}
