using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using SocialAssistance.Api.Authentication;
using SocialAssistance.Api.Endpoints;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>Signs of life, and which of its needs is not met.</summary>
[Collection(OwnHosts.Name)]
public sealed class HealthTests(ApiFixture fixture)
{
    [Fact]
    public async Task A_host_with_all_it_needs_is_live_and_ready()
    {
        ((string)(await fixture.Api.Anyone.GetAsync("health/live")).Expect(200)["status"]!).ShouldBe("live");
        var ready = (await fixture.Api.Anyone.GetAsync("health/ready")).Expect(200);
        ((string)ready["status"]!).ShouldBe("ready");
        ready["dependencies"]!.AsObject().ShouldAllBe(d => (string)d.Value! == "up");
        ready["dependencies"]!.AsObject().Count.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_host_whose_storage_is_away_says_so_and_still_takes_applications()
    {
        Assert.SkipWhen(fixture.OwnStorage.Length == 0, "There is no storage to leave out.");
        using var folder = new TemporaryFolder();
        await using var host = await TestHost.StartAsync(folder.Path, AbsentStorage(), SampleCases.Now);
        (await host.Api.Anyone.GetAsync("health/live")).Expect(200);
        var ready = (await host.Api.Anyone.GetAsync("health/ready")).Expect(503);
        ((string)ready["status"]!).ShouldBe("not-ready");
        var dependencies = ready["dependencies"]!.AsObject().ToDictionary(d => d.Key, d => (string)d.Value!);
        dependencies["materials"].ShouldBe("down");
        dependencies.Where(d => d.Key != "materials").ShouldAllBe(d => d.Value == "up");
        await host.Api.FileAsync(Forms.For(Items.Medical));
    }

    [Fact]
    public async Task However_many_ask_the_dependencies_are_asked_once_a_second()
    {
        var asked = 0;
        var answer = new TaskCompletionSource();
        var clock = new FakeTimeProvider(SampleCases.Now);
        using var folder = new TemporaryFolder();
        await using var host = await TestHost.StartAsync(folder.Path, fixture.OwnStorage, SampleCases.Now, replace: services => services
            .AddSingleton(new WallClock(clock))
            .AddSingleton(new Dependency("counted", _ => Interlocked.Increment(ref asked) == 1 ? answer.Task : Task.CompletedTask)));

        // Those who come while it is asked wait for the same answer, and it is bad.
        var replies = Enumerable.Range(0, 20).Select(_ => host.Api.Anyone.GetAsync("health/ready")).ToArray();
        await Poll.UntilAsync(() => Task.FromResult(Volatile.Read(ref asked) > 0), "it is asked");
        answer.SetException(new IOException());
        (await Task.WhenAll(replies)).ShouldAllBe(r => r.Status == 503);
        clock.Advance(TimeSpan.FromMilliseconds(999));
        (await StateAsync()).ShouldBe("down");
        asked.ShouldBe(1);

        // A bad answer is told no longer than a good one.
        clock.Advance(TimeSpan.FromMilliseconds(1));
        (await StateAsync()).ShouldBe("up");
        (await StateAsync()).ShouldBe("up");
        asked.ShouldBe(2);

        async Task<string> StateAsync() => (string)JsonNode.Parse((await host.Api.Anyone.GetAsync("health/ready")).Text)!["dependencies"]!["counted"]!;
    }

    [Fact]
    public async Task The_page_at_the_root_tells_where_things_are()
    {
        Assert.SkipUnless(fixture.IsOwnHost, "What is outside /api is that host's own.");
        using var http = new HttpClient { BaseAddress = fixture.Api.Address };
        var page = await http.GetStringAsync("/", TestContext.Current.CancellationToken);
        page.ShouldContain("/api/openapi.json");
    }

    private static string AbsentStorage()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/absent";
        return $"DefaultEndpointsProtocol=http;AccountName=absent;AccountKey=AAAA;BlobEndpoint={address};QueueEndpoint={address};";
    }
}
