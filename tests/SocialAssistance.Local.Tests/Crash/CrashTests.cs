using System.Globalization;
using Azure.Storage.Blobs;
using Shouldly;
using SocialAssistance.Guide;
using SocialAssistance.Local.Tests.Hosting;
using SocialAssistance.Testing.Azurite;
using Xunit;

namespace SocialAssistance.Local.Tests.Crash;

/// <summary>The host is killed again and again under load; what it has answered for must stand.</summary>
public sealed class CrashTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    /// <summary>The environment variable with the seed of an earlier run.</summary>
    private const string SeedVariable = "SOCIAL_ASSISTANCE_CRASH_SEED";

    private const int Kills = 21;
    private const int Clients = 4;
    private const int AuditsAtOnce = 8;

    private static readonly TimeSpan SettledWithin = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_answered_is_lost_or_doubled_however_often_the_host_is_killed()
    {
        var seed = Seed();
        output.WriteLine(FormattableString.Invariant($"{SeedVariable}={seed}; scans and queues in {azurite.Origin}"));
        using var folder = new TemporaryFolder();
        var settings = HostSettings.With(azurite.ConnectionString);
        settings["Departments__Queues"] = "true";
        await using var fire = new HostUnderFire(folder.Path, settings);
        (await fire.Host.ReadyAsync(Cancellation)).ShouldNotBeNull(fire.Host.Output);
        using var client = new HostClient(fire.Host.Address, ApiKeys.Read(folder.Path));

        var records = await UnderLoadAsync(fire, client, seed);
        var stored = new StoredCases(folder.File("cases.db"));
        await Poll.UntilAsync(() => stored.Waiting() == 0, SettledWithin, "no case owes anything", Cancellation);

        var guide = GuideLoader.Load(GuideLoader.DefaultFolder);
        await Parallel.ForEachAsync(
            records,
            new ParallelOptions { MaxDegreeOfParallelism = AuditsAtOnce, CancellationToken = Cancellation },
            async (record, token) =>
            {
                var audit = new CaseAudit(client, record, token);
                await audit.RunAsync();
                await audit.IsInTheRegisterAsync(guide);
            });

        var cases = stored.All();
        cases.Select(c => c.CaseId).ShouldBe(records.Select(r => r.CaseId), ignoreOrder: true);
        cases.ShouldAllBe(c => c.IsClosed && c.Tasks.IsEmpty && c.WakeAt == null);
        var trail = new TrailCheck(folder.Path, stored);
        trail.IsWhole();
        trail.HasEachWriteOnce(cases, records);
        var delivered = await DeliveredAsync(guide);
        delivered.Distinct().ShouldBe(cases.SelectMany(c => OwedMessages.Of(c, guide)), ignoreOrder: true);
        fire.Kills.ShouldBe(Kills);
        Report(fire, client, records, delivered);
    }

    private async Task<List<CaseRecord>> UnderLoadAsync(HostUnderFire fire, HostClient client, int seed)
    {
        var journey = new CaseJourney(client, new BlobServiceClient(azurite.ConnectionString), seed);
        var records = new List<CaseRecord>();
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var killing = fire.KillAsync(Kills, new Random(seed), client, failed.Token);

        // New cases come in until the last kill; those that are on their way then go on to their end.
        var load = Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (!killing.IsCompleted)
            {
                var record = Next(records);
                await journey.RunAsync(record, failed.Token);
            }
        });
        List<Task> running = [killing, .. load];
        while (running.Count > 0)
        {
            var ended = await Task.WhenAny(running);
            running.Remove(ended);
            if (!ended.IsCompletedSuccessfully)
            {
                output.WriteLine(fire.Host.Output);
                await failed.CancelAsync();
                await ended;
            }
        }

        return records;
    }

    private static CaseRecord Next(List<CaseRecord> records)
    {
        lock (records)
        {
            var record = new CaseRecord(records.Count + 1, keyed: records.Count % 2 == 0);
            records.Add(record);
            return record;
        }
    }

    private async Task<List<QueuedMessage>> DeliveredAsync(ServiceGuide guide)
    {
        var delivered = new List<QueuedMessage>();
        foreach (var department in guide.Departments)
        {
            delivered.AddRange(await DepartmentQueues.DrainAsync(azurite.ConnectionString, department.Code, Cancellation));
        }

        return delivered;
    }

    private void Report(HostUnderFire fire, HostClient client, List<CaseRecord> records, List<QueuedMessage> delivered)
    {
        var ready = fire.ReadyAfter.Select(t => t.TotalSeconds).Order().ToArray();
        output.WriteLine(FormattableString.Invariant($"""
            kills                {fire.Kills}, {fire.EarlyKills} of them before the host was ready
            restart to ready     {ready[0]:0.00} to {ready[^1]:0.00} s, median {ready[ready.Length / 2]:0.00} s
            cases                {records.Count}, with {records.Sum(r => r.Scans.Count)} scans and {records.Sum(r => r.Events.Count)} department events
            requests             {client.Answers} answered, {client.Lost} attempts without an answer
            queue messages       {delivered.Distinct().Count()} owed, {delivered.Count - delivered.Distinct().Count()} delivered again
            """));
    }

    private static int Seed() =>
        int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out var named) ? named : Random.Shared.Next();
}
