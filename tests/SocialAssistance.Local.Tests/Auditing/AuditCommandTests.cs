using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using SocialAssistance.Local.Auditing;
using SocialAssistance.Local.Commands;
using SocialAssistance.Testing.Sqlite;
using Xunit;

namespace SocialAssistance.Local.Tests.Auditing;

/// <summary>
/// The command on what a real host has left, and on copies that somebody with the disk and without the key has changed:
/// triggers do not stop him, hashes do.
/// </summary>
[Collection(AuditedFolder.Collection)]
public sealed partial class AuditCommandTests(AuditedFolder folder)
{
    private const string First = AuditedFolder.FirstDay;
    private const string Second = AuditedFolder.SecondDay;
    private const string Last = AuditedFolder.LastDay;

    // Days after the last: all of them must still be kept.
    private static readonly FakeTimeProvider Clock = new(DateTimeOffset.Parse("2026-08-10T09:00:00+08:00", CultureInfo.InvariantCulture));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_trail_of_a_real_host_is_whole()
    {
        using var copy = folder.Copy();
        var (exit, output) = Verify(copy);
        exit.ShouldBe(0, output);
        var days = DayLine().Matches(output);
        days.Select(d => d.Groups[1].Value).ShouldBe([First, Second, Last]);
        var recorded = DatabaseFile.Read(copy.File("cases.db"), "SELECT count(*) FROM audit_records GROUP BY day ORDER BY day", r => r.GetInt64(0));
        days.Select(d => long.Parse(d.Groups[2].Value, CultureInfo.InvariantCulture)).ShouldBe(recorded);
        recorded[0].ShouldBeGreaterThan(recorded[1] + recorded[2], "the first day saw a whole case, the others an application each");
        days.ShouldAllBe(d => d.Groups[3].Value == "whole");
        output.ShouldContain("The audit trail is whole: 3 days");
    }

    [Theory]
    [InlineData("UPDATE audit_records SET actor = 'nobody' WHERE day = '2026-08-03' AND number = 7", First, 7, "CHANGED")]
    [InlineData("UPDATE audit_records SET outcome = 'done', subject = 'x', case_version = 9 WHERE day = '2026-08-03' AND number = 9", First, 9, "CHANGED")]
    [InlineData("DELETE FROM audit_records WHERE day = '2026-08-03' AND number = 7", First, 7, "MISSING")]
    [InlineData("""
        UPDATE audit_records SET number = 9999 WHERE day = '2026-08-03' AND number = 5;
        UPDATE audit_records SET number = 5 WHERE day = '2026-08-03' AND number = 6;
        UPDATE audit_records SET number = 6 WHERE day = '2026-08-03' AND number = 9999
        """, First, 5, "CHANGED")]
    [InlineData("DELETE FROM audit_records WHERE day = '2026-08-05' AND number = 2", Last, 2, "CUTOFF")]
    [InlineData("""
        DELETE FROM audit_records WHERE day = '2026-08-05' AND number > 1;
        UPDATE audit_heads SET count = 1, hash = (SELECT hash FROM audit_records WHERE day = '2026-08-05' AND number = 1) WHERE day = '2026-08-05'
        """, Last, 0, "CHANGED")]
    [InlineData("DELETE FROM audit_records WHERE day = '2026-08-04'", Second, 1, "CUTOFF")]
    [InlineData("DELETE FROM audit_records WHERE day = '2026-08-04'; DELETE FROM audit_heads WHERE day = '2026-08-04'", Second, 0, "CUTOFF")]
    [InlineData("DELETE FROM audit_records WHERE day = '2026-08-05'; DELETE FROM audit_heads WHERE day = '2026-08-05'", Last, 0, "CUTOFF")]
    [InlineData("DELETE FROM audit_records; DELETE FROM audit_heads", First, 0, "CUTOFF")]
    [InlineData("""
        INSERT INTO audit_records SELECT day, 9999, at, actor, role, action, case_id, subject, fields, purpose, outcome, case_version, hash, hash
          FROM audit_records WHERE day = '2026-08-03' AND number = (SELECT max(number) FROM audit_records WHERE day = '2026-08-03');
        UPDATE audit_records SET number = (SELECT count(*) FROM audit_records WHERE day = '2026-08-03') WHERE number = 9999
        """, First, null, "CHANGED")]
    [InlineData("""
        INSERT INTO audit_records SELECT '2026-08-06', 1, at, actor, role, action, case_id, subject, fields, purpose, outcome, case_version, hash, hash
          FROM audit_records WHERE day = '2026-08-05' AND number = 1
        """, "2026-08-06", 1, "REORDERED")]
    [InlineData("UPDATE audit_records SET hash = 'sm3' || substr(hash, 6) WHERE day = '2026-08-04' AND number = 1", Second, 1, "UNREADABLE")]
    public void What_was_done_past_the_host_is_named(string sql, string day, int? number, string kind)
    {
        using var copy = folder.Copy();
        Spoil(copy, sql);
        var (exit, output) = Verify(copy);
        exit.ShouldBe(AuditCommand.Broken, output);
        var line = output.Split('\n').First(l => l.Contains("WRONG", StringComparison.Ordinal));
        line.ShouldStartWith(day + " ");
        line.ShouldContain(number is { } place ? $"WRONG at record {place}, {kind}:" : $", {kind}:");
        output.ShouldContain("The audit trail is NOT whole");
    }

