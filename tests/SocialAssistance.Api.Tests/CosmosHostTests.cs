using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using SocialAssistance.Api.Tests.Data;
using SocialAssistance.Api.Tests.Hosting;
using SocialAssistance.Cases;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Register;
using SocialAssistance.Storage.Cosmos;
using SocialAssistance.Testing.Cosmos;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Api.Tests;

/// <summary>The same host over Cosmos DB: a whole case, and what it asks of the database.</summary>
[Collection(OwnHosts.Name)]
public sealed class CosmosHostTests(ApiFixture fixture, CosmosFixture cosmos, ITestOutputHelper output) : IClassFixture<CosmosFixture>
{
    private const string Logged = "Information SocialAssistance.Storage.Cosmos.CosmosDatabase Cosmos DB ";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_whole_case_is_one_write_an_event()
    {
        var storage = fixture.OwnStorage;
        var options = CosmosOptions.ForConnectionString(await cosmos.ConnectAsync()) with { Database = "test-" + Guid.NewGuid().ToString("N") };
        using var outside = CosmosDatabase.Open(options, NullLogger<CosmosDatabase>.Instance);
        await CosmosSchema.CreateMissingAsync(outside, Cancellation);
        using var folder = new TemporaryFolder();
        using var logs = new LogCapture();
        string caseId;
        await using (var host = await TestHost.StartAsync(folder.Path, storage, SampleCases.Now, logs, services => services
            .AddSingleton(p => CosmosDatabase.Open(options, p.GetRequiredService<ILogger<CosmosDatabase>>()))
            .AddSingleton<ICaseStore, CosmosCaseStore>()
            .AddSingleton<IRecognitionRegister, CosmosRecognitionRegister>()
            .AddSingleton<IAuditTrail, CosmosAuditTrail>()))
        {
            caseId = await host.Api.DispatchAsync(Forms.All());
            foreach (var item in Items.All)
            {
                (await host.Api.SayAsync(caseId, item, Events.Accepted())).Expect(200);
            }

            foreach (var item in Items.All)
            {
                (await host.Api.SayAsync(caseId, item, Events.Granted())).Expect(200);
            }

            ((string)(await host.Api.ProgressAsync(caseId))["status"]!).ShouldBe("completed");
            await Poll.UntilAsync(
                async () => (await CasesOf(outside).FindAsync(caseId, Cancellation))!.Tasks.IsEmpty, "nothing is owed any more");
        }

        var operations = logs.Entries
            .Where(e => e.StartsWith(Logged, StringComparison.Ordinal))
            .Select(e => e[Logged.Length..].Split(',')[0])
            .CountBy(o => o)
            .ToDictionary(StringComparer.Ordinal);
        foreach (var (operation, count) in operations.OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,4} {operation}"));
        }

        var kept = (await CasesOf(outside).FindAsync(caseId, Cancellation))!;
        operations["create-case: 201"].ShouldBe(1);
        operations["write-case: 200"].ShouldBe((int)kept.Version - 1);
        await outside.Client.GetDatabase(options.Database).DeleteAsync(cancellationToken: Cancellation);
    }

    private static CosmosCaseStore CasesOf(CosmosDatabase database) => new(
        database, SampleGuide.Guide, new CosmosAuditTrail(database, SampleAudit.Chain, TimeProvider.System), TimeProvider.System);
}
