using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Tests.Access;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>Whoever asks too often, too much at once or too slowly is told so, and nobody else feels it.</summary>
[Collection(OwnHosts.Name)]
public sealed class LimitTests(ApiFixture fixture) : IAsyncLifetime
{
    private const string Unknown = "applications/20260803-640104-000000000000";

    private static readonly (string, string)[] Settings =
    [
        ("Limits:Rates:supervisor:PerSecond", "1"), ("Limits:Rates:supervisor:Burst", "3"),
        ("Limits:Rates:anonymous:PerSecond", "1"), ("Limits:Rates:anonymous:Burst", "8"),
        ("Limits:Rates:failed:PerSecond", "5"), ("Limits:Rates:failed:Burst", "3"),
        ("Limits:ComparedPeople:PerSecond", "1"), ("Limits:ComparedPeople:Burst", "200"),
        ("Limits:Uploads", "1"), ("Limits:UploadsWaiting", "0"), ("Limits:TimeoutSeconds", "1"), ("Limits:Proxies", "1"),
    ];

    private readonly TemporaryFolder _folder = new();
    private TestHost? _host;

    private Target Api => _host!.Api;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(
        _folder.Path, fixture.OwnStorage, SampleCases.Now, replace: s => s.Configure<CallerOptions>(TestKeys.AddTo), settings: Settings);

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Who_asks_too_often_waits_and_takes_nothing_from_others()
    {
        var busy = Api.WithKey(TestKeys.Of("supervisor here"));
        var replies = await ManyAsync(30, () => busy.GetAsync("supervision/tasks"));
        replies.Count(r => r.Status == 200).ShouldBeInRange(3, 15);
        var refused = replies.First(r => r.Status != 200);
        refused.ExpectProblem(429, "too-many-requests");
        refused.Headers.RetryAfter!.Delta.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        (await Api.WithKey(TestKeys.Of("supervisor elsewhere")).GetAsync("supervision/tasks")).Expect(200);
        await Poll.UntilAsync(async () => (await busy.GetAsync("supervision/tasks")).Status == 200, "the caller may ask again");
    }

    [Fact]
    public async Task Nobody_in_particular_is_told_by_the_address_and_probes_always_get_their_answer()
    {
        var replies = await ManyAsync(40, () => From("192.0.2.1", "guide"));
        replies.ShouldContain(r => r.Status == 200);
        replies.First(r => r.Status != 200).ExpectProblem(429, "too-many-requests");
        (await From("192.0.2.2", "guide")).Expect(200);

        // What stands before the address that the proxy wrote, anybody may have written.
        (await Task.WhenAll(Enumerable.Range(1, 40).Select(n => From($"198.51.100.{n}, 192.0.2.1", "guide")))).ShouldContain(r => r.Status == 429);
        (await ManyAsync(40, () => From("192.0.2.1", "health/live"))).ShouldAllBe(r => r.Status == 200);
    }

    [Fact]
    public async Task Whoever_has_a_network_is_one_and_an_address_written_otherwise_is_the_same()
    {
        var many = Enumerable.Range(1, 40).ToArray();
        (await Task.WhenAll(many.Select(n => From($"2001:db8:1:2::{n:x}", "guide")))).ShouldContain(r => r.Status == 429);
        (await From("2001:db8:1:3::1", "guide")).Expect(200);
        (await Task.WhenAll(many.Select(n => From(n % 2 == 0 ? "192.0.2.7" : "::ffff:192.0.2.7", "guide")))).Count(r => r.Status == 200).ShouldBeLessThan(16);
    }

