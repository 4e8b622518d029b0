using Microsoft.Data.Sqlite;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Register;
using SocialAssistance.Storage.Sqlite;
using SocialAssistance.Testing.Samples;
using Xunit;

namespace SocialAssistance.Storage.Tests.Sqlite;

public sealed class SqliteDatabaseTests : IAsyncDisposable
{
    private readonly TestDatabase _file = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Fact]
    public async Task A_write_that_returned_is_in_the_files()
    {
        var store = _file.OpenCases();
        var first = SampleCases.Dispatched("C1");
        await store.CreateAsync(SampleCases.New(first), Cancellation);
        await store.ReplaceAsync(first, first.After(SampleEvents.TakenUp("student-loan")), Cancellation);

        // As after a kill: nothing was closed or tidied.
        await using var copy = new TestDatabase();
        File.Copy(_file.Path, copy.Path);
        File.Copy(_file.Path + "-wal", copy.Path + "-wal");

        (await copy.OpenCases().FindAsync("C1", Cancellation)).ShouldNotBeNull().Version.ShouldBe(2);
    }

    [Fact]
    public async Task Every_commit_is_flushed_to_a_write_ahead_log()
    {
        var database = _file.Open();

        (await database.WriteAsync(s => s.Find("PRAGMA synchronous", r => r.GetString(0)), Cancellation)).ShouldBe("2");
        (await database.WriteAsync(s => s.Find("PRAGMA journal_mode", r => r.GetString(0)), Cancellation)).ShouldBe("wal");
        (await database.WriteAsync(s => s.Find("PRAGMA foreign_keys", r => r.GetString(0)), Cancellation)).ShouldBe("1");
    }

    [Fact]
    public async Task Readers_cannot_write()
    {
        var database = _file.Open();

        await Should.ThrowAsync<SqliteException>(() => database.ReadAsync(s => s.Execute("DELETE FROM recognitions"), Cancellation));
    }

    [Fact]
    public void Only_its_owner_may_read_the_files()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        _file.Open();

        foreach (var path in new[] { _file.Path, _file.Path + "-wal" })
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        var store = _file.OpenCases();
        await store.CreateAsync(SampleCases.New(SampleCases.Dispatched("C1"), "digest", "a"), Cancellation);
        await _file.CloseAsync();
        File.Exists(_file.Path + "-wal").ShouldBeFalse("the log was tidied away");

        store = _file.OpenCases();
        (await store.FindAsync("C1", Cancellation)).ShouldNotBeNull();
        (await store.CreateAsync(SampleCases.New(SampleCases.Awaiting("C2"), "digest", "a"), Cancellation)).CaseId.ShouldBe("C1");
        (await store.ListWorkAsync(new() { Today = SampleForms.Today }, Cancellation)).Rows.Length.ShouldBe(11);
    }

    [Fact]
    public async Task A_case_that_ended_before_there_were_periods_has_one_too()
    {
        const int BeforePeriods = 5;
        using (var connection = _file.Connect())
        {
            SqliteSchema.Migrate(connection, BeforePeriods);
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO cases (case_id, version, status, submitted_at, document) VALUES ('C1', 1, 'completed', 0, $document)";
            insert.Parameters.AddWithValue("$document", CaseJson.Write(SampleCases.Ended("C1")));
            insert.ExecuteNonQuery();
        }

        var store = _file.OpenCases();

        (await store.ListErasableAsync(CaseStatus.Completed, SampleCases.Now, 10, Cancellation)).ShouldBeEmpty();
        (await store.ListErasableAsync(CaseStatus.Completed, SampleCases.Now.AddSeconds(2), 10, Cancellation)).ShouldBe(["C1"]);
    }

    [Fact]
    public async Task What_was_fed_before_is_known_as_its_countys_and_what_a_case_said_stays_the_cases()
    {
        const int BeforeCounties = 8;
        using (var connection = _file.Connect())
        {
            SqliteSchema.Migrate(connection, BeforeCounties);
            using var insert = connection.CreateCommand();
            insert.CommandText = """
                INSERT INTO cases (case_id, version, status, submitted_at, document) VALUES ('C1', 1, 'completed', 0, CAST('{}' AS BLOB));
                INSERT INTO recognitions (source, category, person_key, document_number, division, valid_from, valid_to) VALUES
                  ('1', 'low-income-edge', 'ann', '1', '640104', '2026-01-01', '2026-02-01'),
                  ('C1', 'low-income-edge', 'ann', 'C1', '640104', '2026-01-01', '2026-02-01'),
                  ('C2', 'low-income-edge', 'ann', '2', '640104', '2026-01-01', '2026-02-01');
                """;
            insert.ExecuteNonQuery();
        }

        (await new SqliteRecognitionRegister(_file.Open()).ListEndedAsync(SampleForms.Today, 10, Cancellation)).Select(e => e.Source)
            .ShouldBe(["640104 1", "C1", "C2"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_older_database_is_brought_forward_with_all_it_holds()
    {
        using (var connection = _file.Connect())
        {
            SqliteSchema.Migrate(connection, 1);
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO cases (case_id, version, status, submitted_at, document) VALUES ('C1', 1, 'in-progress', 0, $document)";
            insert.Parameters.AddWithValue("$document", CaseJson.Write(SampleCases.Dispatched("C1")));
            insert.ExecuteNonQuery();
        }

        _file.Peek("PRAGMA user_version").ShouldBe(1L);
        var database = _file.Open();

        _file.Peek("PRAGMA user_version").ShouldBe((long)SqliteSchema.Version);
        (await new SqliteCaseStore(database, SampleAudit.Chain).FindAsync("C1", Cancellation)).ShouldNotBeNull();
        var register = new SqliteRecognitionRegister(database);
        await register.PutAsync([("D1", new Recognition("ann", "low-income-edge", "1", "640104", SampleForms.Today, null))], Cancellation);
        (await register.FindAsync(["ann"], SampleForms.Today, Cancellation)).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_database_of_a_later_program_is_refused_and_left_alone()
    {
        using (var connection = _file.Connect())
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        var refusal = Should.Throw<SqliteSchemaException>(() => _file.Open());

        refusal.Found.ShouldBe(99);
        refusal.Known.ShouldBe(SqliteSchema.Version);
        _file.Peek("PRAGMA user_version").ShouldBe(99L);
        _file.Peek("PRAGMA journal_mode").ShouldBe("delete");
        _file.Peek("SELECT count(*) FROM sqlite_schema").ShouldBe(0L);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        await File.WriteAllTextAsync(_file.Path, new string('x', 5000), Cancellation);

        Should.Throw<SqliteException>(() => _file.Open());
    }

    [Fact]
    public async Task A_closed_database_gives_no_sign_of_life()
    {
        var database = _file.Open();
        await database.PingAsync(Cancellation);
        await database.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => database.PingAsync(Cancellation));
    }
}