    [Theory]
    [InlineData("INSERT INTO audit_records SELECT '2026-08-04-x', number, at, actor, role, action, case_id, subject, fields, purpose, outcome, case_version, previous, hash FROM audit_records WHERE day = '2026-08-04' AND number = 1")]
    [InlineData("INSERT INTO audit_records SELECT 'zzz', number, at, actor, role, action, case_id, subject, fields, purpose, outcome, case_version, previous, hash FROM audit_records WHERE day = '2026-08-04' AND number = 1")]
    [InlineData("INSERT INTO audit_records SELECT '', number, at, actor, role, action, case_id, subject, fields, purpose, outcome, case_version, previous, hash FROM audit_records WHERE day = '2026-08-04' AND number = 1")]
    [InlineData("INSERT INTO audit_records SELECT '2026-02-30', number, at, actor, role, action, case_id, subject, fields, purpose, outcome, case_version, previous, hash FROM audit_records WHERE day = '2026-08-04' AND number = 1")]
    [InlineData("INSERT INTO audit_records SELECT '0000-01-01', number, at, actor, role, action, case_id, subject, fields, purpose, outcome, case_version, previous, hash FROM audit_records WHERE day = '2026-08-04' AND number = 1")]
    [InlineData("INSERT INTO audit_records SELECT CAST(day AS BLOB), number, at, actor, role, action, case_id, subject, fields, purpose, outcome, case_version, previous, hash FROM audit_records WHERE day = '2026-08-04' AND number = 1")]
    [InlineData("INSERT INTO audit_records SELECT day, 'x', at, actor, role, action, case_id, subject, fields, purpose, outcome, case_version, previous, hash FROM audit_records WHERE day = '2026-08-04' AND number = 1")]
    [InlineData("UPDATE audit_records SET at = 9223372036854775807 WHERE day = '2026-08-04' AND number = 1")]
    [InlineData("UPDATE audit_records SET number = 2.5 WHERE day = '2026-08-03' AND number = 2")]
    [InlineData("UPDATE audit_records SET case_id = CAST(case_id AS BLOB) WHERE day = '2026-08-03' AND number = 2")]
    [InlineData("INSERT INTO audit_heads SELECT 'zzz', count, hash, seal FROM audit_heads WHERE day = '2026-08-04'")]
    [InlineData("INSERT INTO audit_heads SELECT '', count, hash, seal FROM audit_heads WHERE day = '2026-08-04'")]
    [InlineData("UPDATE audit_heads SET count = 'x' WHERE day = '2026-08-04'")]
    public void What_no_host_writes_is_named_and_stops_nobody(string sql)
    {
        using var copy = folder.Copy();
        Spoil(copy, sql);
        var (exit, output) = Verify(copy);
        exit.ShouldBe(AuditCommand.Broken, output);
        output.Split('\n').Last(l => l.Contains("WRONG", StringComparison.Ordinal)).ShouldStartWith("of no day         1 records    WRONG at record 0, CHANGED:");
        output.ShouldContain(Last + " ");
    }

    [Fact]
    public void A_whole_state_of_before_is_told_by_what_was_published()
    {
        using var copy = folder.Copy();
        Spoil(copy, "DELETE FROM audit_records WHERE day = '2026-08-05'; DELETE FROM audit_heads WHERE day = '2026-08-05'");
        var published = File.ReadAllBytes(copy.File(PublishedHeads.FileName));
        File.Delete(copy.File(PublishedHeads.FileName));
        Verify(copy).Exit.ShouldBe(0, "nothing in the database itself tells of the last day");

        File.WriteAllBytes(copy.File(PublishedHeads.FileName), published);
        Verify(copy).Exit.ShouldBe(AuditCommand.Broken);
    }

    [Fact]
    public void A_published_head_that_was_changed_is_named()
    {
        using var copy = folder.Copy();
        var file = copy.File(PublishedHeads.FileName);
        var lines = File.ReadAllLines(file);
        lines[2] = lines[2].Replace(Last + " ", Last + " 1", StringComparison.Ordinal);
        File.WriteAllLines(file, lines);
        var (exit, output) = Verify(copy);
        exit.ShouldBe(AuditCommand.Broken);
        output.ShouldContain("UNREADABLE: a published head");
    }

