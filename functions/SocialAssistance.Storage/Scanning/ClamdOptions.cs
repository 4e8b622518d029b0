namespace SocialAssistance.Storage.Scanning;

/// <summary>Where clamd listens, and how long it is waited for.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP port; 3310 by clamd's own custom.</param>
/// <param name="ConnectTimeout">How long connecting may take.</param>
/// <param name="ScanTimeout">How long one scan may take from connecting to verdict.</param>
public sealed record ClamdOptions(string Host, int Port, TimeSpan ConnectTimeout, TimeSpan ScanTimeout)
{
    /// <summary>Two seconds to connect, thirty for a whole scan: a 20 MB file takes clamd a few seconds.</summary>
    public ClamdOptions(string host, int port)
        : this(host, port, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30))
    {
    }
}
