using System.Collections.Immutable;
using System.Net;
using SocialAssistance.Storage.Outbound;

namespace SocialAssistance.Storage.Webhooks;

/// <summary>Where a department takes messages, and the secrets that they are signed with.</summary>
/// <param name="Department">Code of the department.</param>
/// <param name="Url">Its address.</param>
/// <param name="Secrets">One secret, or two while it is changed: the new one first.</param>
/// <param name="Network">Where its host is.</param>
public sealed record WebhookEndpoint(string Department, Uri Url, ImmutableArray<WebhookSecret> Secrets, OutboundNetwork Network)
{
    private const int MaxUrl = 500;

    /// <summary>Reads an endpoint from settings.</summary>
    /// <param name="department">Code of the department.</param>
    /// <param name="setting">Gives a setting of the department by its name, or null: <c>Url</c>, <c>Secret</c>,
    /// <c>PreviousSecret</c>, <c>PrivateNetwork</c>.</param>
    /// <param name="faults">Takes what is wrong, by the setting's name and never by its value.</param>
    /// <returns>Null when anything is wrong.</returns>
    public static WebhookEndpoint? Read(string department, Func<string, string?> setting, ICollection<(string Setting, string Fault)> faults)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(faults);
        var before = faults.Count;
        var secrets = WebhookSecrets.Read(setting, faults);
        var isPrivate = false;
        if (setting("PrivateNetwork") is { Length: > 0 } text && !bool.TryParse(text, out isPrivate))
        {
            faults.Add(("PrivateNetwork", "is true or false"));
        }

        var url = Address(setting("Url"), out var isLoopback);
        if (url is null)
        {
            faults.Add(("Url", "is an https address of a host, without user, query or fragment (http only for 127.0.0.1)"));
        }

        var network = isLoopback ? OutboundNetwork.Loopback : isPrivate ? OutboundNetwork.Private : OutboundNetwork.Public;
        if (url is not null && IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var literal) && !OutboundAddresses.Allow(literal, network))
        {
            faults.Add(("Url", "leads to an address that nothing may be sent to (PrivateNetwork allows private ones)"));
        }

        return faults.Count == before ? new WebhookEndpoint(department, url!, secrets, network) : null;
    }

    private static Uri? Address(string? text, out bool isLoopback)
    {
        isLoopback = false;
        if (text is not { Length: > 0 and <= MaxUrl } || !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0 || url.IdnHost.Length == 0)
        {
            return null;
        }

        isLoopback = url.IdnHost is "127.0.0.1" or "[::1]" or "::1";
        return url.Scheme == Uri.UriSchemeHttps || (isLoopback && url.Scheme == Uri.UriSchemeHttp) ? url : null;
    }
}

/// <summary>The secrets that are shared with one department.</summary>
public static class WebhookSecrets
{
    /// <summary>Reads <c>Secret</c>, and <c>PreviousSecret</c> while the secret is changed.</summary>
    public static ImmutableArray<WebhookSecret> Read(Func<string, string?> setting, ICollection<(string Setting, string Fault)> faults)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(faults);
        var secrets = ImmutableArray.CreateBuilder<WebhookSecret>(2);
        foreach (var name in (ReadOnlySpan<string>)["Secret", "PreviousSecret"])
        {
            var text = setting(name);
            if (WebhookSecret.Parse(text) is { } secret)
            {
                secrets.Add(secret);
            }
            else if (name == "Secret" || !string.IsNullOrEmpty(text))
            {
                faults.Add((name, "is whsec_ and base64 of 24 to 64 random bytes"));
            }
        }

        return secrets.ToImmutable();
    }
}