    [Fact]
    public async Task Who_tries_keys_is_slowed_down_and_the_right_key_is_not()
    {
        var replies = await ManyAsync(30, () => Api.WithKey("a wrong key").GetAsync(Unknown));
        replies.ShouldContain(r => r.Status == 401);
        var refused = replies.First(r => r.Status != 401);
        refused.ExpectProblem(429, "too-many-requests");

        // A fifth of a second is told as the least there is to tell, and never as nothing.
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));

        // Nor is whoever comes from the same place without any key.
        (await Api.Anyone.GetAsync("guide")).Expect(200);
        (await Api.Platform.GetAsync(Unknown)).ExpectProblem(404, "case-not-found");
    }

    [Fact]
    public async Task Whoever_compares_is_counted_by_people_and_not_by_requests()
    {
        (await CompareAsync("medical-insurance", 150)).Expect(200);
        var refused = await CompareAsync("medical-insurance", 150);
        refused.ExpectProblem(429, "too-many-people");
        refused.Headers.RetryAfter!.Delta.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(150));

        // What is refused is not counted, and one caller takes nothing from another.
        (await CompareAsync("medical-insurance", 20)).Expect(200);
        (await CompareAsync("education", 150)).Expect(200);
    }

    [Fact]
    public async Task Whoever_asks_for_what_is_held_of_people_is_counted_as_one_who_compares()
    {
        var replies = await ManyAsync(300, () => Api.Platform.PostAsync(
            "privacy/exports", new JsonObject { ["name"] = "无此人", ["idNumber"] = Forms.IdNumber(), ["reason"] = "self" }));
        replies.ShouldContain(r => r.Status == 200);
        replies.First(r => r.Status == 429).ExpectProblem(429, "too-many-people");
    }

    [Fact]
    public async Task A_body_that_trickles_in_is_not_waited_for_and_leaves_nothing()
    {
        var form = Forms.For(Items.Temporary);
        var answer = await TrickleAsync("applications", "application/json", Encoding.UTF8.GetBytes(form.ToJsonString()));
        answer.ShouldStartWith("HTTP/1.1 503");
        answer.ShouldContain("request-timeout");
        answer.ShouldContain("Retry-After: 1");
        answer.ShouldContain("X-Content-Type-Options: nosniff");
        var person = new JsonObject { ["name"] = Forms.NameOf(form), ["idNumber"] = Forms.IdNumberOf(form) };
        (await Api.Platform.PostAsync("applications/search", person)).Expect(200)["cases"]!.AsArray().ShouldBeEmpty();
        (await Api.Platform.PostAsync("applications", form)).Expect(201);
    }

    [Fact]
    public async Task More_scans_at_once_than_there_is_room_for_come_again()
    {
        var caseId = await Api.FileAsync(Forms.For(Items.Temporary));
        TcpClient? held = null;
        Reply? refused = null;
        await Poll.UntilAsync(
            async () =>
            {
                // The one that is to hold the place may itself have come when it was taken.
                held?.Dispose();
                held = await SendPartAsync($"applications/{caseId}/materials", "multipart/form-data; boundary=b", "--b\r\n"u8.ToArray(), 100_000);
                refused = await Api.Platform.UploadAsync(caseId, "other", CaseSteps.Scan());
                return refused.Status != 202;
            },
            "the other upload is begun");
        refused!.ExpectProblem(503, "uploads-busy");
        refused.Headers.RetryAfter!.Delta.ShouldNotBeNull();

        // An upload may take longer than a form, but it ends with its sender.
        held!.Dispose();
        await Poll.UntilAsync(async () => (await Api.Platform.UploadAsync(caseId, "other", CaseSteps.Scan())).Status == 202, "there is room again");
    }

    private Task<Reply> CompareAsync(string department, int people) => Api.Department(department).PostAsync("register/comparisons", new JsonObject
    {
        ["people"] = new JsonArray([.. Enumerable.Range(0, people).Select(_ => new JsonObject { ["idNumber"] = Forms.IdNumber() })]),
    });

    private Task<Reply> From(string address, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Forwarded-For", address);
        return Api.Anyone.SendAsync(request);
    }

    private static Task<Reply[]> ManyAsync(int count, Func<Task<Reply>> ask) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => ask()));

    /// <summary>Sends all but the last byte of a body, and reads what is answered, up to the code of the problem.</summary>
    private async Task<string> TrickleAsync(string path, string contentType, byte[] body)
    {
        using var client = await SendPartAsync(path, contentType, body[..^1], body.Length);

        // After its answer the server waits for the rest a while and then breaks the connection off.
        var answer = new StringBuilder();
        var buffer = new byte[8192];
        int count;
        while (!answer.ToString().Contains("\"code\"", StringComparison.Ordinal)
            && (count = await client.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0)
        {
            answer.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        return answer.ToString();
    }

    private async Task<TcpClient> SendPartAsync(string path, string contentType, byte[] part, int length)
    {
        var client = new TcpClient();
        await client.ConnectAsync(Api.Address.Host, Api.Address.Port, TestContext.Current.CancellationToken);
        var head = $"POST /api/{path} HTTP/1.1\r\nHost: {Api.Address.Authority}\r\nX-Api-Key: {Api.Keys.Of("platform")}\r\nContent-Type: {contentType}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(part, TestContext.Current.CancellationToken);
        return client;
    }
}
