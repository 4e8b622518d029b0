using System.Net;

namespace SocialAssistance.Api.Authentication;

/// <summary>Asks the configured issuer and nobody else, wherever its documents may point.</summary>
internal sealed class AuthorityOnly : DelegatingHandler
{
    private const int MaxDocumentBytes = 1024 * 1024;

    /// <summary>How long the issuer may take to answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Uri _authority;

    private AuthorityOnly(Uri authority, Uri? proxy)
        : base(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = proxy is not null,
            Proxy = proxy is null ? null : new WebProxy(proxy),
        })
    {
        _authority = authority;
    }

    /// <summary>
    /// A client for the issuer's documents, for as long as the process lives. It goes through a proxy only where one is
    /// configured for it: the environment's may have been meant for something else, and would be asked in the issuer's place.
    /// </summary>
    public static HttpClient Client(Uri authority, Uri? proxy) => new(new AuthorityOnly(authority, proxy))
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = MaxDocumentBytes,
    };

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri is { } asked && Uri.Compare(asked, _authority, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
            ? base.SendAsync(request, cancellationToken)
            : throw new HttpRequestException("The issuer's documents point to another host than Jwt:Authority.");
}
