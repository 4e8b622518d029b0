using System.Net;
using System.Net.Sockets;

namespace SocialAssistance.Storage.Outbound;

/// <summary>To which addresses this system speaks by HTTP, whatever a name resolves to.</summary>
/// <remarks>
/// A name is believed for what it is configured for, not for where it leads: who controls a department's DNS must not be able
/// to point the host at itself, at a cloud's metadata service or at its neighbours.
/// </remarks>
public static class OutboundAddresses
{
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("fc00::/7"),
    ];

    // Link-local addresses are where clouds keep their metadata services, but some keep them elsewhere; 168.63.129.16 is
    // a host's way to Azure's own platform.
    private static readonly IPNetwork[] Never =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("168.63.129.16/32"),
        IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"), IPNetwork.Parse("224.0.0.0/3"),
        IPNetwork.Parse("::/96"), IPNetwork.Parse("64:ff9b::/96"), IPNetwork.Parse("64:ff9b:1::/48"), IPNetwork.Parse("100::/64"),
        IPNetwork.Parse("2001::/32"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16"), IPNetwork.Parse("fd00:ec2::/32"), IPNetwork.Parse("fd20:ce::/32"),
        IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("fec0::/10"), IPNetwork.Parse("ff00::/8"),
    ];

    /// <summary>Whether a connection to an address may be opened.</summary>
    /// <param name="address">What the configured host's name resolved to.</param>
    /// <param name="network">What the configuration says of that host.</param>
    public static bool Allow(IPAddress address, OutboundNetwork network)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IPAddress.IsLoopback(plain))
        {
            return network == OutboundNetwork.Loopback;
        }

        return network != OutboundNetwork.Loopback
            && plain.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
            && !Array.Exists(Never, n => n.Contains(plain))
            && (network == OutboundNetwork.Private || !Array.Exists(Private, n => n.Contains(plain)));
    }
}

/// <summary>Where a configured host is.</summary>
public enum OutboundNetwork
{
    /// <summary>On the public network.</summary>
    Public,

    /// <summary>Perhaps on a private network, such as the government's own: asked for by name in the configuration.</summary>
    Private,

    /// <summary>On this machine, because the configuration gives the address 127.0.0.1.</summary>
    Loopback,
}
