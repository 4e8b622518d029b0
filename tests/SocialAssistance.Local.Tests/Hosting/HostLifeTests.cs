using System.Diagnostics;
using System.Globalization;
using System.Net;
using Shouldly;
using SocialAssistance.Guide;
using SocialAssistance.Testing.Azurite;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Local.Tests.Hosting;

/// <summary>A host that starts, works, stops and starts again.</summary>
public sealed class HostLifeTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(5);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Asked_to_stop_under_load_it_ends_what_it_has_begun_and_exits_0()
    {
        await using var host = await ReadyHostAsync("--rehearsal", HostSettings.Rehearsal);
        using var client = new HostClient(host.Address, ApiKeys.Read(_folder.Path));
        using var load = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var answered = new List<string>();
        var clients = Enumerable.Range(0, 4).Select(number => SubmitAsync(client, number, answered, load.Token)).ToArray();
        await Poll.UntilAsync(() => client.Answers >= 20, TimeSpan.FromSeconds(30), "applications are answered", Cancellation);

        var patience = Stopwatch.StartNew();
        await host.TerminateAsync(Cancellation);
        (await host.ExitAsync(Cancellation)).ShouldBe(0, host.Output);
        patience.Elapsed.ShouldBeLessThan(StopsWithin);
        host.Output.ShouldNotContain("Unhandled exception");
        await load.CancelAsync();
        await Task.WhenAll(clients);

        new Crash.StoredCases(_folder.File("cases.db")).All().Select(c => c.CaseId).ToHashSet().IsSupersetOf(answered).ShouldBeTrue();
    }

    [Fact]
    public async Task It_stops_while_the_storage_is_away()
    {
        var settings = HostSettings.With(HostSettings.AbsentAccount);
        await using var host = HostProcess.Start(HostProcess.FreePort(), _folder.Path, settings);
        await host.LiveAsync(Cancellation);
        var patience = Stopwatch.StartNew();
        await host.TerminateAsync(Cancellation);
        (await host.ExitAsync(Cancellation)).ShouldBe(0, host.Output);
        patience.Elapsed.ShouldBeLessThan(StopsWithin);
    }

    [Fact]
    public async Task Keys_are_made_once_for_every_caller_and_only_their_owner_reads_them()
    {
        var file = _folder.File(ApiKeysFile.Name);
        byte[] made;
        await using (await ReadyHostAsync())
        {
            made = await File.ReadAllBytesAsync(file, Cancellation);
            _folder.IsPrivate(ApiKeysFile.Name).ShouldBeTrue();
            var keys = ApiKeys.Read(_folder.Path);
            var guide = GuideLoader.Load(GuideLoader.DefaultFolder);
            keys.Select(k => k.Role).Where(r => r != "department").ShouldBe(["platform", "window", "supervisor", "operator", "auditor"], ignoreOrder: true);
            keys.Where(k => k.Role == "department").Select(k => k.Department).ShouldBe(guide.Departments.Select(d => d.Code), ignoreOrder: true);
            keys.Where(k => k.Division is not null).ShouldHaveSingleItem().Role.ShouldBe("window");
            keys.Select(k => k.Key).Distinct().Count().ShouldBe(keys.Count);
            keys.ShouldAllBe(k => k.Key.Length >= 32);
        }

        await using var again = await ReadyHostAsync();
        (await File.ReadAllBytesAsync(file, Cancellation)).ShouldBe(made);
        using var client = new HostClient(again.Address, ApiKeys.Read(_folder.Path));
        (await client.GetAsync("education", "departments/education/tasks", Cancellation)).Expect(HttpStatusCode.OK);
        (await client.GetAsync("education", "departments/civil-affairs/tasks", Cancellation)).Expect(HttpStatusCode.Forbidden);
        (await client.GetAsync("supervisor", "supervision/tasks", Cancellation)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Killed_again_and_again_while_it_starts_for_the_first_time_it_starts_in_the_end()
    {
        foreach (var _ in Enumerable.Range(0, 6))
        {
            await using var killed = HostProcess.Start(HostProcess.FreePort(), _folder.Path, HostSettings.With(azurite.ConnectionString));

            // The very point is what is drawn: nothing is waited for.
            await Task.Delay(Random.Shared.Next(1500), Cancellation);
            await killed.KillAsync();
        }

        await using var host = await ReadyHostAsync();
        using var client = new HostClient(host.Address, ApiKeys.Read(_folder.Path));
        (await client.GetAsync("supervisor", "supervision/tasks", Cancellation)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_rehearsals_clock_goes_on_after_a_kill()
    {
        var moved = "2026-09-20T10:00:00+08:00";
        await using (var host = await ReadyHostAsync("--rehearsal", HostSettings.Rehearsal))
        {
            using var client = new HostClient(host.Address, ApiKeys.Read(_folder.Path));
            var body = new System.Text.Json.Nodes.JsonObject { ["now"] = moved };
            (await client.PostAsync("operator", "rehearsal/clock", body, Cancellation)).Expect(HttpStatusCode.OK);
            await host.KillAsync();
        }

        await using var again = await ReadyHostAsync("--rehearsal", HostSettings.Rehearsal);
        using var later = new HostClient(again.Address, ApiKeys.Read(_folder.Path));
        var answer = (await later.GetAsync("operator", "rehearsal/clock", Cancellation)).Expect(HttpStatusCode.OK);
        var start = DateTimeOffset.Parse(moved, CultureInfo.InvariantCulture);
        DateTimeOffset.Parse((string)answer.Json["now"]!, CultureInfo.InvariantCulture).ShouldBeInRange(start, start.AddMinutes(5));
    }

    /// <summary>Files one application after the other until the load ends.</summary>
    private static async Task SubmitAsync(HostClient client, int number, List<string> answered, CancellationToken load)
    {
        try
        {
            for (var seed = number; ; seed += 4)
            {
                var form = SampleForms.JsonObject(SampleForms.All(seed + 1));
                var answer = await client.PostAsync("platform", "applications", form, Guid.NewGuid().ToString(), load);
                lock (answered)
                {
                    answered.Add((string)answer.Expect(HttpStatusCode.Created).Json["caseId"]!);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The load has ended.
        }
    }

    private async Task<HostProcess> ReadyHostAsync(params string[] more)
    {
        var host = HostProcess.Start(HostProcess.FreePort(), _folder.Path, HostSettings.With(azurite.ConnectionString), more);
        (await host.ReadyAsync(Cancellation)).ShouldNotBeNull(host.Output);
        return host;
    }
}
