using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using SocialAssistance.Materials;
using SocialAssistance.Privacy;
using SocialAssistance.Storage.Messages;
using SocialAssistance.Storage.Webhooks;

namespace SocialAssistance.Functions.Hosting;

/// <summary>Reads settings one by one and remembers every fault, by name and never by value.</summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _faults = [];

    /// <summary>A setting, or null when it is empty.</summary>
    public string? Optional(string name) => configuration[name] is { Length: > 0 } text ? text : null;

    /// <summary>A service, by the address under one name or the connection string under the other; not both.</summary>
    public Connection Connection(string address, string connectionString)
    {
        var connection = new Connection(Optional(address), Optional(connectionString));
        if (connection is { Address: null, ConnectionString: null })
        {
            _faults.Add($"{Written(address)} is missing (or {Written(connectionString)}, for an emulator).");
        }
        else if (connection is { Address: not null, ConnectionString: not null })
        {
            _faults.Add($"{Written(address)} and {Written(connectionString)} are both set; one of them is right.");
        }

        return connection;
    }

    /// <summary>How departments are told; over Service Bus unless it says otherwise.</summary>
    public ChannelKind Channel(string name)
    {
        switch (Optional(name))
        {
            case null or "service-bus":
                return ChannelKind.ServiceBus;
            case "queues":
                return ChannelKind.Queues;
            case "webhooks":
                return ChannelKind.Webhooks;
            case "work-list":
                return ChannelKind.WorkList;
            default:
                _faults.Add($"{Written(name)} is service-bus, queues, webhooks or work-list.");
                return ChannelKind.WorkList;
        }
    }

    /// <summary>Secret bytes, base64.</summary>
    public ReadOnlyMemory<byte> Secret(string name, int bytes)
    {
        var secret = new byte[bytes];
        if (Optional(name) is not { } text || !Convert.TryFromBase64String(text, secret, out var written) || written != bytes)
        {
            _faults.Add($"{Written(name)} is no base64 of {bytes} random bytes.");
        }

        return secret;
    }

    /// <summary>With which algorithms personal data is written.</summary>
    public PrivacySuite Suite(string name)
    {
        if (PrivacySuites.Find(Optional(name)) is { } suite)
        {
            return suite;
        }

        _faults.Add($"{Written(name)} is international or national.");
        return PrivacySuite.International;
    }

    /// <summary>Identifier of a key in a Key Vault, or null when the other setting stands in for it; not both.</summary>
    public Uri? KeyIdentifier(string name, string other)
    {
        if (Optional(name) is not { } text)
        {
            if (Optional(other) is null)
            {
                _faults.Add($"{Written(name)} is missing (or {Written(other)}, for emulators).");
            }

            return null;
        }

        if (Optional(other) is not null)
        {
            _faults.Add($"{Written(name)} and {Written(other)} are both set; one of them is right.");
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var key) && key.Scheme == Uri.UriSchemeHttps && key.Segments is [_, "keys/", [.., not '/']]
            && key is { UserInfo: "", Query: "", Fragment: "" })
        {
            return key;
        }

        _faults.Add($"{Written(name)} is no identifier of a Key Vault key without a version: https://VAULT/keys/NAME.");
        return null;
    }

    /// <summary>Where real services are named, what stands in for one beside emulators is a fault.</summary>
    public void ForEmulatorsOnly(string name, string real) => _faults.Add($"{Written(name)} is for emulators only; {Written(real)} is missing.");

    /// <summary>The virus scanner. To look for no virus must be asked for.</summary>
    public (string Host, int Port)? Scanner(string section)
    {
        switch (Optional(section + ":Kind"))
        {
            case "content-only":
                return null;
            case "clamd" when int.TryParse(Optional(section + ":Clamd:Port") ?? "3310", out var port) && port is > 0 and <= 65535:
                return (Optional(section + ":Clamd:Host") ?? "127.0.0.1", port);
            case "clamd":
                _faults.Add($"{Written(section + ":Clamd:Port")} is a number from 1 to 65535.");
                return null;
            default:
                _faults.Add($"{Written(section + ":Kind")} is content-only or clamd.");
                return null;
        }
    }

    /// <summary>Where departments take messages by HTTP; without any, the channel tells nobody.</summary>
    public ImmutableArray<WebhookEndpoint> Webhooks(string section)
    {
        var endpoints = Each<WebhookEndpoint>(section, WebhookEndpoint.Read);
        if (endpoints.IsEmpty && _faults.Count == 0)
        {
            _faults.Add($"{Written(section)} names no department.");
        }

        return endpoints;
    }

    /// <summary>Who may send decisions by message.</summary>
    public ImmutableArray<DecisionSender> Senders(string section) => Each<DecisionSender>(section, DecisionSender.Read);

    /// <summary>A number of days.</summary>
    public TimeSpan Days(string name, TimeSpan otherwise)
    {
        if (Optional(name) is not { } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 365)
        {
            return TimeSpan.FromDays(days);
        }

        _faults.Add($"{Written(name)} is a number of days from 1 to 365.");
        return otherwise;
    }

    private ImmutableArray<T> Each<T>(string section, Func<string, Func<string, string?>, ICollection<(string Setting, string Fault)>, T?> read)
        where T : class
    {
        var all = ImmutableArray.CreateBuilder<T>();
        foreach (var department in configuration.GetSection(section).GetChildren())
        {
            var found = new List<(string Setting, string Fault)>();
            if (read(department["Department"] ?? department.Key, name => Optional($"{department.Path}:{name}"), found) is { } one)
            {
                all.Add(one);
            }

            _faults.AddRange(found.Select(f => $"{Written(department.Path)}__{f.Setting} {f.Fault}."));
        }

        return all.ToImmutable();
    }

    /// <summary>How much one case may hold of scans.</summary>
    public MaterialLimits Uploads(string section)
    {
        if (MaterialLimits.Read(Optional(section + ":MaxScans"), Optional(section + ":MaxMegabytes")) is { } limits)
        {
            return limits;
        }

        _faults.Add($"{Written(section + ":MaxScans")} is a number from 1 to 2000, {Written(section + ":MaxMegabytes")} one of 20 or more.");
        return MaterialLimits.Default;
    }

    /// <summary>Stops when there was any fault.</summary>
    public void ThrowIfFaulty()
    {
        if (_faults.Count > 0)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, _faults));
        }
    }

    /// <summary>The name as app settings write it.</summary>
    private static string Written(string name) => name.Replace(":", "__", StringComparison.Ordinal);
}
