namespace SocialAssistance.Api.Authentication;

/// <summary>Asks the configured issuer and nobody else, wherever its documents may point.</summary>
internal sealed class AuthorityOnly : DelegatingHandler
{
    private const int MaxDocumentBytes = 1024 * 1024;

    /// <summary>How long the issuer may take to answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Uri _authority;

    private AuthorityOnly(Uri authority)
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        _authority = authority;
    }

    /// <summary>A client for the issuer's documents, for as long as the process lives.</summary>
    public static HttpClient Client(Uri authority) => new(new AuthorityOnly(authority))
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
