using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using SocialAssistance.Departments;
using SocialAssistance.Storage.Outbound;
using SocialAssistance.Storage.Webhooks;
using SocialAssistance.Testing.Running;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Storage.Tests.Webhooks;

/// <summary>Departments are told by HTTP, signed, at their own address and nowhere else.</summary>
public sealed class WebhookDepartmentChannelTests
{
    private const string Department = "education";
    private const string Ok = "HTTP/1.1 204 No Content\r\n\r\n";

    private static readonly WebhookSecret Secret = WebhookSecret.Parse(Convert.ToBase64String(new byte[32]))!;
    private static readonly DepartmentMessage Message = new(
        "20260803-640104-00000000000A.supplement-answered.student-loan.e.1", "supplement-answered", Department,
        "20260803-640104-00000000000A", "student-loan", "640104", SampleCases.Now.ToUniversalTime());

    private readonly FakeTimeProvider _clock = new(SampleCases.Now.ToUniversalTime());
    private readonly ScriptedChannel _otherwise = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_a_signed_cloud_event()
    {
        await using var receiver = new WebhookReceiver(Ok);
        await SendAsync(receiver.Url);

        var (headers, body) = receiver.Requests.ShouldHaveSingleItem();
        headers["request"].ShouldBe("POST /hooks HTTP/1.1");
        headers["Content-Type"].ShouldBe("application/cloudevents+json; charset=utf-8");
        WebhookSignature.Verify(
            WebhookHeaders.From(headers.GetValueOrDefault), body, [Secret], WebhookWindow.Direct, _clock.GetUtcNow()).ShouldBe(WebhookVerdict.Valid);
        var told = JsonNode.Parse(body)!;
        ((string)told["specversion"]!).ShouldBe("1.0");
        ((string)told["id"]!).ShouldBe(Message.TaskId);
        headers.Keys.ShouldBe(
            ["Host", "Content-Type", "Content-Length", "webhook-id", "webhook-timestamp", "webhook-signature", "request"],
            ignoreOrder: true, "nothing else is told of this system");
    }

    [Fact]
    public async Task Every_attempt_has_the_same_id_and_a_moment_of_its_own()
    {
        await using var receiver = new WebhookReceiver(Ok);
        await SendAsync(receiver.Url);
        _clock.Advance(TimeSpan.FromHours(2));
        await SendAsync(receiver.Url);
        receiver.Requests[0].Headers["webhook-id"].ShouldBe(receiver.Requests[1].Headers["webhook-id"]);
        receiver.Requests[0].Headers["webhook-timestamp"].ShouldNotBe(receiver.Requests[1].Headers["webhook-timestamp"]);
    }

    [Theory]
    [InlineData("301 Moved Permanently\r\nLocation: http://127.0.0.1:1/", "webhook-redirected")]
    [InlineData("307 Temporary Redirect\r\nLocation: /other", "webhook-redirected")]
    [InlineData("400 Bad Request", "webhook-refused")]
    [InlineData("401 Unauthorized\r\nWWW-Authenticate: Negotiate", "webhook-refused")]
    [InlineData("410 Gone", "webhook-gone")]
    [InlineData("429 Too Many Requests", "webhook-rate-limited")]
    [InlineData("500 Internal Server Error", "webhook-failed")]
    [InlineData("503 Service Unavailable", "webhook-failed")]
    public async Task Any_other_answer_is_a_failed_attempt_with_its_code_and_nothing_of_the_answer(string status, string code)
    {
        await using var receiver = new WebhookReceiver($"HTTP/1.1 {status}\r\nContent-Length: 8\r\n\r\n身份");
        var failure = await FailAsync(receiver.Url);
        failure.Code.ShouldBe(code);
        failure.Message.ShouldBe("A message was not delivered: " + code);
        failure.InnerException.ShouldBeNull();
        receiver.Requests.Count.ShouldBe(1, "nothing is followed");
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("9999999", 86_400)]
    [InlineData("Mon, 03 Aug 2026 01:10:00 GMT", 600)]
    [InlineData("Mon, 03 Aug 2020 01:10:00 GMT", null)]
    [InlineData("soon", null)]
    public async Task A_department_may_ask_to_be_left_alone_for_a_while(string retryAfter, int? seconds)
    {
        await using var receiver = new WebhookReceiver($"HTTP/1.1 503 Service Unavailable\r\nRetry-After: {retryAfter}\r\nContent-Length: 0\r\n\r\n");
        (await FailAsync(receiver.Url)).RetryAfter.ShouldBe(seconds is { } s ? TimeSpan.FromSeconds(s) : null);
    }

