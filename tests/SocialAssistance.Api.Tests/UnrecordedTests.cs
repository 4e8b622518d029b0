using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Cases;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Storage.Sqlite;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>While nothing can be recorded nothing is shown, be it a fact, a scan, that there is nothing, or that one may not ask.</summary>
[Collection(OwnHosts.Name)]
public sealed class UnrecordedTests(ApiFixture fixture)
{
    [Fact]
    public async Task What_cannot_be_recorded_is_not_shown()
    {
        using var folder = new TemporaryFolder();
        FailingTrail? trail = null;
        await using var host = await TestHost.StartAsync(
            folder.Path, fixture.OwnStorage, SampleCases.Now,
            replace: s => s.AddSingleton<IAuditTrail>(p => trail = new FailingTrail(ActivatorUtilities.CreateInstance<SqliteAuditTrail>(p))));
        var form = Forms.For(Items.Medical);
        var caseId = await host.Api.DispatchAsync(form);
        var task = CaseSteps.TaskPath(caseId, Items.Medical);
        var scan = (string)(await host.Api.TaskAsync(caseId, Items.Medical))["materials"]![0]!["materialId"]!;
        var somebodyElse = new JsonObject { ["name"] = "无名氏", ["idNumber"] = Forms.IdNumber() };
        (Func<Task<Reply>> Ask, int Otherwise)[] questions =
        [
            (() => host.Api.Platform.GetAsync($"applications/{caseId}"), 200),
            (() => host.Api.Platform.GetAsync($"applications/{caseId}/timeline"), 200),
            (() => host.Api.Platform.PostAsync("applications/search", somebodyElse.DeepClone()), 200),
            (() => host.Api.Department("medical-insurance").GetAsync(task), 200),
            (() => host.Api.Department("medical-insurance").GetAsync($"{task}/materials/{scan}"), 200),
            (() => host.Api.Platform.GetAsync("applications/20260803-640104-000000000000"), 404),
            (() => host.Api.As("supervisor").GetAsync($"applications/{caseId}"), 403),
        ];
        foreach (var (ask, otherwise) in questions)
        {
            (await ask()).Status.ShouldBe(otherwise);
            trail!.Fails = true;
            (await ask()).ExpectProblem(503, "store-busy");
            trail.Fails = false;
        }

        // Asking for somebody who is not there is recorded like any other question.
        var records = (await host.Api.As("auditor").GetAsync("audit/records?action=search-applications")).Expect(200)["records"]!.AsArray();
        records.ShouldHaveSingleItem()!["fields"].Texts().ShouldBe(["status"]);
    }

    private sealed class FailingTrail(IAuditTrail inner) : IAuditTrail
    {
        public bool Fails { get; set; }

        public async Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
        {
            // As a store does that is asked over a network: not before the caller has been given a task.
            await Task.Yield();
            if (Fails)
            {
                throw new StoreUnavailableException("too many requests", TimeSpan.FromSeconds(1));
            }

            await inner.AppendAsync(entries, cancellationToken);
        }

        public Task<AuditPage> ListAsync(AuditQuery query, CancellationToken cancellationToken) => inner.ListAsync(query, cancellationToken);

        public Task<AuditDayReport?> VerifyAsync(DateOnly day, CancellationToken cancellationToken) => inner.VerifyAsync(day, cancellationToken);
    }
}
