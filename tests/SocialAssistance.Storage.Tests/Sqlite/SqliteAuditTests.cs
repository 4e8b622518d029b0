using Microsoft.Data.Sqlite;
using Shouldly;
using SocialAssistance.Privacy;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Storage.Sqlite;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Storage.Tests.Sqlite;

/// <summary>What the file itself refuses, what it allows, and what is found of those who get past it.</summary>
public sealed class SqliteAuditTests : IAsyncDisposable
{
    private static readonly DateOnly Today = SampleForms.Today;

    private readonly TestDatabase _file = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Theory]
    [InlineData("UPDATE audit_records SET actor = 'nobody'")]
    [InlineData("DELETE FROM audit_records")]
    [InlineData("UPDATE audit_heads SET count = count - 1")]
    [InlineData("UPDATE audit_heads SET seal = 'x'")]
    [InlineData("DELETE FROM audit_heads")]
    public async Task Nothing_is_changed_or_deleted(string sql)
    {
        var trail = new SqliteAuditTrail(_file.Open(), SampleAudit.Chain, TimeProvider.System);
        await trail.AppendAsync([Entry(TimeProvider.System.GetUtcNow()), Entry(TimeProvider.System.GetUtcNow())], Cancellation);

        Should.Throw<SqliteException>(() => _file.Peek(sql));
        _file.Peek("SELECT count(*) FROM audit_records WHERE actor = 'system'").ShouldBe(2L);
        _file.Peek("SELECT count FROM audit_heads").ShouldBe(2L);
    }

    [Fact]
    public async Task Days_older_than_six_months_may_be_deleted_by_the_clock_of_the_database_and_the_chain_stays_whole()
    {
        var now = TimeProvider.System.GetUtcNow();
        var trail = new SqliteAuditTrail(_file.Open(), SampleAudit.Chain, TimeProvider.System);
        foreach (var age in new[] { -200, -190, -170, 0 })
        {
            await trail.AppendAsync(Entry(now.AddDays(age)), Cancellation);
        }

        var before = (await trail.ListAsync(new AuditQuery(), Cancellation)).Records;
        _file.Peek($"DELETE FROM audit_records WHERE day <= '{before[2].Day:yyyy-MM-dd}'");
        Should.Throw<SqliteException>(() => _file.Peek("DELETE FROM audit_records"));

        (await trail.ListAsync(new AuditQuery(), Cancellation)).Records.Length.ShouldBe(2);
        Verify().ShouldAllBe(r => r.IsWhole);
        Verify().Select(r => r.Count).ShouldBe([0, 0, 1, 1]);
    }

    [Theory]
    [InlineData("UPDATE audit_records SET actor = 'nobody' WHERE number = 3", AuditFaultKind.Changed, 3)]
    [InlineData("UPDATE audit_records SET fields = 'decision' WHERE number = 3", AuditFaultKind.Changed, 3)]
    [InlineData("UPDATE audit_records SET at = at + 1 WHERE number = 3", AuditFaultKind.Changed, 3)]
    [InlineData("UPDATE audit_records SET hash = 'x' WHERE number = 3", AuditFaultKind.Unreadable, 3)]
    [InlineData("DELETE FROM audit_records WHERE number = 3", AuditFaultKind.Missing, 3)]
    [InlineData("DELETE FROM audit_records WHERE number = 3; UPDATE audit_records SET number = number - 1 WHERE number > 3", AuditFaultKind.Changed, 3)]
    [InlineData("UPDATE audit_records SET number = 9 WHERE number = 2; UPDATE audit_records SET number = 2 WHERE number = 4; UPDATE audit_records SET number = 4 WHERE number = 9", AuditFaultKind.Changed, 2)]
    [InlineData("DELETE FROM audit_records WHERE number >= 4", AuditFaultKind.CutOff, 4)]
    [InlineData("DELETE FROM audit_records WHERE number = 5; UPDATE audit_heads SET count = 4, hash = (SELECT hash FROM audit_records WHERE number = 4)", AuditFaultKind.Changed, 0)]
    [InlineData("DELETE FROM audit_records", AuditFaultKind.CutOff, 1)]
    public async Task Whoever_gets_past_the_triggers_is_found(string sql, AuditFaultKind kind, long number)
    {
        var trail = _file.OpenTrail();
        await trail.AppendAsync([.. Enumerable.Range(0, 5).Select(n => Entry(SampleCases.Now.AddMinutes(n)))], Cancellation);
        Spoil(sql);

        var fault = Verify().ShouldHaveSingleItem().Fault.ShouldNotBeNull();
        (fault.Kind, fault.Number).ShouldBe((kind, number));
        (await trail.VerifyAsync(Today, Cancellation)).ShouldNotBeNull().Fault.ShouldBe(fault);
    }

    [Fact]
    public async Task A_file_put_back_to_an_earlier_state_is_found_by_the_head_that_was_published()
    {
        var trail = _file.OpenTrail();
        await trail.AppendAsync([Entry(SampleCases.Now), Entry(SampleCases.Now)], Cancellation);
        var published = SampleAudit.Chain.Seal(new AuditLink(Today, 2, (await trail.ListAsync(new AuditQuery(), Cancellation)).Records[0].Hash));

        await using var copy = new TestDatabase();
        await copy.OpenTrail().AppendAsync(Entry(SampleCases.Now), Cancellation);
        SqliteAuditCheck.Verify(copy.Path, SampleAudit.Chain, DateOnly.MinValue, DateOnly.MaxValue, Today, []).ShouldAllBe(r => r.IsWhole);
        SqliteAuditCheck.Verify(copy.Path, SampleAudit.Chain, DateOnly.MinValue, DateOnly.MaxValue, Today, [published])
            .ShouldHaveSingleItem().Fault.ShouldNotBeNull().Kind.ShouldBe(AuditFaultKind.CutOff);
        Verify(published).ShouldHaveSingleItem().IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("UPDATE audit SET caller = 'nobody' WHERE seq = 2", AuditFaultKind.Changed)]
    [InlineData("DELETE FROM audit WHERE seq = 3", AuditFaultKind.Missing)]
    [InlineData("DELETE FROM audit", AuditFaultKind.Missing)]
    public async Task Disclosures_of_before_the_chain_are_its_beginning(string? sql, AuditFaultKind? found)
    {
        using (var connection = _file.Connect())
        {
            SqliteSchema.Migrate(connection, 3);
            for (var number = 0; number < 3; number++)
            {
                Run(connection, OldRow("2026-08-02T09:00:00.000+08:00"));
            }
        }

        var trail = _file.OpenTrail();
        await trail.AppendAsync(Entry(SampleCases.Now), Cancellation);
        if (sql is not null)
        {
            Spoil(sql);
        }

        var reports = Verify();
        reports.Select(r => r.Day).ShouldBe([DateOnly.MinValue, Today]);
        (reports[0].Fault?.Kind).ShouldBe(found);
        reports[1].IsWhole.ShouldBeTrue();
        (await trail.ListAsync(new AuditQuery(), Cancellation)).Records.Single().Previous.ShouldStartWith("sha256:");
    }

    [Fact]
    public async Task Old_disclosures_are_kept_for_six_months_as_well()
    {
        var now = TimeProvider.System.GetUtcNow();
        _file.Open();
        _file.Peek(OldRow($"{now.AddDays(-200):yyyy-MM-ddTHH:mm:ss.fff}+08:00"));
        _file.Peek(OldRow($"{now.AddDays(-100):yyyy-MM-ddTHH:mm:ss.fff}+08:00"));

        Should.Throw<SqliteException>(() => _file.Peek("DELETE FROM audit WHERE seq = 2"));
        _file.Peek("DELETE FROM audit WHERE seq = 1");
        _file.Peek("SELECT count(*) FROM audit").ShouldBe(1L);
        await _file.CloseAsync();
    }

    [Fact]
    public async Task A_write_that_is_rolled_back_takes_its_record_with_it()
    {
        var database = _file.Open();
        var trail = new SqliteAuditTrail(database, SampleAudit.Chain, TimeProvider.System);
        var store = new SqliteCaseStore(database, SampleAudit.Chain);
        var first = SampleCases.Dispatched("C1");
        await store.CreateAsync(SampleCases.New(first), Cancellation);

        // The number of the case is taken: the insert fails when the key has already been written.
        await Should.ThrowAsync<SqliteException>(() => store.CreateAsync(SampleCases.New(first, "digest", "another"), Cancellation));

        var report = (await trail.VerifyAsync(Today, Cancellation)).ShouldNotBeNull();
        (report.Count, report.Fault).ShouldBe((1, null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Records_that_share_a_transaction_are_one_chain_also_when_it_fails_and_each_is_written_again(bool fails)
    {
        var database = _file.Open();
        var trail = new SqliteAuditTrail(database, SampleAudit.Chain, TimeProvider.System);
        using var gate = new ManualResetEventSlim();
        var held = database.WriteAsync(
            _ =>
            {
                gate.Wait(Cancellation);
                return true;
            },
            Cancellation);
        var yesterday = trail.AppendAsync(Entry(SampleCases.Now.AddDays(-1)), Cancellation);
        var first = trail.AppendAsync(Entry(SampleCases.Now), Cancellation);
        var faulty = fails ? database.WriteAsync(FailCommit, Cancellation) : Task.FromResult(0);
        var last = trail.AppendAsync(Entry(SampleCases.Now), Cancellation);
        gate.Set();
        await Task.WhenAll(held, yesterday, first, last);
        (await Record.ExceptionAsync(() => faulty) is SqliteException).ShouldBe(fails);

        Verify().Select(r => (r.Day, r.Count, r.IsWhole)).ShouldBe([(Today.AddDays(-1), 1, true), (Today, 2, true)]);
    }

    [Fact]
    public async Task The_chain_goes_on_after_a_restart()
    {
        await _file.OpenTrail().AppendAsync(Entry(SampleCases.Now), Cancellation);
        await _file.CloseAsync();
        await _file.OpenTrail().AppendAsync(Entry(SampleCases.Now), Cancellation);

        Verify().ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Count.ShouldBe(2), r => r.IsWhole.ShouldBeTrue());
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_an_error()
    {
        var trail = _file.OpenTrail();
        await _file.CloseAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => trail.AppendAsync(Entry(SampleCases.Now), Cancellation));
    }

    private static string OldRow(string at) =>
        $"INSERT INTO audit (at, caller, role, action, case_id, subject) VALUES ('{at}', 'education-1', 'department', 'task-shown', 'C1', 'x')";

    private static AuditEntry Entry(DateTimeOffset at) => new(at, Actor.System, "clock-struck") { CaseId = "C1", Fields = ["status"] };

    /// <summary>A submission key of no case, which SQLite notices at the commit only.</summary>
    private static int FailCommit(SqliteSession session)
    {
        session.Execute("PRAGMA defer_foreign_keys = ON");
        return session.Execute("INSERT INTO submission_keys (key, case_id, digest) VALUES ('k', 'none', 'd')");
    }

    private IReadOnlyList<AuditDayReport> Verify(params AuditHead[] published) => SqliteAuditCheck.Verify(
        _file.Path, SampleAudit.Chain, DateOnly.MinValue, DateOnly.MaxValue, AuditVerifier.KeptFrom(DateOnly.FromDateTime(DateTime.UtcNow)), published);

    /// <summary>Whoever can write to the file can take its triggers away.</summary>
    private void Spoil(string sql)
    {
        using var connection = _file.Connect();
        string[] triggers =
        [
            "audit_records_are_not_changed", "audit_records_are_kept", "audit_heads_only_grow", "audit_heads_are_kept", "audit_is_kept", "audit_is_not_changed",
        ];
        foreach (var trigger in triggers)
        {
            Run(connection, $"DROP TRIGGER {trigger}");
        }

        Run(connection, sql);
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
