using Microsoft.Data.Sqlite;
using Shouldly;
using SocialAssistance.Cases;
using SocialAssistance.Storage.Sqlite;
using Xunit;

namespace SocialAssistance.Storage.Tests.Sqlite;

/// <summary>What was deleted before the database wiped is written over once, and not taken for written over when it was not.</summary>
public sealed class WipingTests : IAsyncDisposable
{
    /// <summary>The version before which nothing was wiped.</summary>
    private const int BeforeWiping = 6;

    private const string Planted = "planted-planted-planted";

    private readonly TestDatabase _file = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Fact]
    public async Task Free_pages_of_before_are_written_anew_once()
    {
        Plant();
        Finds().ShouldBeTrue();
        var cases = new SqliteClearCases(_file.Open());

        (await cases.ListAsync(1, Cancellation)).ShouldBeEmpty();
        await cases.WipeAsync(Cancellation);

        Finds().ShouldBeFalse();
        IsMarked().ShouldBeFalse();
        await cases.WipeAsync(Cancellation);
    }

    [Fact]
    public async Task A_new_database_has_nothing_to_write_anew()
    {
        await new SqliteClearCases(_file.Open()).WipeAsync(Cancellation);

        IsMarked().ShouldBeFalse();
    }

    [Theory]
    [InlineData("BEGIN; SELECT count(*) FROM cases", typeof(StoreUnavailableException))]
    [InlineData("BEGIN IMMEDIATE", typeof(SqliteException))]
    public async Task While_somebody_reads_or_writes_it_is_not_struck_off_and_the_next_start_does_it(string sql, Type error)
    {
        Plant();
        var cases = new SqliteClearCases(_file.Open());
        using (var other = _file.Connect())
        {
            Run(other, sql);
            (await Should.ThrowAsync<Exception>(() => cases.WipeAsync(Cancellation))).ShouldBeOfType(error);
        }

        IsMarked().ShouldBeTrue();
        await cases.WipeAsync(Cancellation);
        Finds().ShouldBeFalse();
        IsMarked().ShouldBeFalse();
    }

    /// <summary>A database of before, in whose free pages a deleted case lies.</summary>
    private void Plant()
    {
        using var connection = _file.Connect();
        SqliteSchema.Migrate(connection, BeforeWiping);
        Run(connection, "PRAGMA secure_delete = OFF");
        foreach (var caseId in new[] { "C1", "C2" })
        {
            var text = caseId == "C1" ? string.Concat(Enumerable.Repeat(Planted, 2000)) : "x";
            Run(connection, $"INSERT INTO cases (case_id, version, status, submitted_at, document) VALUES ('{caseId}', 1, 'completed', 1, CAST('{text}' AS BLOB))");
        }

        Run(connection, "DELETE FROM cases WHERE case_id = 'C1'");
    }

    private bool IsMarked() => _file.Peek("SELECT count(*) FROM cases_in_clear WHERE case_id = ''") is 1L;

    private bool Finds() => new[] { _file.Path, _file.Path + "-wal" }.Where(File.Exists).Any(f =>
    {
        using var file = new FileStream(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray().AsSpan().IndexOf("planted-planted"u8) >= 0;
    });

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteScalar();
    }
}
