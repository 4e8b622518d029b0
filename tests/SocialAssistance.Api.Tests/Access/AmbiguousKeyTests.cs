using System.Net.Sockets;
using System.Text;
using Shouldly;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests.Access;

/// <summary>Of several keys in one request none can be the one that is meant. Sent as bytes: clients put lines together.</summary>
public sealed class AmbiguousKeyTests(ApiFixture fixture)
{
    private readonly Target _api = fixture.Api;

    [Theory]
    [InlineData("X-Api-Key: {key}", 404)]
    [InlineData("X-Api-Key: {key}\r\nX-Api-Key: {key}", 401)]
    [InlineData("X-Api-Key: {key}\r\nX-Api-Key: another", 401)]
    [InlineData("X-Api-Key: another\r\nX-Api-Key: {key}", 401)]
    [InlineData("X-Api-Key: {key}\r\nX-Api-Key:", 401)]
    [InlineData("X-Api-Key: {key}\r\nAuthorization: Bearer a.b.c", 401)]
    [InlineData("X-Api-Key:", 401)]
    public async Task A_request_has_one_key(string lines, int status)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_api.Address.Host, _api.Address.Port, TestContext.Current.CancellationToken);
        var head = $"GET /api/applications/20260803-640104-000000000000 HTTP/1.1\r\nHost: {_api.Address.Authority}\r\nConnection: close\r\n"
            + lines.Replace("{key}", _api.Keys.Of("platform"), StringComparison.Ordinal) + "\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldStartWith($"HTTP/1.1 {status} ");
    }
}
