using System.Net;
using System.Net.Sockets;
using Shouldly;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Api.Tests.Access;

/// <summary>The issuer is asked through a proxy that is configured for it, and through no other.</summary>
[Collection(OwnHosts.Name)]
public sealed class IssuerProxyTests(ApiFixture fixture)
{
    private const string Unknown = "applications/20260803-640104-000000000000";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_environments_proxy_is_not_the_issuers(bool configured)
    {
        // The proxy answers for an issuer that cannot be reached.
        await using var proxy = await TokenIssuer.StartAsync();
        var issuer = NowhereAddress();
        proxy.KeysElsewhere = issuer + "/keys";
        (string, string)[] settings = [.. proxy.Settings().Where(s => s.Name != "Jwt:Authority"), ("Jwt:Authority", issuer)];
        using var folder = new TemporaryFolder();
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new OnlyFor(new Uri(issuer), new Uri(proxy.Address));
        try
        {
            await using var host = await TestHost.StartAsync(
                folder.Path, fixture.OwnStorage, SampleCases.Now, settings: configured ? [.. settings, ("Jwt:Proxy", proxy.Address)] : settings);
            using var request = new HttpRequestMessage(HttpMethod.Get, Unknown);
            request.Headers.Add("Authorization", "Bearer " + proxy.Token());
            var reply = await host.Api.Anyone.SendAsync(request);
            reply.ExpectProblem(configured ? 404 : 503, configured ? "case-not-found" : "identity-provider-unavailable");
            (proxy.Asked > 0).ShouldBe(configured);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    private static string NowhereAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    /// <summary>A proxy as the environment might name one, for one address: other tests must not meet it.</summary>
    private sealed class OnlyFor(Uri address, Uri proxy) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri GetProxy(Uri destination) => IsBypassed(destination) ? destination : proxy;

        public bool IsBypassed(Uri host) => host.Port != address.Port;
    }
}
