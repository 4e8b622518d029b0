using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>Every bound of a request is a problem with a code, and every answer carries the headers that protect it.</summary>
public sealed class RequestLimitTests(ApiFixture fixture)
{
    private readonly Target _api = fixture.Host.Api;

    [Theory]
    [InlineData("guide?a=", 3000)]
    [InlineData("guide/", 1500)]
    public async Task An_address_beyond_measure_is_refused(string path, int length) =>
        (await _api.Anyone.GetAsync(path + new string('x', length))).ExpectProblem(414, "address-too-long");

    [Fact]
    public async Task A_query_with_too_many_parameters_is_refused()
    {
        (await _api.Anyone.GetAsync("guide?" + string.Join('&', Enumerable.Repeat("a=1", 32)))).Expect(200);
        (await _api.Anyone.GetAsync("guide?" + string.Join('&', Enumerable.Repeat("a=1", 33)))).ExpectProblem(414, "address-too-long");
    }

    [Theory]
    [InlineData(70, 1)]
    [InlineData(1, 17_000)]
    public async Task Headers_beyond_measure_are_refused(int count, int length)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "guide");
        for (var header = 0; header < count; header++)
        {
            request.Headers.Add($"X-More-{header}", new string('x', length));
        }

        (await _api.Anyone.SendAsync(request)).ExpectProblem(431, "headers-too-large");
    }

    [Fact]
    public async Task A_body_with_too_many_fields_is_refused_and_an_answer_never_lists_them_all()
    {
        (await PostAsync(20_001)).ExpectFaults().ShouldBe([" too-many-fields"]);
        (await PostAsync(19_999)).ExpectFaults().Length.ShouldBe(500);

        Task<Reply> PostAsync(int fields)
        {
            var body = new StringBuilder("{");
            for (var field = 0; field < fields; field++)
            {
                body.Append(field > 0 ? "," : "").Append(System.Globalization.CultureInfo.InvariantCulture, $"\"f{field}\":1");
            }

            return _api.Platform.PostBytesAsync("applications", Encoding.UTF8.GetBytes(body.Append('}').ToString()));
        }
    }

    [Fact]
    public async Task A_body_that_does_not_say_how_long_it_is_is_read_no_further_than_any_other()
    {
        (await PostAsync(1024 * 1024)).ExpectFaults().ShouldBe([" invalid-json"]);
        (await PostAsync((1024 * 1024) + 1)).ExpectProblem(413, "body-too-large");

        Task<Reply> PostAsync(int length)
        {
            var content = new ByteArrayContent(Enumerable.Repeat((byte)' ', length).ToArray());
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            var request = new HttpRequestMessage(HttpMethod.Post, "applications") { Content = content };
            request.Headers.TransferEncodingChunked = true;
            return _api.Platform.SendAsync(request);
        }
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n")]
    [InlineData("-2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}00\r\n\r\n")]
    public async Task A_body_in_chunks_that_are_none_is_the_senders_fault(string chunks)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_api.Address.Host, _api.Address.Port, TestContext.Current.CancellationToken);
        var head = $"POST /api/applications HTTP/1.1\r\nHost: {_api.Address.Authority}\r\nX-Api-Key: {_api.Keys.Of("platform")}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + chunks), TestContext.Current.CancellationToken);
        using var answer = new StreamReader(client.GetStream());
        (await answer.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("HTTP/1.1 400 Bad Request");
    }

    [Fact]
    public async Task A_body_that_is_nested_too_deeply_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 17)) + "1" + new string('}', 17);
        (await _api.Platform.PostBytesAsync("applications", Encoding.UTF8.GetBytes(deep))).ExpectFaults().ShouldBe([" invalid-json"]);
    }

    [Fact]
    public void Whoever_sends_slowly_or_opens_connections_without_end_is_not_waited_for()
    {
        // What the server itself waits for is real time: that it is told to is what can be seen at once.
        var limits = fixture.Host.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        limits.RequestHeadersTimeout.ShouldBe(TimeSpan.FromSeconds(15));
        var slowest = limits.MinRequestBodyDataRate.ShouldNotBeNull();
        (slowest.BytesPerSecond, slowest.GracePeriod).ShouldBe((1024, TimeSpan.FromSeconds(5)));
        limits.MaxRequestBodySize.ShouldBe(2 * 1024 * 1024);
        limits.MaxConcurrentConnections.ShouldBe(10_000);
    }

    [Fact]
    public async Task Every_answer_is_protected()
    {
        var caseId = await _api.DispatchAsync(Items.Medical);
        var materialId = (string)(await _api.ProgressAsync(caseId))["materials"]![0]!["materialId"]!;
        Reply[] kept = [await _api.Anyone.GetAsync("/"), await _api.Anyone.GetAsync("guide"), await _api.Anyone.GetAsync("openapi.json")];
        Reply[] notKept =
        [
            await _api.Platform.GetAsync($"applications/{caseId}"),
            await _api.Department("medical-insurance").GetAsync(CaseSteps.TaskPath(caseId, Items.Medical)),
            await _api.Department("medical-insurance").GetAsync($"{CaseSteps.TaskPath(caseId, Items.Medical)}/materials/{materialId}"),
            await _api.Anyone.GetAsync("health/live"),
            await _api.Anyone.PostAsync("guide/suggestions", new JsonObject()),
            await _api.Platform.PostAsync("applications", new JsonObject()),
            await _api.Anyone.GetAsync($"applications/{caseId}"),
            await _api.Window.GetAsync("supervision/tasks"),
            await _api.Anyone.GetAsync("nothing"),
            await _api.Anyone.PostAsync("guide"),
            await _api.Anyone.GetAsync("guide?" + new string('x', 3000)),
            await _api.Platform.PostBytesAsync("applications", new byte[(1024 * 1024) + 1]),
        ];
        foreach (var reply in (IEnumerable<Reply>)[.. kept, .. notKept])
        {
            reply.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], reply.Request);
            reply.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"], reply.Request);
            reply.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"], reply.Request);
            reply.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'", Case.Sensitive, reply.Request);
            reply.Headers.Contains("Server").ShouldBeFalse(reply.Request);
            reply.Headers.Contains("Strict-Transport-Security").ShouldBeFalse(reply.Request);
            reply.Headers.CacheControl!.NoStore.ShouldBe(!kept.Contains(reply), reply.Request);
        }

        notKept.Select(r => r.Status).ShouldBe([200, 200, 200, 200, 200, 422, 401, 403, 404, 405, 414, 413]);
    }

    [Fact]
    public async Task Behind_a_proxy_with_encryption_browsers_are_told_to_stay_with_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "guide");
        request.Headers.Add("X-Forwarded-Proto", "https");
        (await _api.Anyone.SendAsync(request)).Headers.GetValues("Strict-Transport-Security").Single().ShouldStartWith("max-age=31536000");
    }

    [Fact]
    public async Task The_start_page_may_use_its_own_style_and_no_other()
    {
        var page = await _api.Anyone.GetAsync("/");
        var from = page.Text.IndexOf("<style>", StringComparison.Ordinal) + "<style>".Length;
        var style = page.Text[from..page.Text.IndexOf("</style>", StringComparison.Ordinal)];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain($"style-src 'sha256-{hash}'");
        policy.ShouldNotContain("unsafe");
        page.Text.ShouldNotContain("<script");
        page.Text.ShouldNotContain(" style=");
    }
}
