using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using SocialAssistance.Local.Tests.Hosting;
using SocialAssistance.Privacy;
using SocialAssistance.Storage.Sqlite;
using SocialAssistance.Testing.Privacy;
using SocialAssistance.Testing.Samples;
using Xunit;
using Case = SocialAssistance.Cases.Case;

namespace SocialAssistance.Local.Tests.Privacy;

/// <summary>A data folder in which cases stand in clear is sealed by the start, and answers as before.</summary>
public sealed class StoredInClearTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_the_start_it_answers_as_before_and_nothing_personal_is_left_in_the_files()
    {
        using var folder = new ClearFolder();
        ByteSearch.In(folder.Path, folder.Planted).Count.ShouldBeGreaterThan(50);
        await using var host = HostProcess.Start(
            HostProcess.FreePort(), folder.Path, HostSettings.With(HostSettings.AbsentAccount), "--rehearsal", HostSettings.Rehearsal);
        await host.LiveAsync(Cancellation);
        using var client = new HostClient(host.Address, ApiKeys.Read(folder.Path));
        foreach (var asked in folder.Answers["answers"]!.AsArray().Where(a => (string)a!["caller"]! == "platform"))
        {
            var answer = (await client.GetAsync("platform", (string)asked!["path"]!, Cancellation)).Expect(HttpStatusCode.OK);
            JsonNode.DeepEquals(answer.Json, JsonNode.Parse((string)asked["answer"]!)).ShouldBeTrue(answer.Text);
        }

        await KnowsAgainAsync(client, folder);
        await host.TerminateAsync(Cancellation);
        (await host.ExitAsync(Cancellation)).ShouldBe(0, host.Output);
        ByteSearch.In(folder.Path, folder.Planted).ShouldBeEmpty();
    }

    [Fact]
    public async Task Townships_that_stood_in_clear_beside_sealed_values_are_sealed_and_nothing_else_is_touched()
    {
        using var folder = new ClearFolder();
        await using (var first = HostProcess.Start(
            HostProcess.FreePort(), folder.Path, HostSettings.With(HostSettings.AbsentAccount), "--rehearsal", HostSettings.Rehearsal))
        {
            await first.LiveAsync(Cancellation);
            await first.TerminateAsync(Cancellation);
            (await first.ExitAsync(Cancellation)).ShouldBe(0, first.Output);
        }

        // As the program before step 8 of the schema left it.
        var planted = new Dictionary<string, string> { ["form/township"] = "种标记乡镇Zq" };
        await using (var database = SqliteDatabase.Open(new SqliteOptions(folder.File("cases.db"))))
        {
            await database.WriteAsync(
                s => s.Execute("UPDATE cases SET document = CAST(json_set(CAST(document AS TEXT), '$.form.township', ?1) AS BLOB)", planted["form/township"]), Cancellation);
            await database.WriteAsync(s => s.Execute("PRAGMA user_version = 7"), Cancellation);
        }

        ByteSearch.In(folder.Path, planted).ShouldNotBeEmpty();
        await using var host = HostProcess.Start(
            HostProcess.FreePort(), folder.Path, HostSettings.With(HostSettings.AbsentAccount), "--rehearsal", HostSettings.Rehearsal);
        await host.LiveAsync(Cancellation);
        using var client = new HostClient(host.Address, ApiKeys.Read(folder.Path));
        await KnowsAgainAsync(client, folder);
        var person = new JsonObject { ["name"] = folder.Planted["form/applicant/name"], ["idNumber"] = folder.Planted["form/applicant/idNumber"], ["reason"] = "self" };
        var export = (await client.PostAsync("platform", "privacy/exports", person, Cancellation)).Expect(HttpStatusCode.OK);
        ((string)export.Json["cases"]![0]!["form"]!["township"]!).ShouldBe(planted["form/township"]);
        await host.TerminateAsync(Cancellation);
        (await host.ExitAsync(Cancellation)).ShouldBe(0, host.Output);
        ByteSearch.In(folder.Path, planted).ShouldBeEmpty();
    }

    [Fact]
    public async Task Interrupted_it_goes_on_where_it_was()
    {
        using var folder = new ClearFolder();
        await using var database = SqliteDatabase.Open(new SqliteOptions(folder.File("cases.db")));
        var cases = new SqliteClearCases(database);
        var broken = Sealing(new OnlyOne(cases), database);
        await Should.ThrowAsync<IOException>(() => broken.RunAsync(Cancellation));
        (await cases.ListAsync(10, Cancellation)).Count.ShouldBe(1);

        (await Sealing(cases, database).RunAsync(Cancellation)).ShouldBe(1);
        (await cases.ListAsync(10, Cancellation)).ShouldBeEmpty();
        (await Sealing(cases, database).RunAsync(Cancellation)).ShouldBe(0);
        var store = new SqliteCaseStore(database, SampleAudit.Chain);
        foreach (var id in new[] { "caseId", "secondId" })
        {
            var found = (await store.FindAsync((string)folder.Answers[id]!, Cancellation)).ShouldNotBeNull();
            SamplePrivacy.Open(found).Form.Applicant.Name.Value.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task One_that_cannot_be_read_is_named_and_the_others_are_sealed()
    {
        using var folder = new ClearFolder();
        var (id, other) = ((string)folder.Answers["caseId"]!, (string)folder.Answers["secondId"]!);
        await using (var database = SqliteDatabase.Open(new SqliteOptions(folder.File("cases.db"))))
        {
            await database.WriteAsync(s => s.Execute("UPDATE cases SET document = ?1 WHERE case_id = ?2", "{\"form\":"u8.ToArray(), id), Cancellation);
        }

        await using var host = HostProcess.Start(
            HostProcess.FreePort(), folder.Path, HostSettings.With(HostSettings.AbsentAccount), "--rehearsal", HostSettings.Rehearsal);
        (await host.ExitAsync(Cancellation)).ShouldBe(HostExit.WrongConfiguration, host.Output);
        host.Output.ShouldContain($"still stand in clear: {id}. All others have been sealed.");
        host.Output.ShouldNotContain("Unhandled exception");
        await using var after = SqliteDatabase.Open(new SqliteOptions(folder.File("cases.db")));
        (await new SqliteCaseStore(after, SampleAudit.Chain).FindAsync(other, Cancellation)).ShouldNotBeNull();
        (await new SqliteClearCases(after).ListAsync(10, Cancellation)).ShouldBe([id]);
    }

    /// <summary>Filed again it is the same application; asked for by name and number it is found.</summary>
    private static async Task KnowsAgainAsync(HostClient client, ClearFolder folder)
    {
        var again = SampleForms.JsonObject(SampleForms.All(5));
        again["channel"] = "platform";
        var known = (await client.PostAsync("platform", "applications", again, "second", Cancellation)).Expect(HttpStatusCode.OK);
        ((string)known.Json["caseId"]!).ShouldBe((string)folder.Answers["secondId"]!);
        again["applicant"]!["address"] = "别处";
        (await client.PostAsync("platform", "applications", again, "second", Cancellation)).Expect(HttpStatusCode.Conflict);
        var query = new JsonObject { ["name"] = folder.Planted["form/applicant/name"], ["idNumber"] = folder.Planted["form/applicant/idNumber"] };
        var found = (await client.PostAsync("platform", "applications/search", query, Cancellation)).Expect(HttpStatusCode.OK);
        found.Json["cases"]!.AsArray().Select(c => (string)c!["caseId"]!).ShouldBe([(string)folder.Answers["caseId"]!]);
        var people = new JsonObject { ["people"] = new JsonArray(new JsonObject { ["idNumber"] = folder.Planted["register/idNumber"] }) };
        var compared = (await client.PostAsync("education", "register/comparisons", people, Cancellation)).Expect(HttpStatusCode.OK);
        compared.Text.ShouldContain("minimum-living-allowance");
    }

    private static StoredCaseSealing Sealing(IClearCases cases, SqliteDatabase database) => new(
        cases, SamplePrivacy.Sealing, SamplePrivacy.Hash, new SqliteAuditTrail(database, SampleAudit.Chain, TimeProvider.System), TimeProvider.System, NullLogger<StoredCaseSealing>.Instance);

    /// <summary>Fails at the second case.</summary>
    private sealed class OnlyOne(IClearCases inner) : IClearCases
    {
        private int _sealed;

        public Task<IReadOnlyList<string>> ListAsync(int max, CancellationToken cancellationToken) => inner.ListAsync(max, cancellationToken);

        public Task<ClearCase> ReadAsync(string caseId, CancellationToken cancellationToken) => inner.ReadAsync(caseId, cancellationToken);

        public Task SealAsync(
            Case sealedCase, IReadOnlyDictionary<string, string> keys, IReadOnlyDictionary<string, string> digests, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _sealed) == 1 ? inner.SealAsync(sealedCase, keys, digests, cancellationToken) : throw new IOException();

        public Task WipeAsync(CancellationToken cancellationToken) => inner.WipeAsync(cancellationToken);
    }
}
