using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace SocialAssistance.Local.Tests.Architecture;

/// <summary>Ways out over HTTP speak to configured hosts only, and there are no others than these.</summary>
public sealed partial class OutboundTests
{
    /// <summary>
    /// Where a client may be made: the way out itself, the transport of the cloud's own client libraries, and what asks the
    /// issuer of tokens for its keys, which speaks to that one authority and follows nothing.
    /// </summary>
    private static readonly string[] Makers =
    [
        "functions/SocialAssistance.Api/Authentication/AuthorityOnly.cs",
        "functions/SocialAssistance.Storage/Outbound/OutboundHttp.cs",
        "functions/SocialAssistance.Storage/Blobs/StorageTransport.cs",
    ];

    [Fact]
    public void Nothing_else_makes_a_client_of_its_own()
    {
        var makers = Repository.Files
            .Where(f => f.StartsWith("functions/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal))
            .Where(f => Client().IsMatch(File.ReadAllText(Repository.PathOf(f))));
        makers.ShouldBe(Makers, ignoreOrder: true);
    }

    [Theory]
    [InlineData("using var http = new HttpClient();")]
    [InlineData("new System.Net.Http.HttpClient(handler)")]
    [InlineData("HttpClient http = new();")]
    [InlineData("services.AddHttpClient<X>()")]
    [InlineData("new SocketsHttpHandler { }")]
    [InlineData("WebRequest.Create(url)")]
    public void A_client_is_known_however_it_is_made(string code) => Client().IsMatch(code).ShouldBeTrue();

    [GeneratedRegex(@"new\s+(System\.Net\.(Http\.)?)?(HttpClient|HttpMessageInvoker|SocketsHttpHandler|HttpClientHandler|WinHttpHandler|WebClient|ClientWebSocket)\b|\bHttpClient\s+\w+\s*=\s*new\s*\(|AddHttpClient|IHttpClientFactory|\b(Http)?WebRequest\.|GrpcChannel\.ForAddress")]
    private static partial Regex Client();
}
