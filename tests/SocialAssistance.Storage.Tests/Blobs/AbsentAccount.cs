using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SocialAssistance.Storage.Tests.Blobs;

/// <summary>A storage account at an address where nobody listens.</summary>
internal static class AbsentAccount
{
    public static string ConnectionString
    {
        get
        {
            var address = $"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}/absent";
            return $"DefaultEndpointsProtocol=http;AccountName=absent;AccountKey=AAAA;BlobEndpoint={address};QueueEndpoint={address};";
        }
    }

    /// <summary>A port of this machine that nobody listened on a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
