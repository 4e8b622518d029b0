using System.Collections.Immutable;
using SocialAssistance.Guide;
using SocialAssistance.Materials;
using SocialAssistance.Privacy;
using SocialAssistance.Storage.Blobs;
using SocialAssistance.Storage.Webhooks;

namespace SocialAssistance.Local;

/// <summary>The host's settings, from environment variables (<c>Storage__ConnectionString</c> and so on).</summary>
public sealed record LocalSettings
{
    /// <summary>Connection string of the Blob and Queue Storage that keeps scans and messages.</summary>
    public required string StorageConnectionString { get; init; }

    /// <summary>Whether departments get a message on their storage queue for each task.</summary>
    public bool DepartmentQueues { get; init; }

    /// <summary>Where departments take messages by HTTP.</summary>
    public ImmutableArray<WebhookEndpoint> Webhooks { get; init; } = [];

    /// <summary>Where the virus scanner listens, or null: then a scan's content is checked and nothing else.</summary>
    public (string Host, int Port)? Clamd { get; init; }

    /// <summary>With which algorithms personal data is written.</summary>
    public PrivacySuite Suite { get; init; }

    /// <summary>How much one case may hold of scans.</summary>
    public MaterialLimits Uploads { get; init; } = MaterialLimits.Default;

    /// <summary>Folder of the guide's data files.</summary>
    public string GuideFolder { get; init; } = GuideLoader.DefaultFolder;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="HostStartException">A setting is missing or wrong; every fault is named.</exception>
    public static LocalSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var faults = new List<string>();
        var connection = configuration["Storage:ConnectionString"];
        if (string.IsNullOrEmpty(connection))
        {
            faults.Add("Storage:ConnectionString is missing: the connection string of the storage that keeps the scans.");
        }
        else if (!IsConnectionString(connection))
        {
            faults.Add("Storage:ConnectionString is no connection string of a storage account.");
        }

        var queues = false;
        if (configuration["Departments:Queues"] is { Length: > 0 } text && !bool.TryParse(text, out queues))
        {
            faults.Add("Departments:Queues is true or false.");
        }

        var suite = PrivacySuites.Find(configuration["Privacy:Suite"]);
        if (suite is null)
        {
            faults.Add("Privacy:Suite is international or national.");
        }

        var clamd = Scanner(configuration, faults);
        var uploads = MaterialLimits.Read(configuration["Uploads:MaxScans"], configuration["Uploads:MaxMegabytes"]);
        if (uploads is null)
        {
            faults.Add("Uploads:MaxScans is a number from 1 to 2000, Uploads:MaxMegabytes one of 20 or more.");
        }

        var webhooks = ReadWebhooks(configuration, faults);
        return faults.Count == 0
            ? new LocalSettings
            {
                StorageConnectionString = connection!,
                DepartmentQueues = queues,
                Webhooks = webhooks,
                Clamd = clamd,
                Suite = suite!.Value,
                Uploads = uploads!,
                GuideFolder = configuration["Guide:Folder"] is { Length: > 0 } folder ? folder : GuideLoader.DefaultFolder,
            }
            : throw new HostStartException(HostExit.WrongConfiguration, string.Join(Environment.NewLine, faults));
    }

    private static ImmutableArray<WebhookEndpoint> ReadWebhooks(IConfiguration configuration, List<string> faults)
    {
        var endpoints = ImmutableArray.CreateBuilder<WebhookEndpoint>();
        foreach (var section in configuration.GetSection("Departments:Webhooks").GetChildren())
        {
            var found = new List<(string Setting, string Fault)>();
            if (WebhookEndpoint.Read(section["Department"] ?? section.Key, name => section[name], found) is { } endpoint)
            {
                endpoints.Add(endpoint);
            }

            faults.AddRange(found.Select(f => $"{section.Path}:{f.Setting} {f.Fault}."));
        }

        return endpoints.ToImmutable();
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            BlobMaterialStore.Connect(text);
            return true;
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            return false;
        }
    }

    private static (string Host, int Port)? Scanner(IConfiguration configuration, List<string> faults)
    {
        switch (configuration["Scanner:Kind"])
        {
            case null or "" or "content-only":
                return null;
            case "clamd" when int.TryParse(configuration["Scanner:Clamd:Port"] ?? "3310", out var port) && port is > 0 and <= 65535:
                return (configuration["Scanner:Clamd:Host"] ?? "127.0.0.1", port);
            case "clamd":
                faults.Add("Scanner:Clamd:Port is a number from 1 to 65535.");
                return null;
            default:
                faults.Add("Scanner:Kind is content-only or clamd.");
                return null;
        }
    }
}
