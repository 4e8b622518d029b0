using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using SocialAssistance.Guide;
using SocialAssistance.Materials;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Ciphers;
using SocialAssistance.Storage.Messages;
using SocialAssistance.Storage.Webhooks;

namespace SocialAssistance.Functions.Hosting;

/// <summary>How departments are told of what they have to do.</summary>
public enum ChannelKind
{
    /// <summary>Over Service Bus, besides the work list.</summary>
    ServiceBus,

    /// <summary>Over storage queues, besides the work list.</summary>
    Queues,

    /// <summary>By signed HTTP to those that have an address, besides the work list.</summary>
    Webhooks,

    /// <summary>By the work list alone.</summary>
    WorkList,
}

/// <summary>A service on Azure: by its address and this host's identity, or, on one machine, by a connection string.</summary>
/// <param name="Address">Address of the service, or the host name of a Service Bus namespace.</param>
/// <param name="ConnectionString">Connection string with a key, for emulators.</param>
public sealed record Connection(string? Address, string? ConnectionString);

/// <summary>The host's settings: app settings on Azure, <c>local.settings.json</c> on one machine.</summary>
public sealed record AzureSettings
{
    /// <summary>The Cosmos DB account of the cases.</summary>
    public required Connection Cosmos { get; init; }

    /// <summary>The Blob Storage of the scans.</summary>
    public required Connection Blobs { get; init; }

    /// <summary>The Queue Storage of the departments' queues, for <see cref="ChannelKind.Queues"/>.</summary>
    public Connection? Queues { get; init; }

    /// <summary>The Service Bus namespace, for <see cref="ChannelKind.ServiceBus"/>.</summary>
    public Connection? ServiceBus { get; init; }

    /// <summary>How departments are told.</summary>
    public required ChannelKind Channel { get; init; }

    /// <summary>Where departments take messages by HTTP, for <see cref="ChannelKind.Webhooks"/>.</summary>
    public ImmutableArray<WebhookEndpoint> Webhooks { get; init; } = [];

    /// <summary>Who may send decisions by message, and by what they are known; nobody unless configured.</summary>
    public ImmutableArray<DecisionSender> DecisionSenders { get; init; } = [];

    /// <summary>How long a decision may wait in the queue.</summary>
    public TimeSpan DecisionMaxAge { get; init; } = SignedDecisions.DefaultMaxAge;

    /// <summary>The secret under which people's keys are made (<see cref="KeyedHash"/>).</summary>
    public required ReadOnlyMemory<byte> PersonKeysSecret { get; init; }

    /// <summary>With which algorithms personal data is written.</summary>
    public PrivacySuite Suite { get; init; }

    /// <summary>Identifier of the Key Vault key that wraps the data keys, without a version; null beside emulators.</summary>
    public Uri? WrappingKey { get; init; }

    /// <summary>The secret that wraps the data keys in its place, beside emulators only.</summary>
    public ReadOnlyMemory<byte> WrappingSecret { get; init; }

    /// <summary>The secret before, whose place another or a Key Vault has taken, until the next start has wrapped everything anew.</summary>
    public ReadOnlyMemory<byte> PreviousWrappingSecret { get; init; }

    /// <summary>Where the virus scanner listens, or null: then a scan's content is checked and nothing else.</summary>
    public (string Host, int Port)? Clamd { get; init; }

    /// <summary>How much one case may hold of scans.</summary>
    public MaterialLimits Uploads { get; init; } = MaterialLimits.Default;

    /// <summary>Folder of the guide's data files.</summary>
    public string GuideFolder { get; init; } = GuideLoader.DefaultFolder;

    /// <summary>Whether nothing but emulators is used, which this host sets up by itself.</summary>
    public bool IsLocal => Cosmos.ConnectionString is not null && Blobs.ConnectionString is not null;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong; every fault is named, no value.</exception>
    public static AzureSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var reader = new SettingsReader(configuration);
        var channel = reader.Channel("Departments:Channel");
        var settings = new AzureSettings
        {
            Cosmos = reader.Connection("Cosmos:AccountEndpoint", "Cosmos:ConnectionString"),
            Blobs = reader.Connection("Materials:blobServiceUri", "Materials"),
            Queues = channel == ChannelKind.Queues ? reader.Connection("Materials:queueServiceUri", "Materials") : null,
            ServiceBus = channel == ChannelKind.ServiceBus ? reader.Connection("ServiceBus:fullyQualifiedNamespace", "ServiceBus") : null,
            Channel = channel,
            Webhooks = channel == ChannelKind.Webhooks ? reader.Webhooks("Departments:Webhooks") : [],
            DecisionSenders = reader.Senders("Departments:Decisions:Senders"),
            DecisionMaxAge = reader.Days("Departments:Decisions:MaxAgeDays", SignedDecisions.DefaultMaxAge),
            PersonKeysSecret = reader.Secret("PersonKeys:Secret", KeyedHash.SecretBytes),
            Suite = reader.Suite("Privacy:Suite"),
            WrappingKey = reader.KeyIdentifier("Privacy:WrappingKey", "Privacy:WrappingSecret"),
            WrappingSecret = reader.Optional("Privacy:WrappingSecret") is not null
                ? reader.Secret("Privacy:WrappingSecret", CipherSuite.Aes256Gcm.KeyBytes)
                : default,
            PreviousWrappingSecret = reader.Optional("Privacy:PreviousWrappingSecret") is not null
                ? reader.Secret("Privacy:PreviousWrappingSecret", CipherSuite.Aes256Gcm.KeyBytes)
                : default,
            Clamd = reader.Scanner("Scanner"),
            Uploads = reader.Uploads("Uploads"),
            GuideFolder = reader.Optional("Guide:Folder") ?? GuideLoader.DefaultFolder,
        };
        if (settings is { WrappingKey: null, WrappingSecret.IsEmpty: false } and ({ Cosmos.Address: not null } or { Blobs.Address: not null }))
        {
            reader.ForEmulatorsOnly("Privacy:WrappingSecret", "Privacy:WrappingKey");
        }

        reader.ThrowIfFaulty();
        return settings;
    }
}
