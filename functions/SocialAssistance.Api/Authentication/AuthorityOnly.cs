namespace SocialAssistance.Api.Authentication;

/// <summary>Asks the configured issuer and nobody else, wherever its documents may point.</summary>
internal sealed class AuthorityOnly(Uri authority) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri is { } asked && Uri.Compare(asked, authority, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
            ? base.SendAsync(request, cancellationToken)
            : throw new HttpRequestException("The issuer's documents point to another host than Jwt:Authority.");
}
