using Microsoft.Extensions.Logging;

namespace SocialAssistance.Api;

/// <summary>
/// Keeps out of the log what writes whole addresses: a caller can put a name or a number into any path or query, and a
/// window calls its files after people.
/// </summary>
public static class AddressLogs
{
    /// <summary>Categories that log addresses, paths or what was wrong with a request's head.</summary>
    private static readonly string[] Categories =
    [
        "Microsoft.AspNetCore.HttpLogging",
        "Microsoft.AspNetCore.HttpsPolicy",
        "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.Routing.EndpointMiddleware",
        "Microsoft.AspNetCore.Routing.EndpointRoutingMiddleware",
        "Microsoft.AspNetCore.Routing.Matching.DfaMatcher",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests",
        "Microsoft.AspNetCore.Server.Kestrel.Connections",
        "Microsoft.AspNetCore.StaticFiles",
        "Azure.Core",
        "Azure-Core",
        "Azure.Storage.Blobs",
        "System.Net.Http.HttpClient",
    ];

    /// <summary>Begins a scope with the path around whatever is logged while a request is answered, unless it is silent.</summary>
    private const string ScopeOfRequests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>Allows these categories warnings only, also where the settings ask for more of them.</summary>
    public static ILoggingBuilder KeepAddressesOut(this ILoggingBuilder logging)
    {
        ArgumentNullException.ThrowIfNull(logging);
        foreach (var category in Categories)
        {
            logging.AddFilter(category, LogLevel.Warning);
        }

        return logging.AddFilter(ScopeOfRequests, LogLevel.None);
    }
}