    [Fact]
    public async Task An_answer_of_endless_length_is_not_waited_for()
    {
        await using var receiver = new WebhookReceiver("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nand so on");
        await SendAsync(receiver.Url);
    }

    [Theory]
    [InlineData("not http at all\r\n\r\n")]
    [InlineData("")]
    public async Task An_answer_that_is_none_is_a_failed_attempt(string answer)
    {
        await using var receiver = new WebhookReceiver(answer);
        (await FailAsync(receiver.Url)).Code.ShouldBe("webhook-unreachable");
    }

    [Fact]
    public async Task A_head_of_endless_length_is_a_failed_attempt()
    {
        await using var receiver = new WebhookReceiver("HTTP/1.1 200 OK\r\nX: " + new string('x', 100_000) + "\r\n\r\n");
        (await FailAsync(receiver.Url)).Code.ShouldBe("webhook-unreachable");
    }

    [Fact]
    public async Task A_department_that_does_not_answer_is_not_waited_for_longer_than_its_time()
    {
        await using var receiver = new WebhookReceiver(null);
        var sending = FailAsync(receiver.Url);
        await receiver.Asked.WaitAsync(Cancel);
        sending.IsCompleted.ShouldBeFalse();
        _clock.Advance(WebhookDepartmentChannel.Patience);
        (await sending).Code.ShouldBe("webhook-timeout");
    }

    [Fact]
    public async Task Nobody_there_is_a_failed_attempt()
    {
        string url;
        await using (var receiver = new WebhookReceiver(Ok))
        {
            url = receiver.Url;
        }

        (await FailAsync(url)).Code.ShouldBe("webhook-unreachable");
    }

