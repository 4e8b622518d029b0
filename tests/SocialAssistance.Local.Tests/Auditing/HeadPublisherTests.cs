using System.Net;
using Shouldly;
using SocialAssistance.Local.Auditing;
using SocialAssistance.Local.Commands;
using SocialAssistance.Local.Tests.Hosting;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Testing.Sqlite;
using Xunit;

namespace SocialAssistance.Local.Tests.Auditing;

/// <summary>What the host publishes of its trail, and that nothing published is forgotten.</summary>
[Collection(AuditedFolder.Collection)]
public sealed class HeadPublisherTests(AuditedFolder folder)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_host_that_stops_has_published_every_day_and_logged_those_that_have_ended()
    {
        using var copy = folder.Copy();
        var heads = PublishedHeads.Read(DataFolder.Look(copy.Path));
        heads.Select(h => AuditForm.Text(h.Day)).ShouldBe([AuditedFolder.FirstDay, AuditedFolder.SecondDay, AuditedFolder.LastDay]);
        heads.ShouldAllBe(h => h.Count > 0 && h.Seal.StartsWith("hs256."));
        foreach (var ended in heads.SkipLast(1))
        {
            folder.HostOutput.ShouldContain($"{ended.Count} records, {ended.Hash}, {ended.Seal}");
        }

        folder.HostOutput.ShouldNotContain(heads[^1].Seal);
    }

    [Fact]
    public async Task A_host_on_a_database_of_before_says_so_and_what_was_published_is_not_overtaken()
    {
        using var copy = folder.CopyAll();
        var published = PublishedHeads.Read(DataFolder.Look(copy.Path));
        RemoveLastDay(copy);
        await using (var host = folder.Start(copy.Path))
        {
            (await host.ReadyAsync(Cancellation)).ShouldNotBeNull(host.Output);
            using var client = new HostClient(host.Address, ApiKeys.Read(copy.Path));
            for (var shown = 0; shown < published[^1].Count + 3; shown++)
            {
                (await client.GetAsync("auditor", "audit/records?pageSize=1", Cancellation)).Expect(HttpStatusCode.OK);
            }

            var asked = (await client.GetAsync("auditor", "audit/days/" + AuditedFolder.LastDay, Cancellation)).Expect(HttpStatusCode.OK);
            ((bool)asked.Json["whole"]!).ShouldBeFalse();
            ((string)asked.Json["fault"]!["detail"]!).ShouldContain("published");
            ((long)asked.Json["published"]!).ShouldBeGreaterThanOrEqualTo(published[^1].Count);
            await host.TerminateAsync(Cancellation);
            (await host.ExitAsync(Cancellation)).ShouldBe(0, host.Output);
            host.Output.ShouldContain("is not as it was published");
        }

        var kept = PublishedHeads.Read(DataFolder.Look(copy.Path));
        published.ShouldBeSubsetOf(kept);
        kept[^1].Count.ShouldBeGreaterThan(published[^1].Count);
        var (exit, output) = await AuditedFolder.VerifyAsync(copy.Path, Cancellation, "--from", AuditedFolder.LastDay);
        exit.ShouldBe(AuditCommand.Broken);
        output.ShouldContain("another record was published under its number");
    }

    [Fact]
    public void The_farthest_of_a_day_stays()
    {
        using var files = new TemporaryFolder();
        var data = DataFolder.Look(files.Path);
        var (day, next) = (new DateOnly(2026, 8, 3), new DateOnly(2026, 8, 4));
        AuditHead Head(DateOnly of, long count) => new(of, count, $"hash-{count}", $"seal-{count}");

        PublishedHeads.Read(data).ShouldBeEmpty();
        PublishedHeads.Write(data, [Head(day, 5)], []).ShouldBeEmpty();
        PublishedHeads.Write(data, [Head(day, 9), Head(next, 2)], []).ShouldBeEmpty();
        PublishedHeads.Write(data, [Head(day, 4)], []).ShouldBe([day, next]);
        PublishedHeads.Read(data).ShouldBe([Head(day, 9), Head(next, 2)]);

        // The chain was cut off and went on: what it was before is not overtaken.
        PublishedHeads.Write(data, [Head(day, 12), Head(next, 2)], [Head(day, 9)]).ShouldBe([day]);
        PublishedHeads.Read(data).ShouldBe([Head(day, 9), Head(day, 12), Head(next, 2)]);
        files.IsPrivate(PublishedHeads.FileName).ShouldBeTrue();
    }

    [Fact]
    public async Task A_damaged_file_is_kept_as_evidence()
    {
        using var files = new TemporaryFolder();
        File.WriteAllText(files.File(PublishedHeads.FileName), "2026-08-03 five\n");
        var data = DataFolder.Look(files.Path);
        Should.Throw<HostStartException>(() => PublishedHeads.Read(data)).Message.ShouldContain("damaged");
        Should.Throw<HostStartException>(() => PublishedHeads.Write(data, [], []));
        File.ReadAllText(files.File(PublishedHeads.FileName)).ShouldBe("2026-08-03 five\n");
        var other = new DateOnly(2026, 8, 4);
        (await new PublishedHeadsFile(data).ReadAsync(other, Cancellation)).ShouldBe([AuditHeadText.Damaged(other)]);
    }

    private static void RemoveLastDay(TemporaryFolder copy) => DatabaseFile.Change(copy.File("cases.db"), $"""
        DROP TRIGGER audit_records_are_kept;
        DROP TRIGGER audit_heads_are_kept;
        DELETE FROM audit_records WHERE day = '{AuditedFolder.LastDay}';
        DELETE FROM audit_heads WHERE day = '{AuditedFolder.LastDay}';
        """);
}