    [Fact]
    public void A_damaged_line_of_published_heads_is_named_and_hides_nothing_else()
    {
        using var copy = folder.Copy();
        Spoil(copy, "UPDATE audit_records SET actor = 'nobody' WHERE day = '2026-08-03' AND number = 7");
        var file = copy.File(PublishedHeads.FileName);
        File.WriteAllLines(file, [.. File.ReadAllLines(file).Take(1), "x", .. File.ReadAllLines(file).Skip(1)]);

        var (exit, output) = Verify(copy);

        exit.ShouldBe(AuditCommand.Broken, output);
        output.ShouldContain("audit-heads.txt  line 2  WRONG, UNREADABLE");
        output.ShouldContain("WRONG at record 7, CHANGED");
        output.ShouldContain("Compared with 3 heads of audit-heads.txt");

        using var whole = folder.Copy();
        File.WriteAllText(whole.File(PublishedHeads.FileName), "\n");
        (exit, output) = Verify(whole);
        exit.ShouldBe(AuditCommand.Broken, output);
        output.ShouldContain("The audit trail is NOT whole");
    }

    [Fact]
    public void Cases_without_any_trail_are_not_taken_for_a_whole_one()
    {
        using var copy = folder.Copy();
        Spoil(copy, "DELETE FROM audit_records; DELETE FROM audit_heads");
        File.Delete(copy.File(PublishedHeads.FileName));

        var (exit, output) = Verify(copy);

        exit.ShouldBe(AuditCommand.Broken, output);
        output.ShouldContain("of no day");
        output.ShouldContain("CUTOFF: There are cases, but no record of anything");
        output.ShouldContain("Compared with no published heads");
    }

    [Fact]
    public void A_trail_under_another_key_is_not_believed()
    {
        using var copy = folder.Copy();
        File.WriteAllBytes(copy.File("person-keys.secret"), RandomNumberGenerator.GetBytes(32));
        var (exit, output) = Verify(copy);
        exit.ShouldBe(AuditCommand.Broken);
        output.ShouldContain("UNREADABLE");
    }

    [Fact]
    public void A_range_leaves_out_what_is_wrong_elsewhere()
    {
        using var copy = folder.Copy();
        Spoil(copy, "UPDATE audit_records SET role = 'x' WHERE day = '2026-08-03'");
        var (exit, output) = Verify(copy, "--from", Second, "--to", Second);
        exit.ShouldBe(0, output);
        DayLine().Matches(output).ShouldHaveSingleItem().Groups[1].Value.ShouldBe(Second);
        Verify(copy, "--to", Second).Exit.ShouldBe(AuditCommand.Broken);
    }

    [Fact]
    public void It_leaves_every_file_as_it_was()
    {
        using var copy = folder.Copy();
        var before = Contents(copy);
        Verify(copy).Exit.ShouldBe(0);
        var after = Contents(copy);
        before.ShouldBeSubsetOf(after);

        // Readers of the database meet in an index of its log: both are made where no host runs, and the log is empty.
        after.Except(before).Select(f => f.Split(' ')[0]).ShouldBe(["cases.db-shm", "cases.db-wal"]);
        new FileInfo(copy.File("cases.db-wal")).Length.ShouldBe(0);
    }

    [Fact]
    public void Beside_a_running_host_it_says_what_it_says_afterwards()
    {
        folder.Beside.Exit.ShouldBe(0, folder.Beside.Output);
        folder.Beside.Output.ShouldContain("The audit trail is whole: 3 days");
    }

    [Fact]
    public async Task A_folder_without_a_database_and_wrong_arguments_are_wrong_configuration()
    {
        using var empty = new TemporaryFolder();
        var (exit, output) = await AuditedFolder.VerifyAsync(empty.Path, Cancellation, "--from", "yesterday");
        exit.ShouldBe(2, output);
        output.ShouldContain("--from is a day such as");
        (exit, output) = await AuditedFolder.VerifyAsync(empty.Path, Cancellation);
        exit.ShouldBe(2, output);
        output.ShouldContain("There is no database");
        Directory.EnumerateFileSystemEntries(empty.Path).ShouldBeEmpty();
    }

    private static (int Exit, string Output) Verify(TemporaryFolder copy, params string[] more)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var exit = AuditCommand.Run(["verify", "--data", copy.Path, .. more], output, Clock);
        return (exit, output.ToString());
    }

    /// <summary>Changes a copy as somebody would who has the disk: the file's own guards go first.</summary>
    private static void Spoil(TemporaryFolder copy, string sql) => DatabaseFile.Change(copy.File("cases.db"), $"""
        DROP TRIGGER audit_records_are_not_changed;
        DROP TRIGGER audit_records_are_kept;
        DROP TRIGGER audit_heads_only_grow;
        DROP TRIGGER audit_heads_are_kept;
        {sql};
        """).ShouldBeGreaterThan(0);

    private static string[] Contents(TemporaryFolder copy) =>
    [
        .. Directory.EnumerateFiles(copy.Path).Order(StringComparer.Ordinal)
            .Select(f => $"{Path.GetFileName(f)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))}"),
    ];

    [GeneratedRegex("""^(\d{4}-\d\d-\d\d) +(\d+) records  hs256\S+  (.*)$""", RegexOptions.Multiline)]
    private static partial Regex DayLine();
}