    [Theory]
    [InlineData("127.0.0.1", OutboundNetwork.Private)]
    [InlineData("::1", OutboundNetwork.Private)]
    [InlineData("::ffff:127.0.0.1", OutboundNetwork.Private)]
    [InlineData("169.254.169.254", OutboundNetwork.Private)]
    [InlineData("100.100.100.200", OutboundNetwork.Private)]
    [InlineData("168.63.129.16", OutboundNetwork.Private)]
    [InlineData("fe80::1", OutboundNetwork.Private)]
    [InlineData("fd00:ec2::254", OutboundNetwork.Private)]
    [InlineData("fd20:ce::254", OutboundNetwork.Private)]
    [InlineData("0.0.0.0", OutboundNetwork.Private)]
    [InlineData("255.255.255.255", OutboundNetwork.Private)]
    [InlineData("10.1.2.3", OutboundNetwork.Public)]
    [InlineData("192.168.1.1", OutboundNetwork.Public)]
    [InlineData("172.31.0.1", OutboundNetwork.Public)]
    [InlineData("fd12::1", OutboundNetwork.Public)]
    [InlineData("64:ff9b::a9fe:a9fe", OutboundNetwork.Private)]
    [InlineData("100.64.0.1", OutboundNetwork.Private)]
    [InlineData("192.0.0.8", OutboundNetwork.Private)]
    [InlineData("192.0.2.1", OutboundNetwork.Private)]
    [InlineData("198.18.0.1", OutboundNetwork.Private)]
    [InlineData("198.19.255.255", OutboundNetwork.Private)]
    [InlineData("198.51.100.1", OutboundNetwork.Private)]
    [InlineData("203.0.113.1", OutboundNetwork.Private)]
    [InlineData("224.0.0.1", OutboundNetwork.Private)]
    [InlineData("::", OutboundNetwork.Private)]
    [InlineData("::a9fe:a9fe", OutboundNetwork.Private)]
    [InlineData("64:ff9b:1::1", OutboundNetwork.Private)]
    [InlineData("100::1", OutboundNetwork.Private)]
    [InlineData("2001::1", OutboundNetwork.Private)]
    [InlineData("2001:db8::1", OutboundNetwork.Private)]
    [InlineData("2002:a9fe:a9fe::1", OutboundNetwork.Private)]
    [InlineData("fec0::1", OutboundNetwork.Private)]
    [InlineData("ff02::1", OutboundNetwork.Private)]
    [InlineData("::ffff:169.254.169.254", OutboundNetwork.Private)]
    [InlineData("::ffff:10.1.2.3", OutboundNetwork.Public)]
    [InlineData("172.16.0.1", OutboundNetwork.Public)]
    [InlineData("fc00::1", OutboundNetwork.Public)]
    public async Task A_name_that_leads_where_nothing_may_go_is_not_followed(string address, OutboundNetwork network)
    {
        OutboundAddresses.Allow(IPAddress.Parse(address), network).ShouldBeFalse();
        var endpoint = new WebhookEndpoint(Department, new Uri("https://hooks.example/x"), [Secret], network);
        using var channel = new WebhookDepartmentChannel([endpoint], _otherwise, _clock, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(address)]));
        var failure = await Should.ThrowAsync<DeliveryFailedException>(() => channel.SendAsync(Message, Cancel));
        failure.Code.ShouldBe("webhook-address-not-allowed");
    }

    [Theory]
    [InlineData("203.119.1.1", OutboundNetwork.Public, true)]
    [InlineData("10.1.2.3", OutboundNetwork.Private, true)]
    [InlineData("2408::1", OutboundNetwork.Public, true)]
    [InlineData("127.0.0.1", OutboundNetwork.Loopback, true)]
    [InlineData("10.1.2.3", OutboundNetwork.Loopback, false)]
    [InlineData("203.119.1.1", OutboundNetwork.Loopback, false)]
    [InlineData("172.32.0.1", OutboundNetwork.Public, true)]
    [InlineData("100.128.0.1", OutboundNetwork.Public, true)]
    public void Other_addresses_are_as_the_configuration_says(string address, OutboundNetwork network, bool allowed) =>
        OutboundAddresses.Allow(IPAddress.Parse(address), network).ShouldBe(allowed);

    [Fact]
    public async Task Of_several_addresses_of_a_name_only_those_that_are_allowed_are_tried()
    {
        // 0.0.0.0 leads to the receiver and is allowed to nobody; at the address that is allowed nobody listens.
        await using var receiver = new WebhookReceiver(Ok);
        var endpoint = new WebhookEndpoint(Department, new UriBuilder(receiver.Url) { Host = "hooks.example" }.Uri, [Secret], OutboundNetwork.Loopback);
        using var channel = new WebhookDepartmentChannel(
            [endpoint], _otherwise, _clock, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Any, IPAddress.Parse("127.0.0.2")]));
        (await Should.ThrowAsync<DeliveryFailedException>(() => channel.SendAsync(Message, Cancel))).Code.ShouldBe("webhook-unreachable");
        receiver.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_departments_on_one_host_the_stricter_says_where_it_may_be()
    {
        WebhookEndpoint[] endpoints =
        [
            new(Department, new Uri("https://hooks.example/x"), [Secret], OutboundNetwork.Private),
            new("civil-affairs", new Uri("https://hooks.example/y"), [Secret], OutboundNetwork.Public),
        ];
        using var channel = new WebhookDepartmentChannel(endpoints, _otherwise, _clock, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.1.2.3")]));
        foreach (var endpoint in endpoints)
        {
            var failure = await Should.ThrowAsync<DeliveryFailedException>(() => channel.SendAsync(Message with { Department = endpoint.Department }, Cancel));
            failure.Code.ShouldBe("webhook-address-not-allowed");
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_department_that_hangs_takes_nothing_from_another_on_the_same_host()
    {
        await using var gateway = new WebhookGateway("/hangs");
        WebhookEndpoint[] endpoints =
        [
            new(Department, new Uri(gateway.Host, "/hangs"), [Secret], OutboundNetwork.Loopback),
            new("civil-affairs", new Uri(gateway.Host, "/answers"), [Secret], OutboundNetwork.Loopback),
        ];
        using var channel = new WebhookDepartmentChannel(endpoints, _otherwise, _clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var hanging = Enumerable.Range(0, 30).Select(_ => channel.SendAsync(Message, stop.Token)).ToArray();
        await gateway.Holding.WaitAsync(TestContext.Current.CancellationToken);
        await channel.SendAsync(Message with { Department = "civil-affairs" }, TestContext.Current.CancellationToken);
        hanging.ShouldAllBe(h => !h.IsCompleted);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Task.WhenAll(hanging));
    }

    [Fact]
    public async Task Only_configured_hosts_are_spoken_to_and_only_over_tls()
    {
        using var http = OutboundHttp.Client([KeyValuePair.Create("hooks.example", OutboundNetwork.Public), KeyValuePair.Create("127.0.0.1", OutboundNetwork.Loopback)]);
        (await RefusedAsync("https://elsewhere.example/")).ShouldBe("host-not-configured");
        (await RefusedAsync("https://127.0.0.2/")).ShouldBe("host-not-configured");
        (await RefusedAsync("http://hooks.example/")).ShouldBe("not-encrypted");
        (await RefusedAsync("ftp://127.0.0.1/")).ShouldBe("not-encrypted");

        async Task<string> RefusedAsync(string url)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            return (await Should.ThrowAsync<OutboundRefusedException>(() => http.SendAsync(request, Cancel))).Reason;
        }
    }

    [Fact]
    public async Task A_department_without_an_address_is_told_the_other_way()
    {
        await using var receiver = new WebhookReceiver(Ok);
        using var channel = Channel(receiver.Url);
        await channel.SendAsync(Message with { Department = "civil-affairs" }, Cancel);
        _otherwise.Delivered.ShouldHaveSingleItem().Department.ShouldBe("civil-affairs");
        receiver.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://hooks.example/x", null, true)]
    [InlineData("https://hooks.example:8443/x", null, true)]
    [InlineData("https://10.1.2.3/x", "true", true)]
    [InlineData("http://127.0.0.1:9000/x", null, true)]
    [InlineData("https://10.1.2.3/x", null, false)]
    [InlineData("http://hooks.example/x", null, false)]
    [InlineData("http://localhost/x", null, false)]
    [InlineData("https://user:password@hooks.example/x", null, false)]
    [InlineData("https://hooks.example/x?key=1", null, false)]
    [InlineData("https://hooks.example/x#y", null, false)]
    [InlineData("https://169.254.169.254/x", "true", false)]
    [InlineData("https://2852039166/x", "true", false)]
    [InlineData("file:///etc/passwd", null, false)]
    [InlineData("/x", null, false)]
    [InlineData(null, null, false)]
    [InlineData("https://hooks.example/x", "perhaps", false)]
    public void An_address_is_read_with_care_and_its_faults_are_told_without_its_value(string? url, string? isPrivate, bool good)
    {
        var faults = new List<(string Setting, string Fault)>();
        var settings = new Dictionary<string, string?> { ["Url"] = url, ["PrivateNetwork"] = isPrivate, ["Secret"] = Convert.ToBase64String(new byte[32]) };
        var endpoint = WebhookEndpoint.Read(Department, settings.GetValueOrDefault, faults);
        (endpoint is not null).ShouldBe(good, string.Join("; ", faults));
        faults.Count.ShouldBe(good ? 0 : 1);
        faults.ShouldAllBe(f => url == null || !f.Fault.Contains(url, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("short", null)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "short")]
    public void A_secret_that_is_none_is_a_fault(string? secret, string? previous)
    {
        var faults = new List<(string Setting, string Fault)>();
        var settings = new Dictionary<string, string?> { ["Url"] = "https://hooks.example/x", ["Secret"] = secret, ["PreviousSecret"] = previous };
        WebhookEndpoint.Read(Department, settings.GetValueOrDefault, faults).ShouldBeNull();
        faults.ShouldHaveSingleItem();
    }

    private WebhookDepartmentChannel Channel(string url) =>
        new([new WebhookEndpoint(Department, new Uri(url), [Secret], OutboundNetwork.Loopback)], _otherwise, _clock);

    private async Task SendAsync(string url)
    {
        using var channel = Channel(url);
        await channel.SendAsync(Message, Cancel);
    }

    private Task<DeliveryFailedException> FailAsync(string url) => Should.ThrowAsync<DeliveryFailedException>(() => SendAsync(url));
}
