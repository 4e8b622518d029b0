using Microsoft.Data.Sqlite;
using Shouldly;
using SocialAssistance.Storage.Sqlite;
using Xunit;

namespace SocialAssistance.Storage.Tests.Sqlite;

public sealed class GroupCommitTests : IAsyncDisposable
{
    private const string Count = "SELECT count(*) FROM recognitions";

    private readonly TestDatabase _file = new();
    private readonly SqliteDatabase _database;
    private readonly ManualResetEventSlim _gate = new();

    public GroupCommitTests() => _database = _file.Open();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _gate.Set();
        await _file.DisposeAsync();
        _gate.Dispose();
    }

    [Fact]
    public async Task Writes_that_wait_share_a_transaction()
    {
        await HoldWriterAsync();
        var seen = -1L;
        var first = InsertAsync("first");
        var second = _database.WriteAsync(s => seen = (long)_file.Peek(Count)!, Cancellation);
        var third = InsertAsync("third");
        _gate.Set();
        await Task.WhenAll(first, second, third);

        seen.ShouldBe(0, "the first was not committed when the second ran");
        _file.Peek(Count).ShouldBe(2L);
    }

    [Fact]
    public async Task A_write_is_committed_when_its_task_completes()
    {
        for (var n = 1L; n <= 20; n++)
        {
            await InsertAsync(FormattableString.Invariant($"{n}"));
            _file.Peek(Count).ShouldBe(n);
        }
    }

    [Fact]
    public async Task A_write_that_throws_fails_alone_and_leaves_nothing_behind()
    {
        await HoldWriterAsync();
        var before = InsertAsync("before");
        var faulty = _database.WriteAsync<int>(
            s =>
            {
                Insert(s, "faulty");
                throw new InvalidTimeZoneException();
            },
            Cancellation);
        var after = InsertAsync("after");
        _gate.Set();

        await Should.ThrowAsync<InvalidTimeZoneException>(() => faulty);
        (await before).ShouldBe(1);
        (await after).ShouldBe(1);
        _file.Peek("SELECT group_concat(person_key) FROM (SELECT person_key FROM recognitions ORDER BY 1)").ShouldBe("after,before");
    }

    [Fact]
    public async Task A_write_for_which_the_commit_fails_fails_alone()
    {
        await HoldWriterAsync();
        var before = InsertAsync("before");
        var faulty = _database.WriteAsync(
            s =>
            {
                // A key of no case, which SQLite notices at the commit only.
                s.Execute("PRAGMA defer_foreign_keys = ON");
                return s.Execute("INSERT INTO submission_keys (key, case_id, digest) VALUES ('k', 'none', 'd')");
            },
            Cancellation);
        var after = InsertAsync("after");
        _gate.Set();

        await Should.ThrowAsync<SqliteException>(() => faulty);
        await Task.WhenAll(before, after);
        _file.Peek(Count).ShouldBe(2L);
        _file.Peek("SELECT count(*) FROM submission_keys").ShouldBe(0L);
    }

    [Fact]
    public async Task Who_gives_up_before_the_write_is_begun_writes_nothing()
    {
        await HoldWriterAsync();
        using var giveUp = new CancellationTokenSource();
        var given = _database.WriteAsync(s => Insert(s, "given up"), giveUp.Token);
        var kept = InsertAsync("kept");
        await giveUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => given);
        _gate.Set();
        await kept;

        _file.Peek("SELECT group_concat(person_key) FROM recognitions").ShouldBe("kept");
    }

    [Fact]
    public async Task Once_begun_a_write_stands()
    {
        using var giveUp = new CancellationTokenSource();
        var written = await _database.WriteAsync(
            s =>
            {
                giveUp.Cancel();
                return Insert(s, "kept");
            },
            giveUp.Token);

        written.ShouldBe(1);
        _file.Peek(Count).ShouldBe(1L);
    }

    [Fact]
    public async Task Closing_writes_what_is_queued_and_takes_nothing_more()
    {
        await HoldWriterAsync();
        var queued = Enumerable.Range(0, 600).Select(n => InsertAsync(FormattableString.Invariant($"{n}"))).ToArray();
        var closing = _database.DisposeAsync();
        closing.IsCompleted.ShouldBeFalse();
        _gate.Set();
        await closing;

        queued.ShouldAllBe(q => q.IsCompletedSuccessfully);
        _file.Peek(Count).ShouldBe(600L);
        await Should.ThrowAsync<ObjectDisposedException>(() => InsertAsync("late"));
        await Should.ThrowAsync<ObjectDisposedException>(() => _database.ReadAsync(_ => 1, Cancellation));
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_caller_goes_on_elsewhere_than_on_the_writer_s_thread()
    {
        string? writer = null;
        var write = _database.WriteAsync(_ => writer = Thread.CurrentThread.Name, Cancellation);
        var caller = await write.ContinueWith(
            _ => Thread.CurrentThread.Name, Cancellation, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        writer.ShouldNotBeNull();
        caller.ShouldNotBe(writer);
    }

    private static int Insert(SqliteSession session, string key) => session.Execute(
        "INSERT INTO recognitions (source, category, person_key, document_number, division, valid_from) VALUES ('s', 'c', ?1, '1', '640104', '2026-01-01')",
        key);

    private Task<int> InsertAsync(string key) => _database.WriteAsync(s => Insert(s, key), Cancellation);

    /// <summary>Keeps the writer busy until the gate opens, so that what is queued then gathers.</summary>
    private async Task HoldWriterAsync()
    {
        var held = new TaskCompletionSource();
        _ = _database.WriteAsync(
            _ =>
            {
                held.TrySetResult();
                _gate.Wait();
                return true;
            },
            Cancellation);
        await held.Task;
    }
}
