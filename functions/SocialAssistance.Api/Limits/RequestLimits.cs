using Microsoft.AspNetCore.Server.Kestrel.Core;
using SocialAssistance.Input;
using SocialAssistance.Materials;

namespace SocialAssistance.Api.Limits;

/// <summary>Every bound of a request in one place. What is beyond is refused with a problem, before anything is done.</summary>
public static class RequestLimits
{
    /// <summary>Most bytes of a JSON body.</summary>
    public const int MaxJsonBytes = 1024 * 1024;

    /// <summary>Deepest nesting of a JSON body.</summary>
    public const int MaxDepth = InputReader.MaxDepth;

    /// <summary>Most members of a JSON body, all objects together: more than the largest batch of events has.</summary>
    public const int MaxFields = 20_000;

    /// <summary>Most bytes that the server takes of a body; an upload of a scan allows itself more.</summary>
    public const int MaxBodyBytes = 2 * MaxJsonBytes;

    /// <summary>
    /// Most bytes of an upload. A scan with the multipart around it is smaller. Up to this the rest of what is too large is
    /// read away and thrown away, so that the sender gets the answer and not a broken connection.
    /// </summary>
    public const int MaxUploadBytes = 3 * ScanInspector.MaxBytes;

    /// <summary>Most characters of a path.</summary>
    public const int MaxPathLength = 1024;

    /// <summary>Most characters of a query.</summary>
    public const int MaxQueryLength = 2048;

    /// <summary>Most parameters of a query.</summary>
    public const int MaxQueryParameters = 32;

    /// <summary>Most headers.</summary>
    public const int MaxHeaders = 64;

    /// <summary>Most characters of all headers with their names; a token with many roles takes some thousand.</summary>
    public const int MaxHeaderLength = 16 * 1024;

    /// <summary>Most characters of an idempotency key.</summary>
    public const int MaxIdempotencyKeyLength = 128;

    /// <summary>Most connections at once.</summary>
    private const int MaxConnections = 10_000;

    /// <summary>How long the headers of a request may take.</summary>
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Slowest body, after the first seconds.</summary>
    private static readonly MinDataRate SlowestBody = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));

    /// <summary>
    /// The server's own bounds, for every host. They are a little wider than those above, because a server refuses without a
    /// problem's body; only where they are passed the answer is bare.
    /// </summary>
    public static KestrelServerOptions UseApiLimits(this KestrelServerOptions kestrel)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        kestrel.Limits.MaxRequestLineSize = 4 * (MaxPathLength + MaxQueryLength);
        kestrel.Limits.MaxRequestHeaderCount = 2 * MaxHeaders;
        kestrel.Limits.MaxRequestHeadersTotalSize = 2 * MaxHeaderLength;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        kestrel.Limits.MinRequestBodyDataRate = SlowestBody;
        return kestrel;
    }
}
