using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Cases;
using SocialAssistance.Storage.Sqlite;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>
/// Whoever goes away in the middle of a write leaves it whole or not at all, with its record exactly when it stands; said again, it
/// stands once.
/// </summary>
[Collection(OwnHosts.Name)]
public sealed class InterruptionTests(ApiFixture fixture) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private TestHost? _host;
    private InterruptedStore? _store;

    private Target Api => _host!.Api;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(
        _folder.Path, fixture.OwnStorage, SampleCases.Now,
        replace: services => services.AddSingleton<ICaseStore>(p => _store = new InterruptedStore(ActivatorUtilities.CreateInstance<SqliteCaseStore>(p))));

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Theory]
    [InlineData(Interruption.Before)]
    [InlineData(Interruption.During)]
    [InlineData(Interruption.After)]
    public async Task An_application(Interruption when)
    {
        var form = Forms.For(Items.Temporary);
        await InterruptAsync("application-submitted", when, "applications", form);

        var person = new JsonObject { ["name"] = Forms.NameOf(form), ["idNumber"] = Forms.IdNumberOf(form) };
        var found = (await Api.Platform.PostAsync("applications/search", person)).Expect(200)["cases"]!.AsArray();
        (await RecordsAsync("action=application-submitted")).ShouldBe(found.Select(c => $"{c!["caseId"]} done"));
        found.Count.ShouldBeInRange(when == Interruption.After ? 1 : 0, 1);

        var caseId = (string)(await Api.Platform.PostAsync("applications", form)).Body["caseId"]!;
        (await RecordsAsync("action=application-submitted")).ShouldBe([caseId + " done"]);
        if (found is [var only])
        {
            caseId.ShouldBe((string)only!["caseId"]!);
        }
    }

    [Theory]
    [InlineData(Interruption.Before)]
    [InlineData(Interruption.During)]
    [InlineData(Interruption.After)]
    public async Task A_decision(Interruption when)
    {
        var caseId = await Api.DispatchAsync(Items.Medical);
        var path = CaseSteps.TaskPath(caseId, Items.Medical);
        await Poll.UntilAsync(async () => (await Api.Department("medical-insurance").GetAsync(path)).Status == 200, "the department may decide");
        var decided = Events.Denied();
        await InterruptAsync("item-decided", when, path + "/events", decided, Api.Keys.Of("department", "medical-insurance"));

        var stands = (string)(await Api.ProgressAsync(caseId)).Item(Items.Medical)["status"]! == "denied";
        (await RecordsAsync($"caseId={caseId}&action=item-decided")).ShouldBe(stands ? [caseId + " done"] : []);
        (stands || when != Interruption.After).ShouldBeTrue();

        (await Api.SayAsync(caseId, Items.Medical, decided)).Expect(200);
        ((string)(await Api.ProgressAsync(caseId)).Item(Items.Medical)["status"]!).ShouldBe("denied");
        (await RecordsAsync($"caseId={caseId}&action=item-decided")).ShouldBe([caseId + " done"]);
        (await Api.TimelineAsync(caseId)).Count(k => k == "decided").ShouldBe(1);
    }

    private async Task InterruptAsync(string action, Interruption when, string path, JsonObject body, string? key = null)
    {
        using var caller = new HttpClient { BaseAddress = new Uri(Api.Address, "/api/") };
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        caller.DefaultRequestHeaders.Add("X-Api-Key", key ?? Api.Keys.Of("platform"));
        _store!.Interrupt(action, when, gone.Cancel);
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        await Should.ThrowAsync<OperationCanceledException>(() => caller.PostAsync(path, content, gone.Token));
        await _store.Ended;
    }

    private async Task<string[]> RecordsAsync(string query) =>
    [
        .. (await Api.As("auditor").GetAsync($"audit/records?{query}&pageSize=200")).Expect(200)["records"]!.AsArray()
            .Select(r => $"{r!["caseId"]} {r["outcome"]}"),
    ];
}
