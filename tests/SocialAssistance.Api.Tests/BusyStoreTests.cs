using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Api.Tests.Http;
using SocialAssistance.Cases;
using SocialAssistance.Departments;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Register;
using SocialAssistance.Testing.Samples;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Api.Tests;

/// <summary>A store that is too busy or does not answer is told as such, with when to come again.</summary>
[Collection(OwnHosts.Name)]
public sealed class BusyStoreTests(ApiFixture fixture)
{
    [Fact]
    public async Task A_busy_store_is_answered_with_when_to_come_again_and_the_host_lives_on()
    {
        using var folder = new TemporaryFolder();
        using var logs = new LogCapture();
        var busy = new BusyStore();
        await using var host = await TestHost.StartAsync(folder.Path, fixture.OwnStorage, SampleCases.Now, logs, services => services
            .AddSingleton<ICaseStore>(busy)
            .AddSingleton<IRecognitionRegister>(busy)
            .AddSingleton<IAuditTrail>(busy));

        foreach (var ask in new Func<Task<Reply>>[]
        {
            () => host.Api.Platform.PostAsync("applications", Forms.For(Items.Medical)),
            () => host.Api.Platform.GetAsync("applications/20260803-640104-7K3M9Q2XWD4P"),
            () => host.Api.Platform.UploadAsync("20260803-640104-7K3M9Q2XWD4P", "identity-document", CaseSteps.Scan()),
            () => host.Api.Department("civil-affairs").GetAsync("departments/civil-affairs/tasks"),
            () => host.Api.As("supervisor").GetAsync("supervision/tasks"),
        })
        {
            var reply = await ask();
            reply.ExpectProblem(503, "store-busy");
            reply.Headers.RetryAfter.ShouldBe(new RetryConditionHeaderValue(TimeSpan.FromSeconds(3)));
            reply.Text.ShouldNotContain("too many requests");
        }

        (await host.Api.Anyone.GetAsync("health/live")).Expect(200);
        ((string)(await host.Api.Anyone.GetAsync("health/ready")).Expect(503)["dependencies"]!["database"]!).ShouldBe("down");
        logs.Entries.ShouldContain(e => e.Contains("too many requests", StringComparison.Ordinal));
        logs.Entries.ShouldNotContain(e => e.StartsWith("Error SocialAssistance.Api", StringComparison.Ordinal));
    }

    private sealed class BusyStore : ICaseStore, IRecognitionRegister, IAuditTrail
    {
        public Task<CaseCreation> CreateAsync(NewCase newCase, AuditEntry audit, CancellationToken cancellationToken) => throw Busy();

        public Task<CaseCreation?> FindSubmissionAsync(IReadOnlyCollection<string> keys, IReadOnlyCollection<string> digests, CancellationToken cancellationToken) => throw Busy();

        public Task<Case?> FindAsync(string caseId, CancellationToken cancellationToken) => throw Busy();

        public Task<bool> ReplaceAsync(Case previous, Case next, AuditEntry audit, CancellationToken cancellationToken) => throw Busy();

        public Task<IReadOnlyList<string>> ListDueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) => throw Busy();

        public Task<IReadOnlyList<string>> ListErasableAsync(CaseStatus status, DateTimeOffset before, int max, CancellationToken cancellationToken) => throw Busy();

        public Task<WorkListPage> ListWorkAsync(WorkListQuery query, CancellationToken cancellationToken) => throw Busy();

        public Task<IReadOnlyList<string>> FindByApplicantAsync(string personKey, CancellationToken cancellationToken) => throw Busy();

        public Task PingAsync(CancellationToken cancellationToken) => throw Busy();

        public Task ReplaceAsync(
            string source, string category, IReadOnlyCollection<Recognition> recognitions, CancellationToken cancellationToken) => throw Busy();

        public Task PutAsync(IReadOnlyCollection<(string Source, Recognition Recognition)> entries, CancellationToken cancellationToken) => throw Busy();

        public Task<IReadOnlyList<Recognition>> FindAsync(IReadOnlyCollection<string> personKeys, DateOnly? day, CancellationToken cancellationToken) => throw Busy();

        public Task<IReadOnlyList<(string Source, Recognition Recognition)>> ListEndedAsync(DateOnly before, int max, CancellationToken cancellationToken) => throw Busy();

        public Task DeleteEndedAsync(IReadOnlyCollection<(string Source, Recognition Recognition)> ended, CancellationToken cancellationToken) => throw Busy();

        public Task AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken) => throw Busy();

        public Task<AuditPage> ListAsync(AuditQuery query, CancellationToken cancellationToken) => throw Busy();

        public Task<AuditDayReport?> VerifyAsync(DateOnly day, CancellationToken cancellationToken) => throw Busy();

        private static StoreUnavailableException Busy() => new("too many requests", TimeSpan.FromMilliseconds(2200));
    }
}
